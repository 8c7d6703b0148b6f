import BusinessTime

/// What an objective demands of a ticket from an instant on; nil where the agreement demands nothing.
struct Ruling: Hashable, Sendable {
    struct Demand: Hashable, Sendable {
        let target: OpenTime
        let calendar: BusinessCalendar
    }

    let since: Timestamp
    let demand: Demand?
    /// Why there is no demand.
    let reason: String
}

extension Amount {
    /// The amount on the calendar that its unit means: elapsed time is open time of `always`.
    func demand(on calendar: BusinessCalendar) -> Ruling.Demand {
        switch self {
        case .elapsed(let elapsed):
            Ruling.Demand(target: OpenTime(milliseconds: elapsed.milliseconds), calendar: .always)
        case .open(let open):
            Ruling.Demand(target: open, calendar: calendar)
        }
    }
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

    /// What the objective demanded over time; the first ruling holds since the opening, equal neighbours are one.
    func rulings(of objective: Objective, in agreement: Agreement) -> [Ruling] {
        var rulings: [Ruling] = []
        for state in winners {
            let next = ruling(of: objective, in: agreement, state.since, state.attributes, state.agreements)
            if let last = rulings.last, last.demand == next.demand, last.reason == next.reason { continue }
            rulings.append(next)
        }
        return rulings
    }

    private func ruling(
        of objective: Objective, in agreement: Agreement, _ since: Timestamp, _ attributes: [String: String],
        _ winner: [String: String]
    ) -> Ruling {
        guard winner[agreement.group] == agreement.name else {
            let reason = winner[agreement.group] == nil ? "no longer matched" : "superseded"
            return Ruling(since: since, demand: nil, reason: reason)
        }
        switch objective.target.choice(for: attributes) {
        case .amount(let amount): return Ruling(since: since, demand: amount.demand(on: objective.calendar), reason: "")
        case .noClock: return Ruling(since: since, demand: nil, reason: "no clock for this value")
        case .unmeasured: return Ruling(since: since, demand: nil, reason: "no target for this value")
        }
    }
}
