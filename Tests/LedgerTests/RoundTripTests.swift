import BusinessTime
import Foundation
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("What was written comes back as it was")
struct RoundTripTests {
    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    @Test(
        "events and announcements of interleaved tickets, at once and after a crash", arguments: Seeds.cases(12, of: 31)
    )
    func everything(seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        var tickets = TicketModel(names: (1...4).map { _ in random.text() })
        let ledger = try state.open()
        for _ in 0..<20 {
            try ledger.transaction { writer in
                for _ in 0..<6 { try tickets.step(writer, &random) }
            }
        }
        try tickets.compare(ledger)
        try state.crash()
        try tickets.compare(try state.open())
    }

    @Test("a value that fits the dictionary and one byte more", arguments: [0, 1, 63, 64, 65, 4_096])
    func lengths(length: Int) throws {
        let value = String(repeating: "v", count: length)
        try expectKept([AttributeChange(key: "a", value: value), AttributeChange(key: "b", value: value)])
    }

    @Test("an attribute that is removed is not one that is empty")
    func nullAndEmpty() throws {
        try expectKept([AttributeChange(key: "gone", value: nil), AttributeChange(key: "here", value: "")])
    }

    @Test("values that are equal up to a NUL are not taken for one")
    func nul() throws {
        try expectKept([AttributeChange(key: "a", value: "x"), AttributeChange(key: "b", value: "x\0y")])
    }

    @Test("texts that are equal but for their bytes keep these")
    func canonicalEquivalence() throws {
        try expectKept([AttributeChange(key: "a", value: "Zo\u{EB}"), AttributeChange(key: "b", value: "Zoe\u{308}")])
    }

    @Test("values past the end of the dictionary are written out in full")
    func dictionaryIsFull() throws {
        try withExtendedLifetime(state.open()) {}
        // One place is left, which the first value gets; the events' types and sources stand in full.
        try SQLite(file: state.database).run(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 65535)
            INSERT INTO word (number, text) SELECT i, 'word ' || i FROM n
            """)
        let changes = ["in", "word 7", "out", "a"].map { AttributeChange(key: "word 1", value: $0) }
        try expectKept(changes)
        try expectKept(changes.reversed())
        var typed = event(id: "typed")
        typed.type = .custom("42")
        typed.source = "43"
        let place = try state.open().append(typed)
        let read = try state.open().ticket(at: place).history.events.first { $0.event.id == "typed" }
        #expect(read?.event.type == .custom("42"))
        #expect(read?.event.source == "43")
        #expect(try SQLite(file: state.database).run("SELECT count(*) FROM word") == ["65536"])
    }

    @Test("a revision's files, byte by byte")
    func revisions() throws {
        let records = [1, 2].map { number in
            RevisionRecord(
                number: number, loadedAt: Timestamp(millisecondsSinceEpoch: 1_000), hash: "h\(number)",
                zoneData: "2026a",
                program: "0.1.0", files: Array(0...255))
        }
        let ledger = try state.open()
        try ledger.transaction { writer in for record in records { try writer.append(record) } }
        #expect(try ledger.revisions() == records)
        try state.crash()
        #expect(try state.open().revisions() == records)
    }

    private func expectKept(_ changes: [AttributeChange]) throws {
        let ledger = try state.open()
        let place = try ledger.append(event(changes, id: "e\(ledger.nextEvent)"))
        #expect(try spelledChanges(ledger, place) == spelled(changes))
        try state.crash()
        #expect(try spelledChanges(state.open(), place) == spelled(changes))
    }

    private func spelledChanges(_ ledger: Ledger, _ place: TicketPlace) throws -> String? {
        try ledger.ticket(at: place).history.events.last.map { spelled($0.event.changes) }
    }
}

/// What the tickets of a ledger should be.
private struct TicketModel {
    private struct Ticket {
        let name: String
        var events: [RecordedEvent] = []
        var announcements: [Announcement] = []
        var place: TicketPlace?
    }

    private var tickets: [Ticket]
    private var lastAnnouncement: Int64 = 0

    init(names: [String]) {
        tickets = names.enumerated().map { Ticket(name: "\($0) \($1)") }
    }

    /// Writes an event or some announcements of any ticket.
    mutating func step(_ writer: LedgerWriter, _ random: inout RandomRecords) throws {
        let index = Int.random(in: tickets.indices, using: &random.generator)
        let name = tickets[index].name
        var place = try tickets[index].place ?? writer.ticket(named: name).place
        if random.generator.chance(60) {
            let event = random.event(ticket: name)
            let number = (tickets.flatMap(\.events).map(\.number).max() ?? 0) + 1
            try writer.append(event, after: place, at: Timestamp(millisecondsSinceEpoch: 5))
            place.lastEvent = number
            tickets[index].events.append(RecordedEvent(number: number, event: event))
        } else {
            let announcements = [random.announcement(ticket: name), random.announcement(ticket: name)]
            let entries = try writer.append(
                announcements, after: place, turn: writer.turn, at: Timestamp(millisecondsSinceEpoch: 6))
            place.lastAnnouncement = entries.last?.number
            tickets[index].announcements += announcements
        }
        tickets[index].place = place
    }

    func compare(_ ledger: Ledger) throws {
        for ticket in tickets {
            guard let place = ticket.place else { continue }
            let read = try ledger.ticket(at: place)
            #expect(spelled(read.name) == spelled(ticket.name))
            #expect(read.history.events.map(spelled) == History(ticket.events).events.map(spelled))
            #expect(read.told == Told(ticket.announcements))
        }
        let written = tickets.flatMap(\.announcements)
        let read = try ledger.outbox().map(\.announcement)
        #expect(Set(read.map(spelled)) == Set(written.map(spelled)))
        #expect(read.count == written.count)
    }
}

extension Ledger {
    /// Appends an event to its ticket; every event of it came this way.
    @discardableResult
    func append(_ event: TicketEvent) throws -> TicketPlace {
        try transaction { writer in
            var place = try writer.ticket(named: event.ticket).place
            try writer.append(event, after: place, at: event.at)
            place.lastEvent = nextEvent - 1
            try writer.finish(place)
            return place
        }
    }
}

func event(_ changes: [AttributeChange] = [], ticket: String = "T-1", id: String = "e1") -> TicketEvent {
    TicketEvent(ticket: ticket, at: .playDay, type: .changed, id: id, by: .agent, isPublic: true, changes: changes)
}
