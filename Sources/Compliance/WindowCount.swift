/// Verdicts and open clocks, counted.
package struct Tally: Hashable, Sendable {
    package var met: Int64 = 0
    package var missed: Int64 = 0
    package var open: Int64 = 0

    package init(met: Int64 = 0, missed: Int64 = 0, open: Int64 = 0) {
        self.met = met
        self.missed = missed
        self.open = open
    }

    package var verdicts: Int64 { met + missed }
    package var count: Int64 { met + missed + open }

    static func += (left: inout Tally, right: Tally) {
        left.met += right.met
        left.missed += right.missed
        left.open += right.open
    }

    static func -= (left: inout Tally, right: Tally) {
        left.met -= right.met
        left.missed -= right.missed
        left.open -= right.open
    }

    static func + (left: Tally, right: Tally) -> Tally {
        Tally(met: left.met + right.met, missed: left.missed + right.missed, open: left.open + right.open)
    }

    static func - (left: Tally, right: Tally) -> Tally {
        Tally(met: left.met - right.met, missed: left.missed - right.missed, open: left.open - right.open)
    }
}

/// Of the tickets of a window, how many were measured.
package struct TicketCoverage: Hashable, Sendable {
    package var measured: Int64 = 0
    package var withoutClock: Int64 = 0
    package var openingNotSeen: Int64 = 0

    package init(measured: Int64 = 0, withoutClock: Int64 = 0, openingNotSeen: Int64 = 0) {
        self.measured = measured
        self.withoutClock = withoutClock
        self.openingNotSeen = openingNotSeen
    }

    /// The share that had a clock and a seen opening.
    package var share: Proportion { Proportion(measured, of: measured + withoutClock + openingNotSeen) }
}

/// What a window has of one goal.
///
/// A sum over tickets, so that one of them is taken out and put in again without the rest.
package struct WindowCount: Hashable, Sendable {
    /// What counts.
    package var counted = Tally()
    /// The same with what exclusions removed.
    package var all = Tally()
    package var tickets = TicketCoverage()

    package init() {}

    static func += (left: inout WindowCount, right: WindowCount) {
        left.counted += right.counted
        left.all += right.all
        left.tickets.measured += right.tickets.measured
        left.tickets.withoutClock += right.tickets.withoutClock
        left.tickets.openingNotSeen += right.tickets.openingNotSeen
    }

    static func -= (left: inout WindowCount, right: WindowCount) {
        left.counted -= right.counted
        left.all -= right.all
        left.tickets.measured -= right.tickets.measured
        left.tickets.withoutClock -= right.tickets.withoutClock
        left.tickets.openingNotSeen -= right.tickets.openingNotSeen
    }
}
