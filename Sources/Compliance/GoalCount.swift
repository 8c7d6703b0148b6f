package import BusinessTime

/// The counts of one goal: a few numbers a window, whatever the number of tickets.
package struct GoalCount: Sendable {
    /// A class, so that what is handed about with each event is one reference.
    private final class Terms: Sendable {
        let goal: Goal
        init(_ goal: Goal) { self.goal = goal }
    }

    private let terms: Terms
    /// By their starts; without those that have nothing.
    package private(set) var windows: [Timestamp: WindowCount] = [:]
    private(set) var rolling: RollingCount?
    /// Unfinished, and nothing says in which window their deadlines will be.
    package private(set) var paused: Int64 = 0
    /// Windows with another count than at the last look.
    private var touched: Set<Timestamp> = []
    /// Windows with a count that were not told yet, by their starts.
    private var pending: [Timestamp: Window] = [:]
    /// The first that has anything.
    private var earliest: Timestamp?
    private var recent: Window?

    package var goal: Goal { terms.goal }

    /// - Parameter told: those windows are looked at first, for they may have nothing any more.
    init(_ goal: Goal, told: ToldOfGoal, now: Timestamp) {
        terms = Terms(goal)
        touched = Set(told.windows.keys.filter(goal.judges))
        if case .rolling(let span) = goal.span { rolling = RollingCount(span: span, now: now) }
    }

    mutating func parts(_ cycles: [CycleStanding], of ticket: String, _ exclusions: [Exclusion]) -> TicketParts {
        TicketParts(cycles, of: ticket, terms.goal, exclusions, recent: &recent)
    }

    /// - Returns: when there is something to look at without another verdict, as far as these parts say it.
    mutating func replace(_ old: TicketParts, with new: TicketParts, now: Timestamp) -> Timestamp? {
        paused += new.paused - old.paused
        for part in old.windows { change(part.window, now) { $0 -= part.count } }
        for part in new.windows { change(part.window, now) { $0 += part.count } }
        guard rolling == nil else {
            rolling?.advance(to: now)
            for verdict in old.verdicts { rolling?.remove(verdict) }
            for verdict in new.verdicts { rolling?.add(verdict) }
            return rolling?.nextChange
        }
        return new.windows.map { $0.window.to + terms.goal.settle }.filter { $0 > now }.min()
    }

    private mutating func change(_ window: Window, _ now: Timestamp, _ change: (inout WindowCount) -> Void) {
        change(&windows[window.from, default: WindowCount()])
        touched.insert(window.from)
        pending[window.from] = window
        // So many as it has are expected in the next one.
        if window.to <= now, terms.goal.expected == nil, terms.goal.judges(window.to) { touched.insert(window.to) }
        if windows[window.from] == WindowCount() {
            windows[window.from] = nil
            if earliest == window.from { earliest = windows.keys.min() }
        } else {
            earliest = min(earliest ?? window.from, window.from)
        }
    }

    mutating func advance(to now: Timestamp) {
        rolling?.advance(to: now)
    }

    /// The windows at which to look: those that changed since the last look, and those that are to be told by now.
    mutating func look(at now: Timestamp, _ told: ToldOfGoal) -> [Window] {
        var windows = touched.map { pending[$0] ?? window(from: $0) }
        for (start, window) in pending where !touched.contains(start) && window.to + terms.goal.settle <= now {
            windows.append(window)
        }
        for window in windows where told.windows[window.from]?.result != nil && window.to + terms.goal.settle <= now {
            pending[window.from] = nil
        }
        touched.removeAll(keepingCapacity: true)
        return windows.count < 2 ? windows : windows.sorted { $0.from < $1.from }
    }

    /// Whether a glance shows that there is nothing to tell: most verdicts change nothing of note.
    func isQuiet(_ window: Window, at now: Timestamp, _ told: ToldOfGoal) -> Bool {
        guard now < window.to + terms.goal.settle, told.windows[window.from]?.result == nil else { return false }
        let counted = windows[window.from]?.counted ?? Tally()
        return terms.goal.share.isReached(by: counted.met, of: counted.verdicts)
            && terms.goal.share.missesAllowed(of: counted.count) - counted.missed > terms.goal.missesLeft
    }

    /// The same of a rolling window.
    func isQuiet(_ told: ToldOfGoal.OfRolling) -> Bool {
        guard let counted = rolling?.count.counted, !told.isBelow, !told.isBurning else { return false }
        return terms.goal.share.isReached(by: counted.met, of: counted.verdicts)
    }

    private func window(from start: Timestamp) -> Window {
        guard case .aligned(let aligned) = terms.goal.span else { return Window(from: start, to: start) }
        return aligned.window(of: start)
    }

    /// When there is something to look at without another verdict.
    func nextWakeup(after now: Timestamp) -> Timestamp? {
        if let rolling { return rolling.nextChange }
        return pending.values.map { $0.to + terms.goal.settle }.filter { $0 > now }.min()
    }

    /// How many the window before had, if that was seen from its start and had any.
    func lastFull(before window: Window) -> Int64? {
        guard case .aligned(let aligned) = terms.goal.span, let earliest, earliest < window.from else { return nil }
        let last = aligned.window(before: window)
        return earliest < last.from ? windows[last.from]?.counted.count : nil
    }
}
