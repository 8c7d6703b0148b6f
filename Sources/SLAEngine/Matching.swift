import BusinessTime

/// Which agreement holds for a ticket while its attributes change.
struct Matching {
    /// A time in which nothing that the agreements look at changed.
    ///
    /// A class, as every objective looks at each of them.
    private final class Winners {
        let state: AttributeState
        /// The team that had the ticket at its begin, and at its end.
        let team: String?
        var lastTeam: String?
        /// Of each group that has one the agreement that holds.
        let terms: [Terms]

        init(_ state: AttributeState, team: String?, _ terms: [Terms]) {
            self.state = state
            self.team = team
            lastTeam = team
            self.terms = terms
        }

        func holder(ofGroup group: String) -> Terms? { terms.first { $0.agreement.group == group } }
    }

    private var winners: [Winners] = []

    init(_ states: [AttributeState], _ era: Era) {
        for state in states {
            let team = state.values["team"]
            if let last = winners.last, era.looksAtSame(last.state.values, state.values) {
                last.lastTeam = team
            } else {
                winners.append(Winners(state, team: team, Matching.holders(state.values, era.terms)))
            }
        }
    }

    /// - Parameter terms: in the order in which each group tries them.
    private static func holders(_ attributes: Attributes, _ terms: [Terms]) -> [Terms] {
        var holders: [Terms] = []
        // Those of one group are neighbours.
        for candidate in terms
        where holders.last?.agreement.group != candidate.agreement.group
            && candidate.agreement.match.holds(for: attributes)
        {
            holders.append(candidate)
        }
        return holders
    }

    /// What the objective asked over time; the first ruling holds since the opening, equal neighbours are one.
    func rulings(of promise: Promise, in terms: Terms) -> [Ruling] {
        guard winners.count != 1 else { return [ruling(of: promise, in: terms, winners[0])] }
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
                other: other, reason: reason, reasonInTeam: inTeam,
                team: amount == nil ? winners.team : winners.lastTeam,
                cause: state.cause)
        }
        let winner = winners.holder(ofGroup: terms.agreement.group)
        guard winner === terms else {
            let measure = winner?.measure(of: promise.objective, for: state.values)
            let reason = winner == nil ? "no longer matched" : "superseded"
            guard terms.agreement.kind == .ola else { return asking(nil, other: measure, reason) }
            return asking(nil, other: measure, Ruling.handedOver, inTeam: reason)
        }
        switch promise.objective.target.choice(for: state.values) {
        case .amount(let amount): return asking(amount)
        case .noClock: return asking(nil, "no clock for this value")
        case .unmeasured: return asking(nil, Ruling.noTarget)
        }
    }
}

extension Terms {
    /// What they ask for the metric of another one's objective.
    fileprivate func measure(of objective: Objective, for attributes: Attributes) -> Ruling.Measure? {
        // Two custom objectives measure the same only if they bear the same name.
        let namesake = promises.first { $0.objective.metric == objective.metric && $0.objective.name == objective.name }
        let other = objective.metric == .custom ? nil : promises.first { $0.objective.metric == objective.metric }
        guard let own = (namesake ?? other)?.objective, case .amount(let amount) = own.target.choice(for: attributes)
        else { return nil }
        return Ruling.Measure(amount: amount, calendar: own.calendar)
    }
}
