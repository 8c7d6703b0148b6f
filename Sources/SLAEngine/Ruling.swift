import BusinessTime

/// What an objective asks of a ticket from an instant on; no amount where the agreement asks nothing.
struct Ruling: Hashable, Sendable {
    /// The amount as a clock measures it.
    struct Demand: Hashable, Sendable {
        let amount: Amount
        let target: OpenTime
        /// Elapsed amounts are open time of `always`, all others of the objective's calendar.
        let calendar: BusinessCalendar
    }

    let since: Timestamp
    let amount: Amount?
    let calendar: BusinessCalendar
    /// Why nothing is asked.
    let reason: String

    /// The demand on a cycle that started then: business days are fixed at the start.
    func demand(from start: Timestamp) -> Demand? {
        switch amount {
        case nil:
            nil
        case .elapsed(let elapsed)?:
            Demand(amount: .elapsed(elapsed), target: OpenTime(milliseconds: elapsed.milliseconds), calendar: .always)
        case .open(let open)?:
            Demand(amount: .open(open), target: open, calendar: calendar)
        case .businessDays(let count)?:
            // Days that 50 years do not bring are never used up.
            Demand(
                amount: .businessDays(count),
                target: calendar.openTime(ofBusinessDays: count, after: start) ?? .unreachable, calendar: calendar)
        }
    }
}

extension OpenTime {
    /// More than any calendar has.
    fileprivate static let unreachable = OpenTime(milliseconds: .max / 4)
}

/// Which agreement holds for a ticket while its attributes change.
struct Matching {
    /// For each state of the attributes, the winner of each group.
    private let winners: [(since: Timestamp, attributes: [String: String], agreements: [String: String])]

    init(_ states: [AttributeState], agreements: [Agreement]) {
        winners = states.map { state in
            var winner: [String: String] = [:]
            // Agreements stand in the order of their group, so that the first that matches wins.
            for agreement in agreements
            where winner[agreement.group] == nil && agreement.match.holds(for: state.attributes) {
                winner[agreement.group] = agreement.name
            }
            return (state.since, state.attributes, winner)
        }
    }

    /// What the objective asked over time; the first ruling holds since the opening, equal neighbours are one.
    func rulings(of objective: Objective, in agreement: Agreement) -> [Ruling] {
        var rulings: [Ruling] = []
        for state in winners {
            let next = ruling(of: objective, in: agreement, state.since, state.attributes, state.agreements)
            if let last = rulings.last, last.amount == next.amount, last.reason == next.reason { continue }
            rulings.append(next)
        }
        return rulings
    }

    private func ruling(
        of objective: Objective, in agreement: Agreement, _ since: Timestamp, _ attributes: [String: String],
        _ winner: [String: String]
    ) -> Ruling {
        func asking(_ amount: Amount?, _ reason: String = "") -> Ruling {
            Ruling(since: since, amount: amount, calendar: objective.calendar, reason: reason)
        }
        guard winner[agreement.group] == agreement.name else {
            return asking(nil, winner[agreement.group] == nil ? "no longer matched" : "superseded")
        }
        switch objective.target.choice(for: attributes) {
        case .amount(let amount): return asking(amount)
        case .noClock: return asking(nil, "no clock for this value")
        case .unmeasured: return asking(nil, "no target for this value")
        }
    }
}
