package import BusinessTime
package import SLAEngine

// The records of a replay (docs/slad-replay.5.scd); a stable interface.

extension JSONLine {
    /// `"record":"clock"`: a clock as it stands at an instant.
    package init(_ clock: Clock, ofTicket ticket: String, at until: Timestamp) {
        let figures = ClockFigures(clock, at: until)
        self.init(clockOf: ticket, clock.key.agreement, clock.kind, clock.key.objective, clock.metric)
        add("cycle", clock.key.cycle)
        add("state", clock.state.rawValue)
        add("breached", clock.isBreached(asOf: until))
        add("started_at", clock.shownOn.text(of: clock.startedAt))
        add("stopped_at", clock.stoppedAt.map(clock.shownOn.text(of:)))
        add("deadline", clock.deadline.map(clock.shownOn.text(of:)))
        add("target_seconds", number: clock.target.secondsText)
        add("elapsed_seconds", number: figures.elapsed.secondsText)
        add("remaining_seconds", number: figures.remaining.secondsText)
        add("paused_seconds", number: figures.paused.secondsText)
        add("overrun_seconds", number: figures.overrun?.secondsText)
        add("calendar", clock.calendar.name)
        add("started_by", clock.startedBy)
        add("ended_by", clock.endedBy)
        add("reason", clock.reason ?? figures.pauseReason)
        add("revision", number: String(clock.revision))
    }

    /// `"record":"clock"` of an objective that applies and whose clock has not started.
    package init(_ pending: PendingClock, ofTicket ticket: String, revision: Int) {
        self.init(clockOf: ticket, pending.agreement, pending.kind, pending.objective, pending.metric)
        add("cycle", nil as String?)
        add("state", "pending")
        add("breached", false)
        for key in ["started_at", "stopped_at", "deadline"] as [StaticString] { add(key, nil as String?) }
        add("target_seconds", number: pending.amount.fixedSecondsText)
        add("elapsed_seconds", number: "0")
        add("remaining_seconds", number: pending.amount.fixedSecondsText)
        add("paused_seconds", number: "0")
        add("overrun_seconds", number: nil)
        add("calendar", pending.amount.isElapsed ? BusinessCalendar.always.name : pending.calendar)
        add("started_by", nil as Cause?)
        add("ended_by", nil as Cause?)
        add("reason", nil as String?)
        add("revision", number: String(revision))
    }

    private init(
        clockOf ticket: String, _ agreement: String, _ kind: AgreementKind, _ objective: String, _ metric: Metric
    ) {
        self.init()
        add("record", "clock")
        add("ticket", ticket)
        add("agreement", agreement)
        add("agreement_kind", kind.rawValue)
        add("objective", objective)
        add("metric", metric.rawValue)
    }

    private mutating func add(_ key: StaticString, _ cause: Cause?) {
        add(key, cause) { cause, line in
            line.add("event", cause.event)
            line.add("what", cause.what)
            line.add("reason", cause.reason)
        }
    }

    /// `"record":"alert"`: something that is, or would have been, told of a clock.
    package init(alert kind: AnnouncementKind, _ key: AlertKey, at: Timestamp, _ clock: Clock) {
        let elapsed = clock.elapsed(at: at)
        let past = elapsed - clock.target
        self.init()
        add("record", "alert")
        add("kind", kind.rawValue)
        add("ticket", key.ticket)
        add("agreement", key.clock.agreement)
        add("objective", key.clock.objective)
        add("cycle", key.clock.cycle)
        add("threshold", key.threshold)
        add("at", clock.shownOn.text(of: at))
        add("alert_id", key.text)
        add("deadline", clock.deadline.map(clock.shownOn.text(of:)))
        add("elapsed_seconds", number: elapsed.secondsText)
        add("overrun_seconds", number: past > .zero ? past.secondsText : nil)
        add("reason", nil as String?)
        add("refers_to", nil as String?)
    }

    /// The same of an announcement that the engine made.
    package init(_ announcement: Announcement) {
        let key = announcement.key
        self.init()
        add("record", "alert")
        add("kind", announcement.kind.rawValue)
        add("ticket", key.ticket)
        add("agreement", key.clock.agreement)
        add("objective", key.clock.objective)
        add("cycle", key.clock.cycle)
        add("threshold", key.threshold)
        add("at", announcement.at.text(offsetSeconds: announcement.trueAtOffset))
        add("alert_id", key.text)
        add("deadline", announcement.deadline?.text(offsetSeconds: announcement.deadlineOffset))
        add("elapsed_seconds", number: announcement.elapsed.secondsText)
        add("overrun_seconds", number: announcement.overrun?.secondsText)
        add("reason", announcement.reason)
        add("refers_to", announcement.refersTo)
    }
}

/// The figures of a clock at an instant, in open time of the calendar on which it counts.
package struct ClockFigures {
    package let elapsed: OpenTime
    /// Of the target, not below zero.
    package let remaining: OpenTime
    /// Open time that pauses took.
    package let paused: OpenTime
    /// Past the target; nil where the clock is not breached.
    package let overrun: OpenTime?
    /// Why it is paused now, where an event says so.
    package let pauseReason: String?

    package init(_ clock: Clock, at until: Timestamp) {
        elapsed = clock.elapsed(at: until)
        remaining = max(.zero, clock.target - elapsed)
        overrun = clock.isBreached(asOf: until) ? max(.zero, elapsed - clock.target) : nil
        var paused = OpenTime.zero
        var reason: String?
        for stretch in clock.stretches(until: until) {
            guard case .paused(let cause) = stretch.kind else { continue }
            paused += clock.calendar.openTime(from: stretch.from, to: stretch.to)
            reason = cause.reason ?? cause.what
        }
        self.paused = paused
        pauseReason = clock.state == .paused ? reason : nil
    }
}

extension Amount {
    fileprivate var isElapsed: Bool {
        switch self {
        case .elapsed, .promised: true
        case .open, .businessDays: false
        }
    }

    /// The seconds that are known before a cycle starts; nil of business days and of a promised instant.
    fileprivate var fixedSecondsText: String? {
        switch self {
        case .elapsed(let elapsed): elapsed.secondsText
        case .open(let open): open.secondsText
        case .businessDays, .promised: nil
        }
    }
}
