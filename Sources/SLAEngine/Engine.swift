package import BusinessTime
import HeapModule

/// Holds the open tickets and says what is to be told, when, and when to ask again.
///
/// A value: it owns no clock, file or thread. Every state is derived from the tickets' histories, the revisions of the
/// rules and `now`; only what was told is remembered beside them.
package struct Engine: Sendable {
    /// What became of an event.
    package enum Reception: Hashable, Sendable {
        /// It is part of its ticket's history now; `place` is where the ticket stood before it.
        case taken(place: TicketPlace)
        /// The same event was there already.
        case duplicate
        /// Another event has its id; nothing was taken.
        case conflict(with: TicketEvent)
        /// The engine does not hold the ticket: `hold` it with its history, then offer the event again.
        case needsHistory
    }

    /// What a look at the tickets brought.
    package struct Turn: Sendable {
        /// For each ticket with news, what is to be told of it, in the order in which it became true.
        package var news: [(place: TicketPlace, announcements: [Announcement])] = []
        /// What the ledger is to record of cycles that finished, and of finished ones that changed.
        package var verdicts: [RecordedVerdict] = []
        /// The numbers of tickets that nothing but a new event can change; to be released once that is recorded.
        package var finished: [Int64] = []
        /// The attributes of the tickets that are finished, by number.
        package var attributes: [Int64: [String: String]] = [:]
        /// Nothing is left that was due.
        package var isComplete = true

        package init() {}
    }

    package private(set) var revisions: [Revision]
    package private(set) var census = Census()
    /// The number that the ledger gives the next verdict.
    package var nextVerdict: Int64 = 1
    private var numbers: [String: Int64] = [:]
    private var tickets: [Int64: OpenTicket] = [:]
    private var wakeups = WakeQueue()
    private var deadlines = WakeQueue()
    /// Tickets that took an event since they were looked at.
    private var touched = TicketLine()
    /// Tickets to be looked at anew because the rules or the clock changed, in the order of their numbers. A heap, as
    /// to sort a million takes longer than a deadline may wait.
    private var unsettled = Heap<Int64>()
    /// For how many that are due one stands that is looked at anew, under two revisions.
    private static let costAnew = 4

    /// What was in force before the revision for which tickets are looked at anew.
    private var replaced: [Revision]?
    /// The open clocks whose deadline that revision moved, of the tickets that were looked at so far.
    package private(set) var moved = MovedClocks()

    /// - Parameter revisions: in the order of loading; at least one before the first event.
    package init(revisions: [Revision]) {
        self.revisions = revisions
    }

    /// The instant of the next thing to be done; `.distantPast` while something is to be done at once.
    package var nextWakeup: Timestamp? {
        touched.isEmpty && unsettled.isEmpty ? wakeups.earliest : .distantPast
    }

    /// The earliest deadline of a running clock that has not passed.
    package var nextDeadline: Timestamp? { deadlines.earliest }

    /// How many tickets took an event since they were looked at, about: some may have been looked at since.
    package var countInLine: Int { touched.count }

    /// Where every ticket that is held stands, in no order.
    package var places: [TicketPlace] { tickets.values.map(\.place) }

    /// Every ticket that is held, in no order.
    var held: some Collection<OpenTicket> { tickets.values }

    package func ticket(numbered number: Int64) -> OpenTicket? { tickets[number] }

    package func ticket(named name: String) -> OpenTicket? {
        numbers[name].flatMap { tickets[$0] }
    }

    /// The derived state of a ticket that is held.
    package func state(ofTicketNamed name: String, asOf now: Timestamp) -> TicketState? {
        ticket(named: name).map {
            TicketFold($0.history, revisions: revisions, now: now, recorded: $0.recorded).state()
        }
    }

    /// Makes room for so many tickets, so that taking them in does not have to again and again.
    package mutating func reserve(tickets count: Int) {
        numbers.reserveCapacity(count)
        tickets.reserveCapacity(count)
    }

    /// Gives back the room of tickets that are long gone: a dictionary keeps what its greatest number needed.
    package mutating func giveBackRoom() {
        guard tickets.capacity > 8 * max(tickets.count, 1_000) else { return }
        tickets = Dictionary(uniqueKeysWithValues: tickets.map { ($0.key, $0.value) })
        numbers = Dictionary(uniqueKeysWithValues: numbers.map { ($0.key, $0.value) })
        wakeups.giveBackRoom()
        deadlines.giveBackRoom()
    }

    /// Takes a ticket into memory, new or with its history from the ledger.
    package mutating func hold(_ ticket: OpenTicket) {
        let number = ticket.place.ticket
        precondition(tickets.index(forKey: number) == nil, "ticket \(ticket.name) is held already")
        numbers[ticket.name] = number
        tickets[number] = ticket
        census += ticket.census
        if !ticket.history.events.isEmpty { touch(number) }
    }

    /// Offers an event; `number` is its arrival number if it is taken.
    package mutating func receive(_ event: TicketEvent, number: Int64) -> Reception {
        guard let ticketNumber = numbers[event.ticket] else { return .needsHistory }
        return tickets[ticketNumber]?.take(event, number: number, &touched) ?? .needsHistory
    }

    private mutating func touch(_ number: Int64) {
        tickets[number]?.isTouched = true
        touched.append(number)
    }

    /// Looks at every ticket that is due or has changed, and decides what is to be told.
    ///
    /// - Parameters:
    ///   - limit: how many tickets are looked at before it returns; the rest is left to the next call. Of those that
    ///     are looked at anew fewer, as what comes due meanwhile waits for them.
    ///   - midway: more events of the same file come: only what time brings is looked at, what took an event waits.
    ///   - seen: is handed each ticket that was looked at, as it is now, and what its history comes to.
    /// - Complexity: O(log n) a ticket, beside the fold of its history.
    package mutating func advance(
        to now: Timestamp, limit: Int = .max, midway: Bool = false,
        seen: (OpenTicket, TicketState) -> Void = { _, _ in }
    ) -> Turn {
        var turn = Turn()
        var left = limit
        while left > 0, let (number, isAnew) = takeNext(now, midway: midway) {
            look(at: number, now, &turn, seen)
            left -= isAnew ? Engine.costAnew : 1
        }
        if unsettled.isEmpty { replaced = nil }
        turn.isComplete = nextWakeup.map { $0 > now } ?? true
        return turn
    }

    /// Notes the number under which the ledger recorded the last announcement of a ticket.
    package mutating func note(lastAnnouncement number: Int64, ofTicket ticket: Int64) {
        tickets[ticket]?.place.lastAnnouncement = number
    }

    /// Lets a finished ticket go; its next event needs its history.
    package mutating func release(_ number: Int64) {
        guard let ticket = tickets.removeValue(forKey: number) else { return }
        numbers[ticket.name] = nil
        wakeups.schedule(number, at: nil)
        deadlines.schedule(number, at: nil)
        census -= ticket.census
    }

    /// Puts a new revision of the rules in force; every ticket is looked at anew by the next calls of `advance`.
    package mutating func adopt(_ revision: Revision) {
        if replaced == nil { (replaced, moved) = (revisions, MovedClocks()) }
        revisions.append(revision)
        lookAtAll()
    }

    /// Exchanges the revisions for equal ones, whose calendars have another span indexed.
    package mutating func refresh(_ revisions: [Revision]) {
        self.revisions = revisions
    }

    /// Has every ticket looked at anew, as after the machine's clock was set back.
    package mutating func lookAtAll() {
        unsettled = Heap(tickets.keys)
    }

    /// What is due comes before what merely is to be looked at anew.
    private mutating func takeNext(_ now: Timestamp, midway: Bool) -> (number: Int64, isAnew: Bool)? {
        if let due = wakeups.takeDue(now) { return (due, false) }
        guard !midway else { return nil }
        // One that was due meanwhile has been looked at.
        while let number = touched.popFirst() {
            if tickets[number]?.isTouched ?? false { return (number, false) }
        }
        while let number = unsettled.popMin() {
            if tickets.index(forKey: number) != nil { return (number, true) }
        }
        return nil
    }

    private mutating func look(
        at number: Int64, _ now: Timestamp, _ turn: inout Turn, _ seen: (OpenTicket, TicketState) -> Void
    ) {
        guard var ticket = tickets.removeValue(forKey: number) else { return }
        let state = TicketFold(ticket.history, revisions: revisions, now: now, recorded: ticket.recorded).state()
        let tellWithin = revisions.last?.rules.tellWithin ?? .days(7)
        let telling = Telling(ticket: ticket.name, state: state, told: ticket.told, now: now, tellWithin: tellWithin)
        let announcements = telling.announcements()
        if let replaced { moved.note(ticket, state, since: replaced, now) }
        for announcement in announcements { ticket.told.record(announcement) }
        // What the canary breaks was promised to nobody.
        if !Canary.owns(ticket: ticket.name) {
            turn.verdicts += ticket.recorded.update(state, &ticket.place, next: &nextVerdict)
        }
        census -= ticket.census
        ticket.census = Census(of: state.clocks, asOf: now)
        census += ticket.census
        ticket.isTouched = false
        ticket.glance = state.glance(asOf: now)
        tickets[number] = ticket
        seen(ticket, state)
        deadlines.schedule(number, at: ticket.glance.nextDeadline)
        wakeups.schedule(number, at: state.nextWakeup(after: now))
        if !announcements.isEmpty { turn.news.append((ticket.place, announcements)) }
        guard state.isFinished(asOf: now) else { return }
        turn.finished.append(number)
        turn.attributes[number] = state.attributes
    }
}

extension TicketState {
    /// Only a new event can change anything.
    func isFinished(asOf now: Timestamp) -> Bool {
        isOver && nextEventAt == nil && clocks.allSatisfy(\.state.isFinished) && nextGraceEnd(after: now) == nil
    }

    /// When the next breach that is known may be told.
    private func nextGraceEnd(after now: Timestamp) -> Timestamp? {
        var next: Timestamp?
        for place in clocks.indices where clocks[place].grace > .zero {
            guard let breachAt = clocks[place].breachAt else { continue }
            let end = breachAt + clocks[place].grace
            if end > now { next = earlier(next, end) }
        }
        return next
    }

    /// The next instant at which something becomes true by the mere passing of time.
    func nextWakeup(after now: Timestamp) -> Timestamp? {
        var next = earlier(nextEventAt, nextLoadAt)
        for place in clocks.indices where !clocks[place].state.isFinished {
            for due in clocks[place].thresholds where due.at > now { next = earlier(next, due.at) }
            if let breachAt = clocks[place].breachAt, breachAt > now { next = earlier(next, breachAt) }
        }
        return earlier(next, nextGraceEnd(after: now))
    }
}
