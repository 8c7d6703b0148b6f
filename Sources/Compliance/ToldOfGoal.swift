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

    package init() {}

    package mutating func record(_ row: ToldRow) {
        if let start = row.windowFrom {
            windows[start, default: OfWindow()].record(row)
        } else {
            rolling.record(row)
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
