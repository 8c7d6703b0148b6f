import BusinessTime
import Report
import SLAEngine

/// Which breaches are asked for.
struct BreachFilter {
    var ticket: String?
    var agreement: String?
    var team: String?
    var customer: String?
    /// When they were told; both ends belong to it.
    var since: Timestamp?
    var until: Timestamp?
    /// The canary's breaches, and no others.
    var isOfCanary = false

    func lets(_ row: BreachRow, toldAt: Timestamp) -> Bool {
        Canary.owns(ticket: row.ticket) == isOfCanary
            && toldAt >= since ?? .distantPast && toldAt <= until ?? .distantFuture
            && isWanted(row.ticket, ticket) && isWanted(row.agreement, agreement)
            && isWanted(row.team, team) && isWanted(row.customer, customer)
    }

    private func isWanted(_ value: String?, _ asked: String?) -> Bool {
        asked.map { $0 == value } ?? true
    }
}
