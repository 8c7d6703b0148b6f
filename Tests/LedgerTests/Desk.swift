import BusinessTime
import Ledger
import SLAEngine

/// An engine and its ledger, driven as the monitor does, down to a crash at any step.
struct Desk {
    struct Interrupted: Error {}

    static let mark = CheckpointMark(revision: 1, zoneData: "none", program: "1")
    static let foreign = CheckpointMark(revision: 1, zoneData: "none", program: "2")

    private let rules: Rules
    private(set) var ledger: Ledger
    private(set) var engine: Engine
    private var checkpoint = CheckpointKeeper()

    init(_ ledger: Ledger, _ rules: Rules) {
        self.ledger = ledger
        self.rules = rules
        engine = Desk.engine(rules)
    }

    private static func engine(_ rules: Rules) -> Engine {
        Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
    }

    /// One transaction: the events and, where `deciding`, what they and the time bring.
    mutating func turn(_ events: [TicketEvent], _ now: Timestamp, deciding: Bool, interrupted: Bool = false) throws {
        var engine = engine
        let ledger = ledger
        var finished: [Int64] = []
        try ledger.transaction { writer in
            for event in events { try Desk.receive(event, &engine, writer, ledger, now) }
            if deciding { finished = try Desk.decide(&engine, writer, now) }
            if interrupted { throw Interrupted() }
        }
        for place in engine.places where self.engine.ticket(numbered: place.ticket)?.place != place {
            checkpoint.note(place.ticket)
        }
        for number in finished {
            engine.release(number)
            checkpoint.note(number)
        }
        self.engine = engine
    }

    /// A whole pass.
    mutating func saveCheckpoint() throws {
        repeat { try goOnWithCheckpoint(limit: .max) } while checkpoint.isUnderWay
    }

    /// A step of a pass: its beginning or some tickets of it.
    mutating func goOnWithCheckpoint(limit: Int) throws {
        checkpoint.begin(ledger)
        try checkpoint.goOn(ledger, Desk.mark, limit: limit) { engine.ticket(numbered: $0)?.place }
    }

    /// The same desk on a ledger that was opened anew: every ticket that may be open is held.
    func reopened(_ ledger: Ledger, _ mark: CheckpointMark) throws -> Desk {
        var desk = Desk(ledger, rules)
        let open = try ledger.openPlaces(mark)
        desk.checkpoint = CheckpointKeeper(open)
        for place in open.places { desk.engine.hold(try ledger.ticket(at: place)) }
        return desk
    }

    /// All that is derived, ticket by ticket.
    func picture(_ names: [String], _ now: Timestamp) -> [String] {
        names.map { name in
            guard let ticket = engine.ticket(named: name) else { return "\(name) is not held" }
            let state = engine.state(ofTicketNamed: name, asOf: now).map(Desk.text) ?? ""
            let breached = ticket.told.breachedClocks.map { "\($0)" }.sorted()
            return "\(name) \(ticket.place) \(ticket.history.events.map(\.number)) \(state) \(breached)"
        }
    }

    private static func text(_ state: TicketState) -> String {
        state.clocks.map { "\($0.key) \($0.state) \($0.deadline?.utcText ?? "") \($0.breachAt?.utcText ?? "")" }
            .sorted().joined(separator: "; ")
    }

    private static func receive(
        _ event: TicketEvent, _ engine: inout Engine, _ writer: LedgerWriter, _ ledger: Ledger, _ now: Timestamp
    ) throws {
        var reception = engine.receive(event, number: ledger.nextEvent)
        if reception == .needsHistory {
            engine.hold(try writer.ticket(named: event.ticket))
            reception = engine.receive(event, number: ledger.nextEvent)
        }
        if case .taken(let place) = reception { try writer.append(event, after: place, at: now) }
    }

    private static func decide(_ engine: inout Engine, _ writer: LedgerWriter, _ now: Timestamp) throws -> [Int64] {
        // A limit as the monitor's, so that tickets may wait for the next turn.
        engine.nextVerdict = writer.nextVerdict
        let turn = engine.advance(to: now, limit: 2)
        try writer.append(turn.verdicts, at: now)
        let number = writer.turn
        for (place, announcements) in turn.news {
            let entries = try writer.append(announcements, after: place, turn: number, at: now)
            if let last = entries.last { engine.note(lastAnnouncement: last.number, ofTicket: place.ticket) }
        }
        for ticket in turn.finished {
            if let place = engine.ticket(numbered: ticket)?.place {
                try writer.finish(place, turn.attributes[ticket] ?? [:])
            }
        }
        return turn.finished
    }
}
