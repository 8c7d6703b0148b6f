import BusinessTime

/// How and when a ticket was opened, by what its events say.
struct Opening: Hashable, Sendable {
    /// The event that brings the opening's attributes.
    let recorded: RecordedEvent
    let at: Timestamp
    /// Nobody saw the opening: what starts there may be told as breached, since the true time is longer, never as met.
    let isAssumed: Bool

    /// The event is the `created` of the first instant, else one of that instant that knows when the ticket was opened,
    /// else the first.
    ///
    /// - Returns: nil without events.
    init?(of events: ArraySlice<RecordedEvent>) {
        guard let first = events.first else { return nil }
        let instant = events.prefix { $0.event.at == first.event.at }
        recorded =
            instant.first { $0.event.type == .created } ?? instant.first { $0.event.openedAt != nil } ?? first
        // Whichever event came first: what one of them knows of the opening is known.
        var known: Timestamp?
        for recorded in events { known = earlier(known, recorded.event.openedAt) }
        at = min(first.event.at, known ?? first.event.at)
        isAssumed = recorded.event.type != .created && known == nil
    }

    var event: TicketEvent { recorded.event }

    /// Who opened a ticket is known from its `created` alone; otherwise it is taken to be the customer.
    var actor: Actor { recorded.event.type == .created ? recorded.event.by : .customer }
}
