package import BusinessTime

/// A cycle that was owed and that nothing measures: the target has no row for the ticket's value, and no `else`.
///
/// It is what a clock would be whose target nobody can miss: it starts, follows the attributes and ends as clocks do.
package struct UnmeasuredCycle: Hashable, Sendable {
    /// Also that of the clock which had run before the value was taken away, where one had.
    package let clock: ClockKey
    package let kind: AgreementKind
    package let metric: Metric
    package let startedAt: Timestamp
    /// nil while it goes on.
    package let endedAt: Timestamp?
    /// The revision of the rules under which it is not measured.
    package let revision: Int
    /// The version of the agreement: since when it is in force; nil is ever since.
    package let effectiveFrom: Timestamp?

    /// - Returns: nil for a clock that measures something, and for one that was cancelled, which counts nowhere.
    fileprivate init?(_ clock: Clock) {
        guard clock.amount == .hole, clock.state != .cancelled || clock.reason == "opening not seen" else { return nil }
        self.clock = clock.key
        kind = clock.kind
        metric = clock.metric
        startedAt = clock.startedAt
        endedAt = clock.stoppedAt
        revision = clock.revision
        effectiveFrom = clock.effectiveFrom
    }
}

/// What a revision makes of a ticket.
struct FoundClocks {
    var clocks: [Clock] = []
    var pending: [PendingClock] = []
    /// The clocks if each hole of a table were a target that nobody can miss; nil while no hole is met.
    var filled: [Clock]?

    /// - Parameter isHole: the objective has a hole, so that it is judged once more with that filled.
    mutating func add(_ clock: Clock, isHole: Bool) {
        clocks.append(clock)
        if !isHole { filled?.append(clock) }
    }

    func judgedOnce() -> FoundClocks {
        FoundClocks(clocks: clocks.judgedOnce(), pending: pending, filled: filled?.judgedOnce())
    }
}

extension [Clock] {
    /// Of clocks with holes filled those that fill one; not those that are measured all the same, as what was finished
    /// under an earlier revision is.
    ///
    /// - Parameter clocks: those that there are.
    func unmeasured(beside clocks: [Clock]) -> [UnmeasuredCycle] {
        let measured = Set(clocks.filter { $0.state != .cancelled }.map(\.key))
        return compactMap { measured.contains($0.key) ? nil : UnmeasuredCycle($0) }
    }
}

extension Amount {
    /// Stands where a table has no row: more than any calendar has, so that nobody misses it.
    static let hole = Amount.elapsed(ElapsedTime(milliseconds: .max / 4))
}

extension Ruling {
    /// Whether its agreement holds and its target has nothing for the ticket's value.
    var isHole: Bool { measure == nil && reason == Ruling.noTarget }

    fileprivate var filled: Ruling {
        guard isHole else { return self }
        return Ruling(
            since: since, measure: Measure(amount: .hole, calendar: .always), other: other, reason: "",
            reasonInTeam: reasonInTeam, team: team, cause: cause)
    }
}

extension [Ruling] {
    var hasHole: Bool { contains { $0.isHole } }
    var filled: [Ruling] { map(\.filled) }
}

extension [RuledEra] {
    var hasHole: Bool { contains { $0.rulings.hasHole } }
    var filled: [RuledEra] { map { RuledEra(era: $0.era, rulings: $0.rulings.filled) } }
}
