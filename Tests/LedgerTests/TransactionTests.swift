import BusinessTime
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("A transaction that throws")
struct TransactionTests {
    private struct Interrupted: Error {}

    private let state: TemporaryState
    private let ledger: Ledger

    init() throws {
        state = try TemporaryState()
        ledger = try state.open()
    }

    @Test("leaves nothing behind")
    func leavesNothing() throws {
        let place = try ledger.append(event(id: "e1"))
        let counts = try ledger.counts()
        try interrupted { writer in
            var random = RandomRecords(seed: 1)
            try writer.append(event(id: "e2"), after: place, at: .playDay)
            let other = try writer.ticket(named: "T-2").place
            try writer.append(event(ticket: "T-2", id: "e1"), after: other, at: .playDay)
            _ = try writer.append([random.announcement(ticket: "T-2")], after: other, turn: 1, at: .playDay)
            try writer.finish(other)
        }
        #expect(try ledger.counts() == counts)
        #expect(try ledger.outbox() == [])
        #expect(try ledger.ticket(at: place).history.events.map(\.event.id) == ["e1"])
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.counts() == counts)
    }

    @Test("uses up no number and no word")
    func numbers() throws {
        let changes = [AttributeChange(key: "colour", value: "green")]
        try interrupted { writer in
            let place = try writer.ticket(named: "lost").place
            try writer.append(event(changes, ticket: "lost"), after: place, at: .playDay)
        }
        #expect(ledger.nextEvent == 1)
        let place = try ledger.append(event(changes, ticket: "kept"))
        #expect(place == TicketPlace(ticket: 1, lastEvent: 1))
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.ticket(at: place).history.events.map(\.event) == [event(changes, ticket: "kept")])
        #expect(try reopened.counts() == (1, 1))
    }

    @Test("after reopening the numbers go on where they were")
    func reopening() throws {
        try ledger.append(event(id: "e1"))
        try ledger.append(event(ticket: "T-2", id: "e1"))
        var random = RandomRecords(seed: 2)
        let first = try ledger.announce([random.announcement(ticket: "T-1")])
        try state.crash()
        let reopened = try state.open()
        #expect(reopened.nextEvent == 3)
        #expect(try reopened.append(event(ticket: "T-3", id: "e1")).ticket == 3)
        let second = try reopened.announce([random.announcement(ticket: "T-1"), random.announcement(ticket: "T-1")])
        #expect(first.map(\.number) == [1])
        #expect(second.map(\.number) == [2, 3])
        #expect(second.map(\.turn) == [2, 2])
    }

    private func interrupted(_ body: (LedgerWriter) throws -> Void) throws {
        #expect(throws: Interrupted.self) {
            try ledger.transaction { writer in
                try body(writer)
                throw Interrupted()
            }
        }
    }
}

extension Ledger {
    /// Records announcements of one ticket in a transaction of their own.
    func announce(_ announcements: [Announcement], at recordedAt: Timestamp = .playDay) throws -> [OutboxEntry] {
        try transaction { writer in
            var place = try writer.ticket(named: announcements.first?.key.ticket ?? "").place
            let entries = try writer.append(announcements, after: place, turn: writer.turn, at: recordedAt)
            place.lastAnnouncement = entries.last?.number
            try writer.finish(place)
            return entries
        }
    }
}
