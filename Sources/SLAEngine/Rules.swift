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

extension Rules {
    /// The same rules, with calendars that answer fast for another span.
    func indexed(from: Timestamp, to: Timestamp) -> Rules {
        var known: [String: BusinessCalendar] = [:]
        var agreements = agreements
        for agreement in agreements.indices {
            for objective in agreements[agreement].objectives.indices {
                let calendar = agreements[agreement].objectives[objective].calendar
                guard let definition = calendar.definition else { continue }
                let renewed = known[calendar.name] ?? BusinessCalendar(definition, indexedFrom: from, to: to)
                known[calendar.name] = renewed
                agreements[agreement].objectives[objective].calendar = renewed
            }
        }
        return Rules(statuses: statuses, agreements: agreements, tellWithin: tellWithin)
    }
}

extension Revision {
    /// The same revision, with calendars that answer fast for another span.
    package func indexed(from: Timestamp, to: Timestamp) -> Revision {
        Revision(number: number, loadedAt: loadedAt, rules: rules.indexed(from: from, to: to))
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
