package import BusinessTime

/// Everything that a verdict depends on beside the ticket's events and the time: one loaded state of the catalogue.
package struct Rules: Hashable, Sendable {
    package var statuses: StatusMap
    /// In the order in which each group tries them.
    package let agreements: [Agreement]
    /// What became true longer ago than this when it was first known is told only in a summary.
    package var tellWithin: ElapsedTime

    package init(statuses: StatusMap = .usual, agreements: [Agreement], tellWithin: ElapsedTime = .days(7)) {
        self.statuses = statuses
        self.agreements = agreements.sorted { ($0.group, $0.order, $0.name) < ($1.group, $1.order, $1.name) }
        self.tellWithin = tellWithin
    }
}

/// Rules and the instant from which they judge.
package struct Revision: Hashable, Sendable {
    /// Counted from 1, in the order of loading.
    package let number: Int
    package let loadedAt: Timestamp
    package let rules: Rules

    package init(number: Int, loadedAt: Timestamp, rules: Rules) {
        self.number = number
        self.loadedAt = loadedAt
        self.rules = rules
    }
}
