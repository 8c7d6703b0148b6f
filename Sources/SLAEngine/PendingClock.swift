import BusinessTime

/// An objective that applies to a ticket and whose clock nothing has started yet; listed, never counted.
package struct PendingClock: Hashable, Sendable {
    package let agreement: String
    package let kind: AgreementKind
    package let objective: String
    package let metric: Metric
    package let amount: Amount
    /// The name of the objective's calendar.
    package let calendar: String

    init(_ promise: Promise, _ amount: Amount) {
        agreement = promise.agreement.name
        kind = promise.agreement.kind
        objective = promise.objective.name
        metric = promise.objective.metric
        self.amount = amount
        calendar = promise.objective.calendar.name
    }
}
