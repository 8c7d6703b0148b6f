import BusinessTime

/// An open clock whose deadline a new revision of the rules moved.
package struct MovedClock: Hashable, Sendable {
    package let ticket: String
    package let key: ClockKey
    /// As people of the clock's calendar read them; nil where nothing says when.
    package let before: String?
    package let after: String?
}

extension TicketState {
    /// The open clocks whose deadline was another under the revisions before.
    func moved(since revisions: [Revision], _ ticket: OpenTicket, _ now: Timestamp) -> [MovedClock] {
        let before = TicketFold(ticket.history, revisions: revisions, now: now).state().clocks
        return clocks.compactMap { clock in
            guard !clock.state.isFinished, let old = before.first(where: { $0.key == clock.key }),
                old.deadline != clock.deadline
            else { return nil }
            return MovedClock(
                ticket: ticket.name, key: clock.key, before: old.deadline.map(old.calendar.text(of:)),
                after: clock.deadline.map(clock.calendar.text(of:)))
        }
    }
}
