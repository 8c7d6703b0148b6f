package import BusinessTime

/// Everything that a verdict depends on beside the ticket's events and the time: one loaded state of the catalogue.
package struct Rules: Hashable, Sendable {
    package var statuses: StatusMap
    /// In the order in which each group tries them.
    package let agreements: [Agreement]
    /// What became true longer ago than this when it was first known is told only in a summary.
    package var tellWithin: ElapsedTime
    /// How often the canary's promise is broken on purpose; nil for never.
    package var canary: ElapsedTime?
    /// The same as `agreements`.
    private let terms: [Terms]
    /// The instants at which versions of agreements begin and end.
    private let turns: [Timestamp]
    /// The attributes that any of them looks at.
    private let keys: [String]

    package init(
        statuses: StatusMap = .usual, agreements: [Agreement], tellWithin: ElapsedTime = .days(7),
        canary: ElapsedTime? = nil
    ) {
        self.statuses = statuses
        self.canary = canary
        self.agreements = agreements.sorted(by: Rules.isTriedBefore)
        terms = self.agreements.map(Terms.init)
        keys = Set(terms.flatMap(\.keys)).sorted()
        self.tellWithin = tellWithin
        turns = Set(agreements.flatMap { [$0.effectiveFrom, $0.effectiveUntil].compactMap(\.self) }).sorted()
    }
}

extension Rules {
    private static func isTriedBefore(_ left: Agreement, _ right: Agreement) -> Bool {
        (left.group, left.order, left.name, left.effectiveFrom ?? .distantPast)
            < (right.group, right.order, right.name, right.effectiveFrom ?? .distantPast)
    }
}

/// A time in which the same versions of the agreements are in force for the cycles that start in it.
struct Era {
    /// nil is ever since, and for ever.
    let from: Timestamp?
    let to: Timestamp?
    /// In the order in which each group tries them.
    let terms: [Terms]
    /// The attributes that decide which of them hold, and what they ask.
    let keys: [String]

    func looksAtSame(_ left: Attributes, _ right: Attributes) -> Bool { keys.allSatisfy { left[$0] == right[$0] } }

    func contains(_ instant: Timestamp) -> Bool {
        from.map { $0 <= instant } ?? true && to.map { instant < $0 } ?? true
    }
}

extension Rules {
    /// The eras that lie between two instants, both included.
    func eras(from: Timestamp, to: Timestamp) -> [Era] {
        guard !turns.isEmpty else { return [Era(from: nil, to: nil, terms: terms, keys: keys)] }
        var eras: [Era] = []
        var start: Timestamp?
        for end in turns.map(Optional.some) + [nil] {
            defer { start = end }
            guard end.map({ $0 > from }) ?? true, start.map({ $0 <= to }) ?? true else { continue }
            eras.append(Era(from: start, to: end, terms: versions(at: start), keys: keys))
        }
        return eras
    }

    /// Of each agreement the version in force at an instant (nil: before every one of `turns`), if there is one.
    private func versions(at instant: Timestamp?) -> [Terms] {
        let instant = instant ?? .distantPast
        var inForce: [Terms] = []
        for version in terms where version.agreement.effectiveFrom.map({ $0 <= instant }) ?? true {
            // Versions of one agreement are neighbours, the later one behind.
            if inForce.last?.agreement.name == version.agreement.name { inForce.removeLast() }
            inForce.append(version)
        }
        return inForce.filter { $0.agreement.effectiveUntil.map { $0 > instant } ?? true }
    }

    /// The same rules with other calendars in the place of theirs.
    func calendars(_ replaced: (BusinessCalendar) -> BusinessCalendar) -> Rules {
        var agreements = agreements
        for agreement in agreements.indices {
            for objective in agreements[agreement].objectives.indices {
                let calendar = agreements[agreement].objectives[objective].calendar
                agreements[agreement].objectives[objective].calendar = replaced(calendar)
            }
        }
        return Rules(statuses: statuses, agreements: agreements, tellWithin: tellWithin, canary: canary)
    }
}

extension Revision {
    /// The same revision with other calendars in the place of its own: equal ones, or ones with another span indexed.
    package func calendars(_ replaced: (BusinessCalendar) -> BusinessCalendar) -> Revision {
        Revision(number: number, loadedAt: loadedAt, rules: rules.calendars(replaced), isExact: isExact)
    }
}

/// Rules and the instant from which they judge.
package struct Revision: Hashable, Sendable {
    /// Counted from 1, in the order of loading.
    package let number: Int
    package let loadedAt: Timestamp
    package let rules: Rules
    /// Its calendars have the zone data that it was loaded with; after an update of these that cannot be had again.
    package let isExact: Bool

    package init(number: Int, loadedAt: Timestamp, rules: Rules, isExact: Bool = true) {
        self.number = number
        self.loadedAt = loadedAt
        self.rules = rules
        self.isExact = isExact
    }
}
