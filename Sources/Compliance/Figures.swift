import BusinessTime

/// What is known of a goal in one window, as of an instant; every figure is exact.
package struct Figures: Hashable, Sendable {
    package var share: Share
    /// What is counted.
    package let denominator: Denominator
    /// Of a rolling goal without its first instant, and with its last.
    package let window: Window
    /// What counts.
    package let counted: Tally
    /// The same before exclusions.
    package let all: Tally
    /// Unfinished clocks that pause, apart from the rest: nothing says in which window their deadlines will be.
    package let paused: Int64
    package let tickets: TicketCoverage
    /// Of the window's time until now, that in which every declared feed was alive, in milliseconds; nil without feeds.
    package let feeds: Proportion?
    /// How many are expected in the window; nil where nothing says it.
    package let expected: Int64?
    package let hasEnded: Bool

    package init(
        share: Share, denominator: Denominator = .cycles, window: Window, counted: Tally, all: Tally? = nil,
        paused: Int64 = 0, tickets: TicketCoverage = TicketCoverage(), feeds: Proportion? = nil,
        expected: Int64? = nil, hasEnded: Bool = false
    ) {
        self.share = share
        self.denominator = denominator
        self.window = window
        self.counted = counted
        self.all = all ?? counted
        self.paused = paused
        self.tickets = tickets
        self.feeds = feeds
        self.expected = expected
        self.hasEnded = hasEnded
    }

    /// Of the verdicts that there are.
    package var attainment: Proportion { Proportion(counted.met, of: counted.verdicts) }

    /// The same before exclusions.
    package var attainmentBeforeExclusions: Proportion { Proportion(all.met, of: all.verdicts) }

    /// If all that is open is met.
    package var best: Proportion { Proportion(counted.met + counted.open, of: counted.count) }

    /// If all that is open is missed.
    package var worst: Proportion { Proportion(counted.met, of: counted.count) }

    /// How many more of those that are known may be missed; below zero where there were too many already.
    ///
    /// Nothing is assumed about tickets not yet seen.
    package var missesLeft: Int64 { share.missesAllowed(of: counted.count) - counted.missed }

    /// How many tickets not yet seen must be met for the goal, if all that is open is met; nil where none suffice.
    package var meetsNeeded: Int64? { share.meetsNeeded(by: best.part, of: best.whole) }

    /// Even the best case misses the goal.
    package var isBehind: Bool { !share.isReached(by: best.part, of: best.whole) }

    /// The goal is out of reach: more must be met than may still come, or the window ended below it.
    package var isLost: Bool {
        guard isBehind else { return false }
        guard !hasEnded, let meetsNeeded else { return true }
        return expected.map { meetsNeeded > max(0, $0 - counted.count) } ?? false
    }

    /// Whether what has a verdict reaches the goal; nil where nothing has one.
    package var isReached: Bool? {
        counted.verdicts == 0 ? nil : share.isReached(by: counted.met, of: counted.verdicts)
    }
}
