package import BusinessTime

/// What there is to tell of a window; the raw values stand in keys and in the ledger, and never change.
package enum WindowMatter: String, Hashable, Sendable, CaseIterable {
    /// No more misses are left than the goal's number.
    case missesLeft = "misses-left"
    /// The goal is out of reach. The only one of priority 2.
    case lost
    /// So many misses are unlikely, were the goal kept.
    case burn
    /// The window has ended, with this result.
    case result = "window"
    /// What became known later moved the result of an ended window across the goal.
    case corrected
    /// A rolling window fell below its goal.
    case below
    /// It reaches its goal again.
    case back
}

/// The key of something told of a window: told exactly once.
package struct WindowKey: Hashable, Sendable {
    package let goal: String
    /// `2026-11`; of a rolling one its span.
    package let window: String
    package let matter: WindowMatter
    /// Counted from 1.
    package let count: Int

    package init(goal: String, window: String, matter: WindowMatter, count: Int) {
        self.goal = goal
        self.window = window
        self.matter = matter
        self.count = count
    }

    /// The key as one word, `gold%2Fresolution/2026-11/lost/1`.
    package var text: String { "\(escaped(goal))/\(escaped(window))/\(matter.rawValue)/\(count)" }
}

extension WindowNews {
    /// What made a told result another.
    package enum Reason: Hashable, Sendable {
        case lateEvents
        /// One was recorded, withdrawn, or its interval began.
        case exclusion
        case both
    }
}

/// One thing to be told of a window, with the figures that a person needs to understand it.
package struct WindowNews: Hashable, Sendable {
    package let key: WindowKey
    package let goal: Goal
    package let figures: Figures
    /// The instant at which it became true, or was known.
    package let at: Timestamp
    /// What it corrects.
    package let refersTo: String?
    /// What was told before; nil where nothing was.
    package let before: Tally?
    /// Why a result is corrected; nil of anything else.
    package let reason: Reason?
    /// Recorded, but told only in the summary of the first import of an old log.
    package let isSummarised: Bool

    package init(
        key: WindowKey, goal: Goal, figures: Figures, at: Timestamp, refersTo: String?, before: Tally?,
        reason: Reason? = nil, isSummarised: Bool
    ) {
        self.key = key
        self.goal = goal
        self.figures = figures
        self.at = at
        self.refersTo = refersTo
        self.before = before
        self.reason = reason
        self.isSummarised = isSummarised
    }

    package var isRolling: Bool { if case .rolling = goal.span { true } else { false } }

    /// What is kept of it.
    package var told: ToldRow {
        ToldRow(
            goal: key.goal, name: key.window, window: isRolling ? nil : figures.window, matter: key.matter,
            count: key.count,
            share: figures.share, counted: figures.counted, all: figures.all, isSummarised: isSummarised)
    }
}

/// What was told, as far as it must be known later; a row of the ledger.
package struct ToldRow: Hashable, Sendable {
    package let goal: String
    /// What people call the window: `2026-11`; of a rolling one its span.
    package let name: String
    /// As it was then; nil of a rolling one.
    package let window: Window?
    package let matter: WindowMatter
    package let count: Int
    /// That of the goal at that time: a window that was told is not judged again by another.
    package let share: Share
    package let counted: Tally
    /// The same before exclusions.
    package let all: Tally
    package let isSummarised: Bool

    /// - Parameter all: nil where nothing was excluded.
    package init(
        goal: String, name: String, window: Window?, matter: WindowMatter, count: Int, share: Share, counted: Tally,
        all: Tally? = nil, isSummarised: Bool
    ) {
        self.goal = goal
        self.name = name
        self.window = window
        self.matter = matter
        self.count = count
        self.share = share
        self.counted = counted
        self.all = all ?? counted
        self.isSummarised = isSummarised
    }

    /// Whether it was told of a window of the calendar of a goal, by its name.
    package func isOf(_ goal: Goal, in window: Window) -> Bool {
        guard case .aligned(let aligned) = goal.span, goal.name == self.goal, self.window != nil else { return false }
        return name == aligned.name(of: window)
    }

    /// Whether the goal was reached; nil where nothing had a verdict.
    package var isReached: Bool? { isReached(by: counted) }

    /// The same of another tally.
    func isReached(by tally: Tally) -> Bool? {
        tally.verdicts == 0 ? nil : share.isReached(by: tally.met, of: tally.verdicts)
    }
}

/// A part of a key: `%XX` for `/`, `%`, spaces and control characters, so that no two keys share a text.
func escaped(_ part: String) -> String {
    var text: [UInt8] = []
    for byte in part.utf8 {
        if byte > 0x20, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "%"), byte != 0x7F {
            text.append(byte)
        } else {
            let hex = String(byte, radix: 16, uppercase: true)
            text += "%\(hex.utf8.count == 1 ? "0" : "")\(hex)".utf8
        }
    }
    return String(decoding: text, as: UTF8.self)
}
