package import BusinessTime

/// Which clock: one objective of one agreement, one cycle of it, on one ticket.
package struct ClockKey: Hashable, Sendable {
    package let agreement: String
    package let objective: String
    /// `opening`, or the id of the event that started it, with its source where an earlier cycle has that name.
    package let cycle: String

    package init(agreement: String, objective: String, cycle: String) {
        self.agreement = agreement
        self.objective = objective
        self.cycle = cycle
    }
}

extension ClockKey {
    /// An order of the clocks of one ticket that does not depend on how they were found.
    package func isBefore(_ other: ClockKey) -> Bool {
        (agreement, objective, cycle) < (other.agreement, other.objective, other.cycle)
    }
}

/// One measurement of an objective on a ticket, as of an instant. Derived, never stored.
package struct Clock: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable {
        case running, paused, met, missed, cancelled

        package var isFinished: Bool {
            switch self {
            case .running, .paused: false
            case .met, .missed, .cancelled: true
            }
        }
    }

    package let key: ClockKey
    /// What was promised.
    let promise: Promise
    /// The calendar on which its time is counted.
    package var calendar: BusinessCalendar
    package var target: OpenTime
    /// The target as it was written.
    package var amount: Amount
    package var startedAt: Timestamp
    package var stoppedAt: Timestamp?
    package var state: State
    /// The instant at which the target is used up, or would have been had the clock not been stopped while it ran; nil
    /// while nothing says when.
    package var deadline: Timestamp?
    /// When the breach became true: the deadline, or the later change that made it. Known ahead for a running clock.
    package var breachAt: Timestamp?
    /// The change of attributes or rules that set this target; nil if it holds since the start of the cycle.
    package var ruledSince: Timestamp?
    /// The last change of attributes that made this agreement ask what it asks; nil if it did since the start.
    var takenOverAt: Timestamp?
    /// Why it was cancelled.
    package var reason: String?
    /// The revision of the rules that judged it.
    package var revision: Int
    package var thresholds: [DueThreshold]
    /// What was asked of it over time, where that changed while it was open.
    var rulings: [Judged] = []
    /// The targets that reloads gave it while it was open, in the order of time.
    var reloads: [TargetChange] = []
    /// What had run at the stop, of a clock that is as the ledger recorded it: what judged it is gone.
    package var recordedRun: OpenTime?
    /// What ran, and when: the figures are sums over it.
    let cycle: Shared<Cycle>

    package var group: String { promise.agreement.group }
    package var kind: AgreementKind { promise.agreement.kind }
    package var metric: Metric { promise.objective.metric }
    /// The objective's calendar, in whose zone people read its instants.
    package var shownOn: BusinessCalendar { promise.objective.calendar }
    /// From when the version of the agreement that judged it was in force; nil is ever since.
    package var effectiveFrom: Timestamp? { promise.agreement.effectiveFrom }
    package var plan: String? { promise.agreement.plan }
    /// How long the telling of its breach is held back.
    package var grace: ElapsedTime { promise.objective.grace }

    /// `run(t)`: the open time that had counted until `t`.
    package func elapsed(at t: Timestamp) -> OpenTime {
        if let recordedRun, let stoppedAt, stoppedAt <= t { return recordedRun }
        return cycle.run(until: min(t, stoppedAt ?? t), on: calendar)
    }

    /// Whether the target had been used up, as of `now`, before anything stopped the clock.
    package func isBreached(asOf now: Timestamp) -> Bool {
        breachAt.map { $0 <= now } ?? false
    }
}

/// A threshold of a clock and the instant at which it is reached.
package struct DueThreshold: Hashable, Sendable {
    package let threshold: Threshold
    package let isLadder: Bool
    package let at: Timestamp
}
