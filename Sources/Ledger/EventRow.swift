import BusinessTime
import Foundation
import GRDB
import SLAEngine

/// An event as a row of the ledger.
enum EventRow {
    static func insert(
        _ recorded: RecordedEvent, after place: TicketPlace, at recordedAt: Timestamp, _ words: inout Words,
        _ statement: Statement, _ db: Database
    ) throws {
        let event = recorded.event
        var changes = ChangesEncoder()
        for change in event.changes {
            try changes.append(change.key, &words, db)
            try changes.append(change.value, &words, db)
        }
        var row = RowWriter(statement, db)
        row.append(recorded.number)
        row.append(place.ticket)
        row.append(place.lastEvent)
        row.append(recordedAt.millisecondsSinceEpoch)
        row.append(event.at.millisecondsSinceEpoch)
        try row.append(event.type.word, by: &words)
        row.append(Int(event.by.rawValue))
        row.append(event.isPublic)
        row.append(event.seq)
        try row.append(event.source, by: &words)
        row.append(event.openedAt?.millisecondsSinceEpoch)
        row.append(event.id)
        row.append(event.corrects)
        row.append(event.reason)
        if changes.bytes.isEmpty { row.append(nil as Int64?) } else { row.append(changes.bytes) }
        try row.write()
    }

    /// What `insert` writes rows with.
    static func insertion(_ db: Database) throws -> Statement {
        try db.cachedStatement(sql: insertion)
    }

    /// The events of a ticket, by the chain that ends in `last`, the newest first.
    static func chain(from last: Int64?, ticket name: String, _ words: Words, _ db: Database) throws -> [RecordedEvent]
    {
        let row = try RowReader(selection, db)
        defer { row.end() }
        var events: [RecordedEvent] = []
        var next = last
        while let number = next {
            guard try row.find(number) else {
                throw LedgerError("event \(number) of ticket \(name) is missing; restore the ledger from a backup")
            }
            events.append(RecordedEvent(number: number, event: try event(row, ticket: name, words)))
            next = row.optionalNumber(0)
        }
        return events
    }

    private static let selection = """
        SELECT previous, at, type, actor, public, seq, source, opened_at, id, corrects, reason, changes
        FROM event WHERE number = ?
        """

    private static func event(_ row: RowReader, ticket: String, _ words: Words) throws -> TicketEvent {
        var decoder = ChangesDecoder(row.bytes(11))
        return TicketEvent(
            ticket: ticket, at: Timestamp(millisecondsSinceEpoch: row.number(1)),
            type: EventType(try row.word(2, words) ?? ""), id: row.text(8), source: try row.word(6, words),
            seq: row.optionalNumber(5), by: Actor(rawValue: UInt8(clamping: row.number(3))) ?? .system,
            isPublic: row.number(4) != 0, changes: try decoder.changes(words), corrects: row.optionalText(9),
            openedAt: row.optionalNumber(7).map(Timestamp.init(millisecondsSinceEpoch:)), reason: row.optionalText(10))
    }

    static func text(_ value: DatabaseValue, _ words: Words) throws -> String? {
        switch value.storage {
        case .null: nil
        case .int64(let number): try words.text(number)
        case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
        case .string, .double: throw LedgerError("an event of the ledger is damaged; restore it from a backup")
        }
    }

    private static let insertion = """
        INSERT INTO event (number, ticket, previous, recorded_at, at, type, actor, public, seq, source, opened_at,
            id, corrects, reason, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
