package import BusinessTime
package import SLAEngine

/// Drives an engine as the monitor does: holds what needs its history, records what is told, releases what is finished.
package struct Bench: Sendable {
    package struct Told: Sendable {
        package let toldAt: Timestamp
        package let announcement: Announcement
    }

    package private(set) var engine: Engine
    package private(set) var told: [Told] = []
    /// What the ledger has of finished cycles, in order.
    package private(set) var verdicts: [RecordedVerdict] = []
    package private(set) var receptions: [Engine.Reception] = []
    /// Whether finished tickets are let go, to be held again with their history.
    private let releases: Bool
    private let limit: Int
    private var shelf: [String: OpenTicket] = [:]
    private var lastNumber: Int64 = 0
    private var lastTicket: Int64 = 0

    package init(revisions: [Revision], releases: Bool = false, limit: Int = .max) {
        engine = Engine(revisions: revisions)
        self.releases = releases
        self.limit = limit
    }

    package init(rules: Rules, releases: Bool = false, limit: Int = .max) {
        self.init(
            revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)], releases: releases, limit: limit)
    }

    /// How many tickets are with the ledger alone.
    package var releasedCount: Int { shelf.count }

    /// - Parameter number: the arrival number that the ledger gives it; the next one if nil.
    package mutating func receive(_ event: TicketEvent, number: Int64? = nil) {
        let given = number ?? lastNumber + 1
        lastNumber = max(lastNumber, given)
        var reception = engine.receive(event, number: given)
        if reception == .needsHistory {
            engine.hold(ticketFromLedger(event.ticket))
            reception = engine.receive(event, number: given)
        }
        receptions.append(reception)
    }

    package mutating func advance(to now: Timestamp) {
        var isComplete = false
        while !isComplete {
            let turn = engine.advance(to: now, limit: limit)
            isComplete = turn.isComplete
            verdicts += turn.verdicts
            for (_, announcements) in turn.news {
                told += announcements.map { Told(toldAt: now, announcement: $0) }
            }
            for number in turn.finished where releases {
                guard let ticket = engine.ticket(numbered: number) else { continue }
                engine.release(number)
                shelf[ticket.name] = ticket
            }
        }
    }

    package var nextWakeup: Timestamp? {
        mutating get { engine.nextWakeup }
    }

    /// Lives through the time until `now`, waking up only when the engine asks for it.
    package mutating func live(until now: Timestamp) {
        while let wakeup = nextWakeup, wakeup <= now { advance(to: wakeup) }
        advance(to: now)
    }

    package mutating func adopt(_ rules: Rules, at now: Timestamp) {
        engine.adopt(Revision(number: engine.revisions.count + 1, loadedAt: now, rules: rules))
    }

    package mutating func lookAtAll() { engine.lookAtAll() }

    package func state(of ticket: String, asOf now: Timestamp) -> TicketState? {
        if let held = engine.state(ofTicketNamed: ticket, asOf: now) { return held }
        return shelf[ticket].map { TicketFold($0.history, revisions: engine.revisions, now: now).state() }
    }

    package func memory(of ticket: String) -> OpenTicket? {
        engine.ticket(named: ticket) ?? shelf[ticket]
    }

    private mutating func ticketFromLedger(_ name: String) -> OpenTicket {
        if let known = shelf.removeValue(forKey: name) {
            return fromLedger(known)
        }
        lastTicket += 1
        return OpenTicket(name: name, place: TicketPlace(ticket: lastTicket))
    }

    /// The ledger knows events, announcements and verdicts; everything else is derived.
    private func fromLedger(_ known: OpenTicket) -> OpenTicket {
        let announcements = told.map(\.announcement).filter { $0.key.ticket == known.name }
        return OpenTicket(
            name: known.name, place: known.place, history: History(known.history.events), told: .init(announcements),
            recorded: VerdictRecord(verdicts.filter { $0.ticket == known.place.ticket }))
    }

    /// The same after a restart under these revisions, which takes more events and looks at all.
    package func restarted(_ revisions: [Revision], later events: [TicketEvent], now: Timestamp) -> Bench {
        var bench = self
        bench.engine = Engine(revisions: revisions)
        bench.engine.nextVerdict = Int64(verdicts.count) + 1
        for place in engine.places {
            if let known = engine.ticket(numbered: place.ticket) { bench.engine.hold(fromLedger(known)) }
        }
        for event in events { bench.receive(event) }
        bench.advance(to: now)
        return bench
    }
}
