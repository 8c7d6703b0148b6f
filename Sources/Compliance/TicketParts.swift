import BusinessTime
import SLAEngine

/// What one ticket adds to the windows of one goal.
struct TicketParts: Hashable, Sendable {
    /// Of a goal with windows of the calendar.
    var windows: [Part] = []
    /// Of a rolling goal; in the order of the cycles.
    var verdicts: [RollingCount.Entry] = []
    var paused: Int64 = 0

    struct Part: Hashable, Sendable {
        let window: Window
        var count: WindowCount
    }

    /// - Parameters:
    ///   - exclusions: those in effect.
    ///   - recent: the window of the last answer, which is mostly that of the next.
    init(_ cycles: [CycleStanding], of ticket: String, _ goal: Goal, _ exclusions: [Exclusion], recent: inout Window?) {
        var gathered: [GatheredWindow] = []
        for cycle in cycles where goal.scope.contains(cycle.clock) {
            let isExcluded = exclusions.contains { $0.covers(cycle, of: ticket) }
            guard let at = cycle.at else {
                if !isExcluded { paused += 1 }
                continue
            }
            switch goal.span {
            case .rolling:
                if let kind = RollingCount.Kind(cycle.state, isExcluded: isExcluded) {
                    verdicts.append(RollingCount.Entry(at: at, kind: kind))
                }
            case .aligned(let windows):
                let window = recent.flatMap { $0.contains(at) ? $0 : nil } ?? windows.window(of: at)
                recent = window
                guard goal.judges(window.from) else { continue }
                let index = gathered.firstIndex { $0.window == window } ?? gathered.endIndex
                if index == gathered.endIndex { gathered.append(GatheredWindow(window: window)) }
                gathered[index].take(cycle.state, isExcluded: isExcluded)
            }
        }
        if case .rolling(let span) = goal.span { CoverageSteps.note(&verdicts, span: span) }
        for window in gathered {
            if let part = window.part(goal.denominator) { windows.append(part) }
        }
        if goal.denominator == .tickets { paused = min(paused, 1) }
    }
}

/// The cycles of one ticket in one window.
private struct GatheredWindow {
    let window: Window
    private var counted = Tally()
    private var all = Tally()
    private var gap: CycleStanding.Gap?

    init(window: Window) {
        self.window = window
    }

    mutating func take(_ state: CycleStanding.State, isExcluded: Bool) {
        if case .unmeasured(_, let reason) = state {
            if !isExcluded { gap = gap == .noClock ? .noClock : reason }
            return
        }
        let one = Tally(state)
        all += one
        if !isExcluded { counted += one }
    }

    /// - Returns: nil where all that was there is an exclusion's.
    func part(_ denominator: Denominator) -> TicketParts.Part? {
        guard all.count > 0 || gap != nil else { return nil }
        var count = WindowCount()
        count.counted = denominator == .tickets ? counted.asOne : counted
        count.all = denominator == .tickets ? all.asOne : all
        switch gap {
        case nil: count.tickets.measured = 1
        case .noClock: count.tickets.withoutClock = 1
        case .openingNotSeen: count.tickets.openingNotSeen = 1
        }
        return TicketParts.Part(window: window, count: count)
    }
}

extension Tally {
    fileprivate init(_ state: CycleStanding.State) {
        switch state {
        case .met: self.init(met: 1)
        case .missed: self.init(missed: 1)
        case .open: self.init(open: 1)
        case .paused, .unmeasured: self.init()
        }
    }

    /// A ticket is missed if one of its cycles is, else open if one is, else met.
    fileprivate var asOne: Tally {
        if missed > 0 { return Tally(missed: 1) }
        return open > 0 ? Tally(open: 1) : Tally(met: min(met, 1))
    }
}
