import BusinessTime

/// An open clock whose deadline a new revision of the rules moved, or which it ended.
package struct MovedClock: Hashable, Sendable {
    package let ticket: String
    package let key: ClockKey
    /// As people of the clock's calendar read the deadlines; nil where nothing says when. `after` may be why it ended.
    package let before: String?
    package let after: String?
}

extension TicketState {
    /// The clocks that were open under the revisions before, and have another deadline now or were cancelled.
    func moved(since revisions: [Revision], _ ticket: OpenTicket, _ now: Timestamp) -> [MovedClock] {
        let before = TicketFold(
            ticket.history, revisions: revisions, now: now, recorded: ticket.recorded
        ).state().clocks
        return clocks.compactMap { clock in
            guard let old = before.first(where: { $0.key == clock.key }), !old.state.isFinished else { return nil }
            let isCancelled = clock.state == .cancelled
            guard isCancelled || !clock.state.isFinished && old.deadline != clock.deadline else { return nil }
            let after = clock.deadline.map(clock.shownOn.text(of:))
            return MovedClock(
                ticket: ticket.name, key: clock.key, before: old.deadline.map(old.shownOn.text(of:)),
                after: isCancelled ? "cancelled: \(clock.reason ?? "")" : after)
        }
    }
}
