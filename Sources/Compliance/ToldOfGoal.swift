package import BusinessTime

/// What was told of one goal.
package struct ToldOfGoal: Hashable, Sendable {
    /// Of one window of the calendar.
    package struct OfWindow: Hashable, Sendable {
        package fileprivate(set) var matters: Set<WindowMatter> = []
        /// What the result was when the window was told, or corrected last.
        package fileprivate(set) var result: ToldRow?
        package fileprivate(set) var corrections = 0
    }

    /// Of a rolling one.
    package struct OfRolling: Hashable, Sendable {
        /// How often it was told as below, and as burning.
        package fileprivate(set) var below = 0
        package fileprivate(set) var burns = 0
        package fileprivate(set) var isBelow = false
        package fileprivate(set) var isBurning = false
    }

    /// By their starts.
    package private(set) var windows: [Timestamp: OfWindow] = [:]
    package private(set) var rolling = OfRolling()

    /// - Parameter rows: what was told under the goal's name, in order; what was told of other spans is left out.
    ///
    /// A window is known again by its name. Where the zone of the goal was another one then, it had other ends, and
    /// stays as told all the same.
    package init(_ rows: [ToldRow], of goal: Goal) {
        for row in rows {
            switch (goal.span, row.window) {
            case (.rolling(let span), nil): if row.name == span.daysText { rolling.record(row) }
            case (.aligned(let aligned), let told?):
                guard let window = aligned.window(named: row.name, near: told) else { continue }
                windows[window.from, default: OfWindow()].record(row)
            case (.rolling, _?), (.aligned, nil): break
            }
        }
    }

    mutating func record(_ news: WindowNews) {
        if news.isRolling {
            rolling.record(news.told)
        } else {
            windows[news.figures.window.from, default: OfWindow()].record(news.told)
        }
    }
}

extension ToldOfGoal.OfWindow {
    fileprivate mutating func record(_ row: ToldRow) {
        switch row.matter {
        case .missesLeft, .lost, .burn: matters.insert(row.matter)
        case .result: result = row
        case .corrected:
            result = row
            corrections = row.count
        // Of rolling windows alone.
        case .below, .back: break
        }
    }
}

extension ToldOfGoal.OfRolling {
    fileprivate mutating func record(_ row: ToldRow) {
        switch row.matter {
        case .burn:
            burns = row.count
            isBurning = true
        case .below:
            below = row.count
            isBelow = true
        case .back:
            isBelow = false
            isBurning = false
        // Of windows of the calendar alone.
        case .missesLeft, .lost, .result, .corrected: break
        }
    }
}
