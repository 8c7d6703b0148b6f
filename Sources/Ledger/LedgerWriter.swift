package import BusinessTime
import Foundation
import GRDB
package import SLAEngine

/// What can be written, and read back, within one transaction of the ledger.
package struct LedgerWriter {
    let ledger: Ledger
    let db: Database

    /// The ticket of that name with its history; a new one gets its row and number.
    package func ticket(named name: String) throws -> OpenTicket {
        let statement = try db.cachedStatement(sql: Ledger.placeByName)
        if let row = try Row.fetchOne(statement, arguments: [name]) {
            return try ledger.ticket(at: TicketPlace(row), named: name, db)
        }
        return OpenTicket(name: name, place: TicketPlace(ticket: try ledger.addTicket(named: name, db)))
    }

    /// The attributes of a ticket when it was last finished; none if it never was.
    package func attributes(ofFinishedTicket number: Int64) throws -> [String: String] {
        try ledger.attributes(ofFinishedTicket: number, db) ?? [:]
    }

    /// Appends an event under the next arrival number; `place` is where its ticket stood before it.
    package func append(_ event: TicketEvent, after place: TicketPlace, at recordedAt: Timestamp) throws {
        try ledger.append(event, after: place, at: recordedAt, db)
    }

    /// Puts announcements of one ticket into the outbox.
    ///
    /// - Returns: the entries, in order; the number of the last one is the ticket's new place.
    package func append(
        _ announcements: [Announcement], after place: TicketPlace, turn: Int64, at recordedAt: Timestamp
    ) throws -> [OutboxEntry] {
        try ledger.append(announcements, after: place, turn: turn, at: recordedAt, db)
    }

    /// The number that the next verdict gets.
    package var nextVerdict: Int64 { ledger.nextVerdict }

    /// The number that names the announcements of this transaction together.
    package var turn: Int64 { ledger.upcomingAnnouncement }

    /// Appends what cycles came to; the rows have the numbers from `Ledger.nextVerdict` on.
    package func append(_ verdicts: [RecordedVerdict], at recordedAt: Timestamp) throws {
        for verdict in verdicts { try ledger.append(verdict, at: recordedAt, db) }
    }

    /// Writes where a finished ticket stands, so that its history can be found again, and its attributes.
    package func finish(_ place: TicketPlace, _ attributes: [String: String] = [:]) throws {
        try ledger.finish(place, attributes, db)
    }

    package func append(_ revision: RevisionRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO revision (number, loaded_at, hash, zone_data, program, files) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                revision.number, revision.loadedAt.millisecondsSinceEpoch, revision.hash, revision.zoneData,
                revision.program, Data(revision.files),
            ])
    }
}

extension Ledger {
    var upcomingAnnouncement: Int64 { nextAnnouncement }

    func addTicket(named name: String, _ db: Database) throws -> Int64 {
        let number = nextTicket
        var row = try RowWriter("INSERT INTO ticket (number, name) VALUES (?, ?)", db)
        row.append(number)
        row.append(name)
        try row.write()
        nextTicket += 1
        return number
    }

    func append(
        _ event: TicketEvent, after place: TicketPlace, at recordedAt: Timestamp, _ db: Database
    ) throws {
        let recorded = RecordedEvent(number: nextEvent, event: event)
        let statement = try eventInsertion ?? EventRow.insertion(db)
        eventInsertion = statement
        try EventRow.insert(recorded, after: place, at: recordedAt, &words, statement, db)
        nextEvent += 1
    }

    func append(
        _ announcements: [Announcement], after place: TicketPlace, turn: Int64, at recordedAt: Timestamp, _ db: Database
    ) throws -> [OutboxEntry] {
        var place = place
        return try announcements.map { announcement in
            let entry = OutboxEntry(
                number: nextAnnouncement, turn: turn, recordedAt: recordedAt, announcement: announcement)
            try AnnouncementRow.insert(entry, after: place, &words, db)
            place.lastAnnouncement = entry.number
            nextAnnouncement += 1
            return entry
        }
    }

    func append(_ verdict: RecordedVerdict, at recordedAt: Timestamp, _ db: Database) throws {
        precondition(verdict.number == nextVerdict, "verdicts are numbered in the order of recording")
        try VerdictRow.insert(verdict, at: recordedAt, &words, db)
        nextVerdict += 1
    }

    func finish(_ place: TicketPlace, _ attributes: [String: String], _ db: Database) throws {
        var encoder = ChangesEncoder()
        for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
            try encoder.append(key, &words, db)
            try encoder.append(value, &words, db)
        }
        var row = try RowWriter(
            """
            UPDATE ticket SET last_event = ?, last_announcement = ?, last_verdict = ?, attributes = ?
            WHERE number = ?
            """, db)
        row.append(place.lastEvent)
        row.append(place.lastAnnouncement)
        row.append(place.lastVerdict)
        row.append(encoder.bytes)
        row.append(place.ticket)
        try row.write()
    }
}
