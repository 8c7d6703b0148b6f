import BusinessTime

/// An era, and which of its agreements hold for a ticket.
struct MatchedEra {
    let era: Era
    let matching: Matching
}

/// An era, and what the version of an agreement that is in force in it asks of a ticket.
struct RuledEra {
    let era: Era
    let rulings: [Ruling]
}

extension [MatchedEra] {
    /// What the versions of the agreement ask by the objective of the same name.
    func versions(of promise: Promise) -> [RuledEra] {
        compactMap { matched in
            guard let version = matched.era.terms.first(where: { $0.agreement.name == promise.agreement.name }),
                let same = version.promises.first(where: { $0.objective.name == promise.objective.name })
            else { return nil }
            return RuledEra(era: matched.era, rulings: matched.matching.rulings(of: same, in: version))
        }
    }
}

/// An instant at which a cycle begins, and by whose doing; nil for its start.
struct Cut {
    let at: Timestamp
    let cause: Cause?
}

extension [RuledEra] {
    /// The start of a cycle and the instants at which another one takes its place, under `restart`: each is judged by
    /// the version in force at its own start, and ends when that one asks something else.
    func cuts(from start: Timestamp) -> [Cut] {
        var cuts = [Cut(at: start, cause: nil)]
        while let last = cuts.last, let next = change(after: last.at) {
            cuts.append(Cut(at: next.since, cause: next.cause))
        }
        return cuts
    }

    private func change(after instant: Timestamp) -> Ruling? {
        let own = first { $0.era.contains(instant) }
        if let own, own.rulings.last(where: { $0.since <= instant })?.measure != nil {
            return own.rulings.first { $0.since > instant }
        }
        // Nothing is asked of it: what the version of the change itself asks begins another.
        return compactMap { ruled in
            ruled.rulings.first { $0.since > instant && ruled.era.contains($0.since) }
        }.min { $0.since < $1.since }
    }
}

extension [Ruling] {
    /// The ruling that holds at a cut, as if it had begun there.
    func holding(at cut: Cut) -> Ruling? {
        (last { $0.since <= cut.at } ?? first).map { ruling in
            Ruling(
                since: cut.at, measure: ruling.measure, other: ruling.other, reason: ruling.reason,
                reasonInTeam: ruling.reasonInTeam, team: ruling.team, cause: cut.cause ?? ruling.cause)
        }
    }
}
