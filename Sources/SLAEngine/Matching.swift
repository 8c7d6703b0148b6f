import BusinessTime

/// Which agreement holds for a ticket while its attributes change.
struct Matching {
    private struct Winners {
        let state: AttributeState
        /// For each group the agreement that holds.
        let agreements: [String: Agreement]
    }

    private let winners: [Winners]

    /// - Parameter agreements: in the order in which each group tries them.
    init(_ states: [AttributeState], agreements: [Agreement]) {
        winners = states.map { state in
            var winner: [String: Agreement] = [:]
            for agreement in agreements
            where winner[agreement.group] == nil && agreement.match.holds(for: state.attributes) {
                winner[agreement.group] = agreement
            }
            return Winners(state: state, agreements: winner)
        }
    }

    /// What the objective asked over time; the first ruling holds since the opening, equal neighbours are one.
    func rulings(of objective: Objective, in agreement: Agreement) -> [Ruling] {
        var rulings: [Ruling] = []
        for state in winners {
            let next = ruling(of: objective, in: agreement, state)
            if let last = rulings.last, last.isSame(as: next) {
                if last.measure != nil { rulings[rulings.count - 1].team = next.team }
                continue
            }
            rulings.append(next)
        }
        return rulings
    }

    private func ruling(of objective: Objective, in agreement: Agreement, _ winners: Winners) -> Ruling {
        let state = winners.state
        func asking(
            _ amount: Amount?, other: Ruling.Measure? = nil, _ reason: String = "", inTeam: String? = nil
        ) -> Ruling {
            Ruling(
                since: state.since, measure: amount.map { Ruling.Measure(amount: $0, calendar: objective.calendar) },
                other: other, reason: reason, reasonInTeam: inTeam, team: state.attributes["team"],
                cause: Cause(event: state.event, source: state.source, what: "attributes", reason: nil))
        }
        guard let winner = winners.agreements[agreement.group], winner.name == agreement.name else {
            let other = winners.agreements[agreement.group]
            let measure = other?.measure(of: objective, for: state.attributes)
            let reason = other == nil ? "no longer matched" : "superseded"
            guard agreement.kind == .ola else { return asking(nil, other: measure, reason) }
            return asking(nil, other: measure, Ruling.handedOver, inTeam: reason)
        }
        switch objective.target.choice(for: state.attributes) {
        case .amount(let amount): return asking(amount)
        case .noClock: return asking(nil, "no clock for this value")
        case .unmeasured: return asking(nil, "no target for this value")
        }
    }
}

extension Agreement {
    /// What this agreement asks for the metric of another one's objective.
    fileprivate func measure(of objective: Objective, for attributes: [String: String]) -> Ruling.Measure? {
        let same = objectives.filter { $0.metric == objective.metric }
        // Two custom objectives measure the same only if they bear the same name.
        let namesake = same.first { $0.name == objective.name }
        guard let own = namesake ?? (objective.metric == .custom ? nil : same.first),
            case .amount(let amount) = own.target.choice(for: attributes)
        else { return nil }
        return Ruling.Measure(amount: amount, calendar: own.calendar)
    }
}
