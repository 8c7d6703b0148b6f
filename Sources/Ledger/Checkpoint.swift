import GRDB
import SLAEngine

/// What a checkpoint was taken under; it fits only where all of it is the same.
package struct CheckpointMark: Hashable, Sendable {
    package let revision: Int
    package let zoneData: String
    package let program: String

    package init(revision: Int, zoneData: String, program: String) {
        self.revision = revision
        self.zoneData = zoneData
        self.program = program
    }
}

/// Which tickets are open, so that a start need not read the whole ledger. A shortcut, never the truth.
enum Checkpoint {
    static func write(_ places: [TicketPlace], _ mark: CheckpointMark, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM checkpoint; DELETE FROM checkpoint_ticket")
        var row = try RowWriter(
            """
            INSERT INTO checkpoint_ticket (ticket, last_event, last_announcement, last_verdict) VALUES (?, ?, ?, ?)
            """, db)
        for place in places {
            row.append(place.ticket)
            row.append(place.lastEvent)
            row.append(place.lastAnnouncement)
            row.append(place.lastVerdict)
            try row.write()
        }
        try db.execute(
            sql: """
                INSERT INTO checkpoint (one, event, announcement, verdict, revision, zone_data, program)
                SELECT 1, coalesce((SELECT max(number) FROM event), 0),
                    coalesce((SELECT max(number) FROM announcement), 0),
                    coalesce((SELECT max(number) FROM verdict), 0), ?, ?, ?
                """, arguments: [mark.revision, mark.zoneData, mark.program])
    }

    /// The places of all tickets that may be open: those that were not finished where they stand.
    ///
    /// - Returns: also whether a checkpoint that fits `mark` was the start; without one every ticket may be open.
    static func places(_ mark: CheckpointMark, _ db: Database) throws -> (places: [TicketPlace], isFromCheckpoint: Bool)
    {
        let found = try Row.fetchOne(db, sql: "SELECT * FROM checkpoint").flatMap { row -> Row? in
            let taken = CheckpointMark(revision: row["revision"], zoneData: row["zone_data"], program: row["program"])
            return taken == mark ? row : nil
        }
        var places: [Int64: TicketPlace] = [:]
        if found != nil {
            let row = try RowReader(
                "SELECT ticket, last_event, last_announcement, last_verdict FROM checkpoint_ticket", db)
            defer { row.end() }
            while try row.next() { places[row.number(0)] = row.place() }
        }
        try addEvents(past: found?["event"] ?? 0, &places, db)
        try add(\.lastAnnouncement, "announcement", past: found?["announcement"] ?? 0, &places, db)
        try add(\.lastVerdict, "verdict", past: found?["verdict"] ?? 0, &places, db)
        try dropFinished(&places, db)
        return (places.values.sorted { $0.ticket < $1.ticket }, found != nil)
    }

    /// Drops the tickets that stand where they stood when they were finished.
    ///
    /// One with an event after that is open, even if that event ends it again: what it brings was not decided yet.
    private static func dropFinished(_ places: inout [Int64: TicketPlace], _ db: Database) throws {
        let row = try RowReader(
            "SELECT number, last_event, last_announcement, last_verdict FROM ticket WHERE number = ?", db)
        defer { row.end() }
        // In the order of the table, so that each of its pages is read once.
        for number in places.keys.sorted() where try row.find(number) {
            if places[number] == row.place() { places[number] = nil }
        }
    }

    private static func addEvents(past number: Int64, _ places: inout [Int64: TicketPlace], _ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT ticket, max(number) FROM event WHERE number > ? GROUP BY ticket", arguments: [number])
        let finished = try db.cachedStatement(
            sql: "SELECT number, NULL, last_announcement, last_verdict FROM ticket WHERE number = ?")
        while let row = try rows.next() {
            let ticket: Int64 = row[0]
            // One that the checkpoint does not name was finished then: its row knows what had been told and recorded.
            var place = try places[ticket] ?? Row.fetchOne(finished, arguments: [ticket]).map(TicketPlace.init)
            place?.lastEvent = row[1]
            places[ticket] = place
        }
    }

    /// What the rows of another table past a number add to the places that are known.
    private static func add(
        _ last: WritableKeyPath<TicketPlace, Int64?>, _ table: String, past number: Int64,
        _ places: inout [Int64: TicketPlace], _ db: Database
    ) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT ticket, max(number) FROM \(table) WHERE number > ? GROUP BY ticket", arguments: [number])
        while let row = try rows.next() {
            let ticket: Int64 = row[0]
            let newest: Int64 = row[1]
            guard let known = places[ticket] else { continue }
            places[ticket]?[keyPath: last] = max(known[keyPath: last] ?? newest, newest)
        }
    }
}
