package import BusinessTime

/// What a finished cycle came to: the verdict, its figures and the rules that judged it, as the ledger keeps them.
package struct Verdict: Hashable, Sendable {
    /// The numbers stand in the ledger and never change.
    package enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
        case met = 1, missed, cancelled
        /// What was recorded stands no more: by what is known now the cycle is not finished, or never ran.
        case withdrawn
        /// The cycle was owed, and no target for the ticket's value measured it: no clock, nor any figure of one.
        case unmeasured
    }

    package var clock: ClockKey
    package var outcome: Outcome
    package var kind: AgreementKind
    package var metric: Metric
    /// As they stood while it ran, at its end.
    package var customer: String?
    package var team: String?
    package var startedAt: Timestamp
    /// `.distantFuture` of one that was not measured and goes on although its ticket is over.
    package var stoppedAt: Timestamp
    package var deadline: Timestamp?
    /// The instant that says to which window it belongs: the stop, of one that was missed that of the breach, and the
    /// start of one that was not measured.
    package var at: Timestamp
    package var target: OpenTime
    /// The target as it was written.
    package var targetText: String
    package var run: OpenTime
    /// How long it counted, closed hours included: a figure that no calendar changes.
    package var counted: ElapsedTime
    /// Open time that pauses took.
    package var paused: OpenTime
    /// Open time past the target, of one that was missed.
    package var overrun: OpenTime?
    package var revision: Int
    /// The version of the agreement: since when it is in force; nil is ever since.
    package var effectiveFrom: Timestamp?
    package var reason: String?

    package init(
        clock: ClockKey, outcome: Outcome, kind: AgreementKind, metric: Metric, customer: String?, team: String?,
        startedAt: Timestamp, stoppedAt: Timestamp, deadline: Timestamp?, at: Timestamp, target: OpenTime,
        targetText: String, run: OpenTime, counted: ElapsedTime, paused: OpenTime, overrun: OpenTime?, revision: Int,
        effectiveFrom: Timestamp?, reason: String?
    ) {
        self.clock = clock
        self.outcome = outcome
        self.kind = kind
        self.metric = metric
        self.customer = customer
        self.team = team
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.deadline = deadline
        self.at = at
        self.target = target
        self.targetText = targetText
        self.run = run
        self.counted = counted
        self.paused = paused
        self.overrun = overrun
        self.revision = revision
        self.effectiveFrom = effectiveFrom
        self.reason = reason
    }
}

/// A verdict as a row of the ledger.
package struct RecordedVerdict: Hashable, Sendable {
    /// Counted from 1 over all tickets.
    package let number: Int64
    package let ticket: Int64
    /// The row before it of the same ticket.
    package let previous: Int64?
    /// The row of the same cycle that stands no more.
    package let supersedes: Int64?
    package let verdict: Verdict

    package init(number: Int64, ticket: Int64, previous: Int64?, supersedes: Int64?, verdict: Verdict) {
        self.number = number
        self.ticket = ticket
        self.previous = previous
        self.supersedes = supersedes
        self.verdict = verdict
    }
}

extension Verdict {
    /// - Returns: nil while the clock is not finished.
    init?(_ clock: Clock, _ attributes: [AttributeState]) {
        guard let outcome = Outcome(clock.state), let stoppedAt = clock.stoppedAt else { return nil }
        let run = clock.elapsed(at: stoppedAt)
        let isMissed = outcome == .missed
        self.init(
            clock: clock.key, outcome: outcome, kind: clock.kind, metric: clock.metric,
            customer: attributes.value(of: "customer", whileRan: clock.startedAt, stoppedAt),
            team: attributes.value(of: "team", whileRan: clock.startedAt, stoppedAt), startedAt: clock.startedAt,
            stoppedAt: stoppedAt, deadline: clock.deadline,
            at: isMissed ? clock.breachAt ?? stoppedAt : stoppedAt, target: clock.target,
            targetText: clock.amount.text, run: run, counted: clock.cycle.value.counted(until: stoppedAt),
            paused: clock.cycle.value.paused(until: stoppedAt, on: clock.calendar),
            overrun: isMissed ? max(.zero, run - clock.target) : nil, revision: clock.revision,
            effectiveFrom: clock.effectiveFrom, reason: clock.reason)
    }

    init(_ cycle: UnmeasuredCycle, _ attributes: [AttributeState]) {
        let end = cycle.endedAt ?? .distantFuture
        self.init(
            clock: cycle.clock, outcome: .unmeasured, kind: cycle.kind, metric: cycle.metric,
            customer: attributes.value(of: "customer", whileRan: cycle.startedAt, end),
            team: attributes.value(of: "team", whileRan: cycle.startedAt, end), startedAt: cycle.startedAt,
            stoppedAt: end, deadline: nil, at: cycle.startedAt, target: .zero, targetText: "", run: .zero,
            counted: .zero, paused: .zero, overrun: nil, revision: cycle.revision,
            effectiveFrom: cycle.effectiveFrom, reason: Ruling.noTarget)
    }

    /// Whether both judge the same facts: what happened, and what was asked.
    func judges(_ clock: Clock) -> Bool {
        guard outcome != .withdrawn, let stoppedAt = clock.stoppedAt else { return false }
        return self.clock == clock.key && startedAt == clock.startedAt && self.stoppedAt == stoppedAt
            && targetText == clock.amount.text && counted == clock.cycle.value.counted(until: stoppedAt)
    }
}

extension Verdict.Outcome {
    fileprivate init?(_ state: Clock.State) {
        switch state {
        case .running, .paused: return nil
        case .met: self = .met
        case .missed: self = .missed
        case .cancelled: self = .cancelled
        }
    }

    /// The state of the clock; nil for what stands no more, or was none.
    var state: Clock.State? {
        switch self {
        case .met: .met
        case .missed: .missed
        case .cancelled: .cancelled
        case .withdrawn, .unmeasured: nil
        }
    }
}

extension Cycle {
    /// The elapsed time in which it counted.
    func counted(until t: Timestamp) -> ElapsedTime {
        var milliseconds: Int64 = 0
        for span in spans where span.from < t { milliseconds += (min(span.to, t) - span.from).milliseconds }
        if let runningSince, runningSince < t { milliseconds += (t - runningSince).milliseconds }
        return ElapsedTime(milliseconds: milliseconds)
    }

    /// The open time that pauses took.
    func paused(until t: Timestamp, on calendar: BusinessCalendar) -> OpenTime {
        var total = OpenTime.zero
        for halt in halts where !halt.isInterruption {
            total += calendar.openTime(from: halt.from, to: min(halt.to ?? t, t))
        }
        return total
    }
}

extension [AttributeState] {
    /// An attribute at the end of a clock: what ended it may have changed it, and comes too late.
    fileprivate func value(of key: String, whileRan from: Timestamp, _ to: Timestamp) -> String? {
        let before = last { $0.since < to || $0.since <= from }
        return before?.values[key] ?? last { $0.since <= to }?.values[key]
    }
}
