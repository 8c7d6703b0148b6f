package import BusinessTime

/// What the last look at a ticket found, so that a list of many tickets need not fold them all.
package struct Glance: Hashable, Sendable {
    package var customer: String?
    package var team: String?
    /// How many clocks run or are paused.
    package var unfinished = 0
    /// The earliest deadline of those, also one that has passed; nil where none has one.
    package var deadline: Timestamp?
    /// The earliest deadline of a running clock that had not passed.
    package var nextDeadline: Timestamp?
    /// From when on one of its clocks is at risk; nil where none will be without another event.
    package var atRiskFrom: Timestamp?
}

extension TicketState {
    func glance(asOf now: Timestamp) -> Glance {
        var glance = Glance(customer: values["customer"], team: values["team"])
        // By their places, for a clock is large and a loop over the clocks themselves would copy each.
        for place in clocks.indices where !clocks[place].state.isFinished {
            glance.unfinished += 1
            if clocks[place].state == .running, !clocks[place].isBreached(asOf: now) {
                let atRisk = clocks[place].thresholds.firstWarning ?? clocks[place].threeQuarters
                glance.atRiskFrom = earlier(glance.atRiskFrom, atRisk)
            }
            guard let due = clocks[place].deadline else { continue }
            glance.deadline = earlier(glance.deadline, due)
            if clocks[place].state == .running, due > now { glance.nextDeadline = earlier(glance.nextDeadline, due) }
        }
        return glance
    }
}

/// The earlier of two instants, either of which may be none.
func earlier(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}

extension Clock {
    /// Whether it runs, is not breached, and its first warning was reached.
    package func isAtRisk(asOf now: Timestamp) -> Bool {
        guard state == .running, !isBreached(asOf: now) else { return false }
        return (thresholds.firstWarning ?? threeQuarters).map { $0 <= now } ?? false
    }

    /// When three quarters of the target are used up: at risk without any warning.
    fileprivate var threeQuarters: Timestamp? {
        cycle.instant(ofRun: OpenTime(milliseconds: target.milliseconds / 4 * 3), on: calendar)
    }
}

extension [DueThreshold] {
    fileprivate var firstWarning: Timestamp? {
        var first: Timestamp?
        for due in self where !due.isLadder { first = earlier(first, due.at) }
        return first
    }
}

extension Engine {
    /// How many tickets and unfinished clocks there are without those of the canary.
    ///
    /// - Complexity: O(n) of all tickets that are held.
    package var helpDeskCensus: Census {
        held.lazy.filter { Canary.owns(ticket: $0.name) }.reduce(into: census) { $0 -= $1.census }
    }

    /// The first tickets of those that are wanted, by one of their instants, those without it behind; none of the
    /// canary's.
    ///
    /// - Returns: at most `limit` tickets, and how many there are.
    /// - Complexity: O(n log n) of all tickets that are held; none is folded.
    package func tickets(
        by instant: KeyPath<Glance, Timestamp?>, limit: Int, where isWanted: (Glance) -> Bool
    ) -> (first: [OpenTicket], count: Int) {
        var wanted: [(at: Timestamp, number: Int64)] = []
        for ticket in held where isWanted(ticket.glance) && !Canary.owns(ticket: ticket.name) {
            wanted.append((ticket.glance[keyPath: instant] ?? .distantFuture, ticket.place.ticket))
        }
        wanted.sort { ($0.at, $0.number) < ($1.at, $1.number) }
        return (wanted.prefix(limit).compactMap { ticket(numbered: $0.number) }, wanted.count)
    }
}
