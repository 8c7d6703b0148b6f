import BusinessTime
import Compliance
import SLAEngine

/// The same figures by recounting everything, each window anew: slow and obvious.
struct NaiveBook {
    let tickets: [String: [CycleStanding]]
    let exclusions: [Exclusion]
    let now: Timestamp

    func figures(_ goal: Goal, in window: Window) -> (counted: Tally, all: Tally, tickets: TicketCoverage) {
        var (counted, all, coverage) = (Tally(), Tally(), TicketCoverage())
        for (name, cycles) in tickets {
            let mine = cycles.filter { cycle in
                goal.scope.contains(cycle.clock) && cycle.at.map { isInside($0, window, goal) } ?? false
            }
            let kept = mine.filter { !isExcluded($0, name) }
            add(kept, goal, &counted)
            add(mine, goal, &all)
            cover(mine, kept, goal, &coverage)
        }
        return (counted, all, coverage)
    }

    private func isInside(_ at: Timestamp, _ window: Window, _ goal: Goal) -> Bool {
        if case .rolling = goal.span {
            window.from < at && at <= window.to
        } else {
            window.from <= at && at < window.to
        }
    }

    private func isExcluded(_ cycle: CycleStanding, _ ticket: String) -> Bool {
        exclusions.contains { $0.withdrawal == nil && ($0.from ?? now) <= now && $0.covers(cycle, of: ticket) }
    }

    private func add(_ cycles: [CycleStanding], _ goal: Goal, _ tally: inout Tally) {
        var words = cycles.compactMap { word($0.state) }
        if case .rolling = goal.span { words.removeAll { $0 == "open" } }
        if goal.denominator == .tickets, !words.isEmpty {
            words = [words.contains("missed") ? "missed" : words.contains("open") ? "open" : "met"]
        }
        for word in words {
            switch word {
            case "met": tally.met += 1
            case "missed": tally.missed += 1
            default: tally.open += 1
            }
        }
    }

    private func cover(
        _ cycles: [CycleStanding], _ kept: [CycleStanding], _ goal: Goal, _ coverage: inout TicketCoverage
    ) {
        let gaps = kept.compactMap { gap($0.state) }
        var measured = cycles.filter { word($0.state) != nil }
        if case .rolling = goal.span { measured.removeAll { word($0.state) == "open" } }
        if gaps.contains(.noClock) {
            coverage.withoutClock += 1
        } else if gaps.contains(.openingNotSeen) {
            coverage.openingNotSeen += 1
        } else if !measured.isEmpty {
            coverage.measured += 1
        }
    }

    private func word(_ state: CycleStanding.State) -> String? {
        switch state {
        case .met: "met"
        case .missed: "missed"
        case .open: "open"
        case .paused, .unmeasured: nil
        }
    }

    private func gap(_ state: CycleStanding.State) -> CycleStanding.Gap? {
        if case .unmeasured(_, let gap) = state { gap } else { nil }
    }
}
