import BusinessTime

/// Which agreement holds for a ticket while its attributes change.
struct Matching {
    private struct Winners {
        let state: AttributeState
        /// Of each group that has one the agreement that holds.
        let terms: [Terms]
    }

    private let winners: [Winners]

    /// - Parameter terms: in the order in which each group tries them.
    init(_ states: [AttributeState], _ terms: [Terms]) {
        winners = states.map { state in
            var winners: [Terms] = []
            // Those of one group are neighbours.
            for candidate in terms
            where winners.last?.agreement.group != candidate.agreement.group
                && candidate.agreement.match.holds(for: state.attributes)
            {
                winners.append(candidate)
            }
            return Winners(state: state, terms: winners)
        }
    }

    /// What the objective asked over time; the first ruling holds since the opening, equal neighbours are one.
    func rulings(of promise: Promise, in terms: Terms) -> [Ruling] {
        var rulings: [Ruling] = []
        for state in winners {
            let next = ruling(of: promise, in: terms, state)
            if let last = rulings.last, last.isSame(as: next) {
                if last.measure != nil { rulings[rulings.count - 1].team = next.team }
                continue
            }
            rulings.append(next)
        }
        return rulings
    }

    private func ruling(of promise: Promise, in terms: Terms, _ winners: Winners) -> Ruling {
        let state = winners.state
        func asking(
            _ amount: Amount?, other: Ruling.Measure? = nil, _ reason: String = "", inTeam: String? = nil
        ) -> Ruling {
            Ruling(
                since: state.since,
                measure: amount.map { Ruling.Measure(amount: $0, calendar: promise.objective.calendar) },
                other: other, reason: reason, reasonInTeam: inTeam, team: state.attributes["team"],
                cause: state.cause)
        }
        let winner = winners.terms.first { $0.agreement.group == terms.agreement.group }
        guard winner === terms else {
            let measure = winner?.measure(of: promise.objective, for: state.attributes)
            let reason = winner == nil ? "no longer matched" : "superseded"
            guard terms.agreement.kind == .ola else { return asking(nil, other: measure, reason) }
            return asking(nil, other: measure, Ruling.handedOver, inTeam: reason)
        }
        switch promise.objective.target.choice(for: state.attributes) {
        case .amount(let amount): return asking(amount)
        case .noClock: return asking(nil, "no clock for this value")
        case .unmeasured: return asking(nil, "no target for this value")
        }
    }
}

extension Terms {
    /// What they ask for the metric of another one's objective.
    fileprivate func measure(of objective: Objective, for attributes: [String: String]) -> Ruling.Measure? {
        // Two custom objectives measure the same only if they bear the same name.
        let namesake = promises.first { $0.objective.metric == objective.metric && $0.objective.name == objective.name }
        let other = objective.metric == .custom ? nil : promises.first { $0.objective.metric == objective.metric }
        guard let own = (namesake ?? other)?.objective, case .amount(let amount) = own.target.choice(for: attributes)
        else { return nil }
        return Ruling.Measure(amount: amount, calendar: own.calendar)
    }
}
