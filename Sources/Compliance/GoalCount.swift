package import BusinessTime

/// The counts of one goal: a few numbers a window, whatever the number of tickets.
package struct GoalCount: Sendable {
    package let goal: Goal
    /// By their starts; without those that have nothing.
    package private(set) var windows: [Timestamp: WindowCount] = [:]
    private(set) var rolling: RollingCount?
    /// Unfinished, and nothing says in which window their deadlines will be.
    package private(set) var paused: Int64 = 0
    /// Windows with another count than at the last look.
    private(set) var touched: Set<Timestamp> = []
    /// When windows are to be told that were not told yet, by their starts.
    private(set) var pending: [Timestamp: Timestamp] = [:]
    /// The first that has anything.
    private var earliest: Timestamp?
    var recent: Window?

    /// - Parameter told: those windows are looked at first, for they may have nothing any more.
    init(_ goal: Goal, told: ToldOfGoal, now: Timestamp) {
        self.goal = goal
        touched = Set(told.windows.keys.filter(goal.judges))
        if case .rolling(let span) = goal.span { rolling = RollingCount(span: span, now: now) }
    }

    mutating func replace(_ old: TicketParts, with new: TicketParts, now: Timestamp) {
        guard old != new else { return }
        paused += new.paused - old.paused
        for part in old.windows { change(part.window) { $0 -= part.count } }
        for part in new.windows { change(part.window) { $0 += part.count } }
        rolling?.advance(to: now)
        for verdict in old.verdicts { rolling?.remove(verdict) }
        for verdict in new.verdicts { rolling?.add(verdict) }
    }

    private mutating func change(_ window: Window, _ change: (inout WindowCount) -> Void) {
        var count = windows[window.from] ?? WindowCount()
        change(&count)
        touched.insert(window.from)
        pending[window.from] = window.to + goal.settle
        if count == WindowCount() {
            windows[window.from] = nil
            if earliest == window.from { earliest = windows.keys.min() }
        } else {
            windows[window.from] = count
            earliest = min(earliest ?? window.from, window.from)
        }
    }

    mutating func advance(to now: Timestamp) {
        rolling?.advance(to: now)
    }

    /// The windows at which to look: those that changed since the last look, and those that are to be told by now.
    mutating func look(at now: Timestamp, _ told: ToldOfGoal) -> [Timestamp] {
        pending = pending.filter { told.windows[$0.key]?.result == nil }
        defer { touched = [] }
        return touched.union(pending.filter { $0.value <= now }.keys).sorted()
    }

    /// When there is something to look at without another verdict.
    func nextWakeup(after now: Timestamp) -> Timestamp? {
        rolling.map(\.nextChange) ?? pending.values.filter { $0 > now }.min()
    }

    /// How many the window before had, if that was seen from its start and had any.
    func lastFull(before window: Window) -> Int64? {
        guard case .aligned(let aligned) = goal.span, let earliest, earliest < window.from else { return nil }
        let last = aligned.window(before: window)
        return earliest < last.from ? windows[last.from]?.counted.count : nil
    }
}
