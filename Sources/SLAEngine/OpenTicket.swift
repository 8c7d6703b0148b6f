import BusinessTime

/// Where a ticket stands in the ledger.
package struct TicketPlace: Hashable, Sendable {
    /// The ticket's number in the ledger.
    package let ticket: Int64
    /// The arrival number of its last event; nil before the first.
    package var lastEvent: Int64?
    /// The number of its last announcement; nil before the first.
    package var lastAnnouncement: Int64?
    /// The number of the last verdict on one of its cycles; nil before the first.
    package var lastVerdict: Int64?

    package init(
        ticket: Int64, lastEvent: Int64? = nil, lastAnnouncement: Int64? = nil, lastVerdict: Int64? = nil
    ) {
        self.ticket = ticket
        self.lastEvent = lastEvent
        self.lastAnnouncement = lastAnnouncement
        self.lastVerdict = lastVerdict
    }
}

/// A ticket that the engine holds: its history, what was told and recorded of it, and when to look at it again.
package struct OpenTicket: Sendable {
    package let name: String
    package var place: TicketPlace
    package var history: History
    package var told: Told
    package var recorded: VerdictRecord

    /// It took an event since it was looked at.
    var isTouched = false
    var census = Census(tickets: 1)
    /// As of the last look.
    package internal(set) var glance = Glance()

    package init(
        name: String, place: TicketPlace, history: History = History(), told: Told = Told(),
        recorded: VerdictRecord = VerdictRecord()
    ) {
        self.name = name
        self.place = place
        self.history = history
        self.told = told
        self.recorded = recorded
    }

    /// Takes an event into the history, unless it is there already or another one has its id.
    ///
    /// - Parameter touched: where the ticket stands from then on.
    mutating func take(_ event: TicketEvent, number: Int64, _ touched: inout TicketLine) -> Engine.Reception {
        if let known = history.event(sharingIdentityWith: event) {
            return known.event == event ? .duplicate : .conflict(with: known.event)
        }
        history.insert(RecordedEvent(number: number, event: event))
        if !isTouched { touched.append(place.ticket) }
        defer { (place.lastEvent, isTouched) = (number, true) }
        return .taken(place: place)
    }
}

/// How many tickets and unfinished clocks there are.
package struct Census: Hashable, Sendable {
    package var tickets = 0
    package var running = 0
    package var paused = 0
    package var breached = 0

    package init(tickets: Int = 0) {
        self.tickets = tickets
    }

    static func += (left: inout Census, right: Census) {
        left.tickets += right.tickets
        left.running += right.running
        left.paused += right.paused
        left.breached += right.breached
    }

    static func -= (left: inout Census, right: Census) {
        left.tickets -= right.tickets
        left.running -= right.running
        left.paused -= right.paused
        left.breached -= right.breached
    }
}

extension Census {
    /// The unfinished clocks of one ticket.
    init(of clocks: [Clock], asOf now: Timestamp) {
        self.init(tickets: 1)
        for place in clocks.indices {
            switch clocks[place].state {
            case .running: running += 1
            case .paused: paused += 1
            case .met, .missed, .cancelled: continue
            }
            if clocks[place].isBreached(asOf: now) { breached += 1 }
        }
    }
}
