import BusinessTime

/// An open clock whose deadline a new revision of the rules moved, or which it ended.
package struct MovedClock: Hashable, Sendable {
    package let ticket: String
    package let key: ClockKey
    /// As people of the clock's calendar read the deadlines; nil where nothing says when. `after` may be why it ended.
    package let before: String?
    package let after: String?
}

/// How many clocks a new revision moved, and the first of them: of a million nobody reads each.
package struct MovedClocks: Hashable, Sendable {
    /// How many are named: no more than a person reads.
    package static let named = 100

    package private(set) var count = 0
    package private(set) var first: [MovedClock] = []

    package init() {}

    mutating func note(_ clock: @autoclosure () -> MovedClock) {
        count += 1
        if first.count < MovedClocks.named { first.append(clock()) }
    }
}

extension MovedClocks {
    /// Notes the clocks of a ticket that were open under the revisions before, and have another deadline now or were
    /// cancelled.
    mutating func note(_ ticket: OpenTicket, _ state: TicketState, since revisions: [Revision], _ now: Timestamp) {
        let before = TicketFold(
            ticket.history, revisions: revisions, now: now, recorded: ticket.recorded
        ).state().clocks
        for place in state.clocks.indices {
            let key = state.clocks[place].key
            guard let known = before.firstIndex(where: { $0.key == key }) else { continue }
            note(ticket.name, state.clocks[place], before[known])
        }
    }

    private mutating func note(_ ticket: String, _ clock: Clock, _ old: Clock) {
        let isCancelled = clock.state == .cancelled
        guard !old.state.isFinished, isCancelled || !clock.state.isFinished && old.deadline != clock.deadline
        else { return }
        note(
            MovedClock(
                ticket: ticket, key: clock.key, before: old.deadline.map(old.shownOn.text(of:)),
                after: isCancelled
                    ? "cancelled: \(clock.reason ?? "")" : clock.deadline.map(clock.shownOn.text(of:))))
    }
}
