import BusinessTime

/// A stretch of time in which a clock ran: `[from, to)`.
struct Span: Hashable, Sendable {
    let from: Timestamp
    let to: Timestamp
}

/// A stretch in which something held a clock; the last one may have no end yet.
struct Halt: Hashable, Sendable {
    let from: Timestamp
    var to: Timestamp?
    let cause: Cause
    /// The clock was stopped, until a reopening undid that.
    let isInterruption: Bool
    /// What ended it; nil where a change of attributes cut the cycle.
    var endedBy: Cause?
    /// What the customer wrote meanwhile that would have ended it, but for `resume: status`; one a waiting.
    var answers: [CustomerAnswer] = []
}

/// One run of one clock, from what started it to what ended it.
struct Cycle: Hashable, Sendable {
    enum End: Hashable, Sendable {
        /// By what the metric waits for.
        case stopped
        /// By a resolution alone: a reopening may take it up again.
        case resolved
        case cancelled(reason: String)
    }

    /// Run of another target, as of an instant.
    struct Carried: Hashable, Sendable {
        let run: OpenTime
        let at: Timestamp
    }

    /// `opening`, or the id of the event that started it, with its source where an earlier cycle has that name; never
    /// its rank.
    var name: String
    private(set) var startedAt: Timestamp
    private(set) var startedBy: Cause
    /// Nobody saw the opening, so the true time is longer.
    private(set) var openingAssumed: Bool

    /// The finished stretches, in order; while the clock runs the last one is open and is `runningSince`.
    private(set) var spans: [Span] = []
    private(set) var runningSince: Timestamp?
    private(set) var end: End?
    private(set) var endedAt: Timestamp?
    private(set) var endedBy: Cause?
    /// Nothing paused it when it ended.
    private(set) var endedWhileRunning = false
    /// A change of attributes in the instant of the end came too late for it.
    private(set) var endedBeforeAttributes = false
    /// A change of attributes ended it.
    private(set) var endedWithAttributes = false
    /// Stops that a reopening undid: from the stop to the reopening.
    private(set) var interruptions: [Span] = []
    /// The last of them, also where what ran before it does not count any more.
    private(set) var lastInterruption: Span?
    /// What held it, and when.
    private(set) var halts: [Halt] = []
    /// Run that was carried over from another target, as of an instant; nothing before that counts.
    private(set) var carried: Carried?

    init(name: String, startedAt: Timestamp, startedBy: Cause, openingAssumed: Bool) {
        self.name = name
        self.startedAt = startedAt
        self.startedBy = startedBy
        self.openingAssumed = openingAssumed
    }

    mutating func run(by step: Step, _ cause: Cause) {
        endHalt(by: step, cause)
        runningSince = step.at
    }

    mutating func halt(by step: Step, _ cause: Cause) {
        stopRunning(at: step.at)
        endHalt(by: step, cause)
        halts.append(Halt(from: step.at, to: nil, cause: cause, isInterruption: false))
    }

    mutating func finish(_ end: End, by step: Step, _ cause: Cause) {
        endedWhileRunning = runningSince != nil
        stopRunning(at: step.at)
        endHalt(by: step, cause)
        self.end = end
        endedAt = step.at
        endedBy = cause
        endedBeforeAttributes = step.actsBeforeAttributes
        endedWithAttributes = step.isOfAttributes
    }

    /// A reopening takes the cycle up again; the time while resolved does not count.
    mutating func takeUpAgain(by step: Step, _ cause: Cause) {
        let from = endedAt ?? step.at
        interruptions.append(Span(from: from, to: step.at))
        lastInterruption = interruptions.last
        halts.append(
            Halt(
                from: from, to: step.at, cause: endedBy ?? cause, isInterruption: true,
                endedBy: cause))
        end = nil
        endedAt = nil
        endedBy = nil
        endedWhileRunning = false
        endedBeforeAttributes = false
        endedWithAttributes = false
    }

    mutating func note(_ answer: CustomerAnswer) {
        guard let last = halts.indices.last, halts[last].answers.last != answer else { return }
        halts[last].answers.append(answer)
    }

    private mutating func stopRunning(at: Timestamp) {
        guard let from = runningSince else { return }
        spans.append(Span(from: from, to: at))
        runningSince = nil
    }

    private mutating func endHalt(by step: Step, _ cause: Cause) {
        guard let last = halts.indices.last, halts[last].to == nil else { return }
        halts[last].to = step.at
        halts[last].endedBy = cause
    }
}

extension Cycle {
    /// An instant in which the cycle was stopped, until a reopening undid that, is taken to be the reopening.
    func afterInterruption(_ instant: Timestamp) -> Timestamp {
        interruptions.last { $0.from <= instant && instant < $0.to }?.to ?? instant
    }

    /// Whether the cycle was stopped, until a reopening undid that, all the time after `from` and until `to`.
    func isInterrupted(from: Timestamp, to: Timestamp) -> Bool {
        interruptions.contains { $0.from < from && to <= $0.to }
    }

    /// The cycle as it was when a change of attributes ended it at `t`, whatever its ticket did later.
    func ended(at t: Timestamp, as end: End? = nil, by cause: Cause? = nil) -> Cycle {
        var cycle = self
        let ran = spans + (runningSince.map { [Span(from: $0, to: t)] } ?? [])
        cycle.spans = ran.filter { $0.from < t }.map { Span(from: $0.from, to: min($0.to, t)) }
        cycle.runningSince = nil
        cycle.interruptions = interruptions.filter { $0.from < t }
        cycle.lastInterruption = cycle.interruptions.last
        cycle.halts = halts.filter { $0.from < t }.map { $0.ended(by: t) }
        cycle.end = end
        cycle.endedAt = t
        cycle.endedBy = cause
        cycle.endedBeforeAttributes = false
        cycle.endedWithAttributes = false
        // A pause of that instant came after the attributes.
        cycle.endedWhileRunning =
            t == startedAt ? ran.first?.from == startedAt : cycle.spans.last?.to == t
        return cycle
    }

    /// The cycle that a change of attributes began at `t`, out of this one.
    func begun(at t: Timestamp, by cause: Cause, named name: String) -> Cycle {
        var cycle = self
        cycle.name = name
        cycle.startedAt = t
        cycle.startedBy = cause
        // Whatever is known of the opening, the instant of the change is.
        cycle.openingAssumed = false
        cycle.drop(before: t)
        cycle.lastInterruption = cycle.interruptions.last
        return cycle
    }

    /// The cycle with a run that another target had, instead of what ran before `t`.
    func carrying(_ run: OpenTime, at t: Timestamp) -> Cycle {
        var cycle = self
        cycle.drop(before: t)
        cycle.carried = Carried(run: run, at: t)
        return cycle
    }

    /// The cycle as if nothing had paused it before `t`; what a resolution interrupted still does not count.
    func withoutPauses(before t: Timestamp) -> Cycle {
        let end = min(t, endedAt ?? t)
        var cycle = self
        cycle.drop(before: t)
        var solid: [Span] = []
        var from = startedAt
        for interruption in interruptions where interruption.from < end {
            solid.append(Span(from: from, to: interruption.from))
            from = interruption.to
        }
        if from < end { solid.append(Span(from: from, to: end)) }
        cycle.spans = solid + cycle.spans
        cycle.halts = halts.filter { $0.isInterruption || $0.to.map { $0 > t } ?? true }
        return cycle
    }

    /// The cycle as if nothing had ever held it.
    func solid() -> Cycle {
        var cycle = self
        cycle.halts = []
        cycle.carried = nil
        cycle.spans = endedAt.map { [Span(from: startedAt, to: $0)] } ?? []
        cycle.runningSince = endedAt == nil ? startedAt : nil
        cycle.endedWhileRunning = endedAt != nil
        return cycle
    }

    private mutating func drop(before t: Timestamp) {
        spans = spans.filter { $0.to > t }.map { Span(from: max($0.from, t), to: $0.to) }
        runningSince = runningSince.map { max($0, t) }
        interruptions = interruptions.filter { $0.to > t }
        halts = halts.filter { $0.to.map { $0 > t } ?? true }
    }
}

extension Halt {
    fileprivate func ended(by t: Timestamp) -> Halt {
        guard to.map({ $0 > t }) ?? true else { return self }
        var halt = self
        halt.to = t
        halt.endedBy = nil
        halt.answers.removeAll { $0.at > t }
        return halt
    }
}

extension Cycle {
    /// `run(t)`: the open time that has counted until `t`.
    func run(until t: Timestamp, on calendar: BusinessCalendar) -> OpenTime {
        var total = carried.map { $0.at <= t ? $0.run : .zero } ?? .zero
        for span in spans { total += calendar.openTime(from: span.from, to: min(span.to, t)) }
        if let runningSince { total += calendar.openTime(from: runningSince, to: t) }
        return total
    }

    /// The earliest instant at which `run` reaches `amount`; nil while nothing says when, or never.
    func instant(ofRun amount: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        let base = carried?.run ?? .zero
        guard amount > base else { return carried?.at ?? startedAt }
        var rest = amount - base
        for span in spans {
            let open = calendar.openTime(from: span.from, to: span.to)
            if open >= rest { return calendar.deadline(after: span.from, open: rest) }
            rest = rest - open
        }
        return runningSince.flatMap { calendar.deadline(after: $0, open: rest) }
    }

    /// The deadline to show of a cycle that was stopped in time while it ran: the one that was valid at the stop.
    func deadlineAtStop(ofRun target: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        guard let endedAt, endedWhileRunning else { return nil }
        return calendar.deadline(after: endedAt, open: target - run(until: endedAt, on: calendar))
    }
}

// The questions to a cycle that is handed on, so that asking copies nothing of it.
extension Shared<Cycle> {
    func afterInterruption(_ instant: Timestamp) -> Timestamp { value.afterInterruption(instant) }

    func run(until t: Timestamp, on calendar: BusinessCalendar) -> OpenTime { value.run(until: t, on: calendar) }

    func instant(ofRun amount: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        value.instant(ofRun: amount, on: calendar)
    }

    func instant(of point: Threshold.Point, _ demand: Demand) -> Timestamp? { value.instant(of: point, demand) }

    func deadlineAtStop(ofRun target: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        value.deadlineAtStop(ofRun: target, on: calendar)
    }
}
