import BusinessTime
import Foundation
import GRDB
import SLAEngine

/// An event as a row of the ledger.
enum EventRow {
    static func insert(
        _ recorded: RecordedEvent, after place: TicketPlace, at recordedAt: Timestamp, _ words: inout Words,
        _ db: Database
    ) throws {
        let event = recorded.event
        var changes = ChangesEncoder()
        for change in event.changes {
            try changes.append(change.key, &words, db)
            try changes.append(change.value, &words, db)
        }
        try db.cachedStatement(sql: insertion).execute(arguments: [
            recorded.number, place.ticket, place.lastEvent, recordedAt.millisecondsSinceEpoch,
            event.at.millisecondsSinceEpoch, try words.number(event.type.word, db), Int(event.by.rawValue),
            event.isPublic, event.seq, try event.source.map { try words.number($0, db) },
            event.openedAt?.millisecondsSinceEpoch, event.id, event.corrects, event.reason,
            changes.bytes.isEmpty ? nil : Data(changes.bytes),
        ])
    }

    /// The events of a ticket, by the chain that ends in `last`, the newest first.
    static func chain(from last: Int64?, ticket name: String, _ words: Words, _ db: Database) throws -> [RecordedEvent]
    {
        let statement = try db.cachedStatement(sql: "SELECT * FROM event WHERE number = ?")
        var events: [RecordedEvent] = []
        var next = last
        while let number = next {
            guard let row = try Row.fetchOne(statement, arguments: [number]) else {
                throw LedgerError("event \(number) of ticket \(name) is missing; restore the ledger from a backup")
            }
            events.append(RecordedEvent(number: number, event: try event(row, ticket: name, words)))
            next = row["previous"]
        }
        return events
    }

    private static func event(_ row: Row, ticket: String, _ words: Words) throws -> TicketEvent {
        let source: Int64? = row["source"]
        let changes: Data? = row["changes"]
        var decoder = ChangesDecoder(changes.map(Array.init) ?? [])
        return TicketEvent(
            ticket: ticket, at: Timestamp(millisecondsSinceEpoch: row["at"]),
            type: EventType(try words.text(row["type"])), id: row["id"], source: try source.map(words.text),
            seq: row["seq"], by: Actor(rawValue: row["actor"]) ?? .system, isPublic: row["public"],
            changes: try decoder.changes(words), corrects: row["corrects"],
            openedAt: (row["opened_at"] as Int64?).map(Timestamp.init(millisecondsSinceEpoch:)), reason: row["reason"])
    }

    private static let insertion = """
        INSERT INTO event (number, ticket, previous, recorded_at, at, type, actor, public, seq, source, opened_at,
            id, corrects, reason, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
