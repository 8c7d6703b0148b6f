import BusinessTime

/// How and when a ticket was opened, by what its events say.
struct Opening: Hashable, Sendable {
    private let events: ArraySlice<TicketEvent>
    /// The index among the events of the one that brings the opening's attributes.
    let index: Int
    let at: Timestamp
    /// Nobody saw the opening: what starts there may be told as breached, since the true time is longer, never as met.
    let isAssumed: Bool

    /// The event is the `created` of the first instant, else one of that instant that knows when the ticket was opened,
    /// else the first.
    ///
    /// - Returns: nil without events.
    init?(of events: ArraySlice<TicketEvent>) {
        guard let first = events.first else { return nil }
        let instant = events.prefix { $0.at == first.at }
        index =
            instant.firstIndex { $0.type == .created } ?? instant.firstIndex { $0.openedAt != nil } ?? events.startIndex
        self.events = events
        // Whichever event came first: what one of them knows of the opening is known.
        let known = events.lazy.compactMap(\.openedAt).min()
        at = min(first.at, known ?? first.at)
        isAssumed = events[index].type != .created && known == nil
    }

    /// The event that brings the opening's attributes.
    var event: TicketEvent { events[index] }

    /// Who opened a ticket is known from its `created` alone; otherwise it is taken to be the customer.
    var actor: Actor { events[index].type == .created ? events[index].by : .customer }
}
