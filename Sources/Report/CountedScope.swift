import BusinessTime
import Compliance

/// The cycles of a goal or of an objective, counted window by window.
struct CountedScope: Sendable {
    let ruler: WindowRuler
    /// nil of an objective that stands for itself.
    let goal: Goal?
    private(set) var sums: [WindowSum]
    /// Nothing says in which window their deadlines will be.
    private var pausedTickets = TicketSet()
    private var pausedCycles: Int64 = 0
    /// The first cycle that counts in any window.
    private var earliest: Timestamp?

    init(_ ruler: WindowRuler, _ goal: Goal?) {
        self.ruler = ruler
        self.goal = goal
        sums = ruler.windows.map { _ in WindowSum(goal?.denominator ?? .cycles) }
    }

    private var isRolling: Bool { ruler.unit == nil }

    mutating func add(_ mark: CycleMark, of ticket: Int64, at instant: Timestamp, isExcluded: Bool) {
        if earliest.map({ instant < $0 }) ?? true { earliest = instant }
        // A rolling window looks back: what is open has no verdict yet.
        guard let index = ruler.index(of: instant), !(isRolling && mark == .open) else { return }
        sums[index].add(mark, of: ticket, isExcluded: isExcluded)
    }

    mutating func addPaused(_ ticket: Int64) {
        pausedCycles += 1
        pausedTickets.insert(ticket)
    }

    /// Whether the goal, in the version that it is, judges a window.
    func judges(_ index: Int) -> Bool {
        goal.map { $0.judges(isRolling ? ruler.windows[index].to : ruler.windows[index].from) } ?? true
    }

    /// - Parameter feeds: of which the time's coverage is known.
    func figures(_ index: Int, _ feeds: FeedWatch, now: Timestamp) -> Figures {
        let window = ruler.windows[index]
        let paused = goal?.denominator == .tickets ? pausedTickets.count : pausedCycles
        return Figures(
            share: goal?.share ?? .everything, denominator: goal?.denominator ?? .cycles, window: window,
            counted: sums[index].counted, all: sums[index].all, paused: window.contains(now) ? paused : 0,
            tickets: sums[index].coverage, feeds: feeds.alive(in: window, now: now), expected: expected(index),
            hasEnded: !isRolling && window.to <= now)
    }

    /// How many are expected: what the goal says, or what the window before had, if that was seen from its start.
    private func expected(_ index: Int) -> Int64? {
        if let expected = goal?.expected { return expected }
        guard index > 0, let earliest, earliest < ruler.windows[index - 1].from else { return nil }
        let count = sums[index - 1].counted.count
        return count > 0 ? count : nil
    }
}

extension Share {
    /// Stands where there is no goal, and is not printed.
    static var everything: Share {
        guard let all = Share(parts: Share.whole) else { preconditionFailure("all is a share") }
        return all
    }
}
