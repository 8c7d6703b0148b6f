import BusinessTime

/// How a ticket counts for the coverage of a rolling window when one of its verdicts enters it, and when it leaves:
/// what it was and what it is then, by all of its verdicts that are inside at that instant.
///
/// Of many verdicts of one ticket most change nothing. Sums of these steps are the tickets inside, so that none of them
/// is held by name.
struct CoverageSteps: Hashable, Sendable {
    /// What a ticket is by the worst that it has.
    enum Coverage: UInt8, Hashable, Sendable, CaseIterable {
        case outside, measured, openingNotSeen, withoutClock
    }

    private(set) var entering = Step()
    private(set) var leaving = Step()

    struct Step: Hashable, Sendable {
        var before = Coverage.outside
        var after = Coverage.outside
    }
}

extension CoverageSteps {
    /// Says of each verdict of one ticket what its entering and leaving change.
    static func note(_ verdicts: inout [RollingCount.Entry], span: ElapsedTime) {
        guard verdicts.count > 1 else {
            if let kind = verdicts.first?.kind { verdicts[0].steps.comeAndGo(kind.coverage) }
            return
        }
        var inside = [Int](repeating: 0, count: Coverage.allCases.count)
        var coverage = Coverage.outside
        var turns = verdicts.indices.map { Turn(at: verdicts[$0].at, isLeaving: false, verdict: $0) }
        turns += verdicts.indices.map { Turn(at: verdicts[$0].at + span, isLeaving: true, verdict: $0) }
        turns.sort { ($0.at, $0.verdict) < ($1.at, $1.verdict) }
        for (index, turn) in turns.enumerated() {
            inside[Int(verdicts[turn.verdict].kind.coverage.rawValue)] += turn.isLeaving ? -1 : 1
            // What happens at one instant is one change; it is noted where it is complete.
            if index + 1 < turns.count, turns[index + 1].at == turn.at { continue }
            let next = Coverage.allCases.last { inside[Int($0.rawValue)] > 0 } ?? .outside
            verdicts[turn.verdict].steps.set(Step(before: coverage, after: next), isLeaving: turn.isLeaving)
            coverage = next
        }
    }

    private struct Turn {
        let at: Timestamp
        let isLeaving: Bool
        let verdict: Int
    }

    private mutating func comeAndGo(_ coverage: Coverage) {
        entering = Step(before: .outside, after: coverage)
        leaving = Step(before: coverage, after: .outside)
    }

    private mutating func set(_ step: Step, isLeaving: Bool) {
        if isLeaving { leaving = step } else { entering = step }
    }
}

extension TicketCoverage {
    static func += (left: inout TicketCoverage, right: CoverageSteps.Step) {
        left.add(-1, right.before)
        left.add(1, right.after)
    }

    static func -= (left: inout TicketCoverage, right: CoverageSteps.Step) {
        left.add(1, right.before)
        left.add(-1, right.after)
    }

    private mutating func add(_ count: Int64, _ coverage: CoverageSteps.Coverage) {
        switch coverage {
        case .outside: break
        case .measured: measured += count
        case .openingNotSeen: openingNotSeen += count
        case .withoutClock: withoutClock += count
        }
    }
}
