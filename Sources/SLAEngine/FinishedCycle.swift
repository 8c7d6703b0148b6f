package import BusinessTime

/// A finished cycle in numbers: what a report over very many of them reads of each.
///
/// Names are numbers, of whoever hands them out; the same name has the same number.
package struct FinishedCycle: Hashable, Sendable {
    package var ticket: Int64
    package var agreement: Int64
    package var objective: Int64
    package var metric: Int64
    package var customer: Int64?
    package var team: Int64?
    package var reason: Int64?
    package var outcome: Verdict.Outcome
    package var startedAt: Timestamp
    package var stoppedAt: Timestamp
    /// The instant that says to which window it belongs.
    package var at: Timestamp
    package var target: OpenTime
    package var run: OpenTime

    package init(
        ticket: Int64, agreement: Int64, objective: Int64, metric: Int64, customer: Int64? = nil, team: Int64? = nil,
        reason: Int64? = nil, outcome: Verdict.Outcome, startedAt: Timestamp, stoppedAt: Timestamp, at: Timestamp,
        target: OpenTime, run: OpenTime
    ) {
        self.ticket = ticket
        self.agreement = agreement
        self.objective = objective
        self.metric = metric
        self.customer = customer
        self.team = team
        self.reason = reason
        self.outcome = outcome
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.at = at
        self.target = target
        self.run = run
    }
}
