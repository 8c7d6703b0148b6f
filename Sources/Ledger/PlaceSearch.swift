import GRDB
package import SLAEngine

/// The tickets that may be open, by where they stand.
package struct OpenPlaces {
    /// In the order of their numbers.
    package let places: [TicketPlace]
    /// A checkpoint that fits saved the long way; without one every ticket may be open.
    package let isFromCheckpoint: Bool
    /// The tickets that stand elsewhere than that checkpoint says, the ones that are open no more among them.
    package let unsaved: Set<Int64>
}

/// The search for the tickets that may be open: what the checkpoint says, and all that was recorded past it.
struct PlaceSearch {
    private(set) var places: [Int64: TicketPlace] = [:]
    private(set) var unsaved: Set<Int64> = []
    private(set) var extent = LedgerExtent(event: 0, announcement: 0, verdict: 0)
    private(set) var isFromCheckpoint = false

    /// Begins with the checkpoint, where there is one that fits.
    init(_ mark: CheckpointMark, _ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM checkpoint"),
            CheckpointMark(revision: row["revision"], zoneData: row["zone_data"], program: row["program"]) == mark
        else { return }
        isFromCheckpoint = true
        extent = LedgerExtent(event: row["event"], announcement: row["announcement"], verdict: row["verdict"])
        let saved = try RowReader(
            "SELECT ticket, last_event, last_announcement, last_verdict FROM checkpoint_ticket", db)
        defer { saved.end() }
        while try saved.next() { places[saved.number(0)] = saved.place() }
    }

    mutating func addEvents(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT ticket, max(number) FROM event WHERE number > ? GROUP BY ticket",
            arguments: [extent.event])
        let finished = try db.cachedStatement(
            sql: "SELECT number, NULL, last_announcement, last_verdict FROM ticket WHERE number = ?")
        while let row = try rows.next() {
            let ticket: Int64 = row[0]
            // One that the checkpoint does not name was finished then: its row knows what had been told and recorded.
            var place = try places[ticket] ?? Row.fetchOne(finished, arguments: [ticket]).map(TicketPlace.init)
            place?.lastEvent = row[1]
            places[ticket] = place
            unsaved.insert(ticket)
        }
    }

    /// What the rows of another table past a number add to the places that are known.
    mutating func add(
        _ last: WritableKeyPath<TicketPlace, Int64?>, _ table: String, past number: Int64, _ db: Database
    ) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT ticket, max(number) FROM \(table) WHERE number > ? GROUP BY ticket", arguments: [number])
        while let row = try rows.next() {
            let ticket: Int64 = row[0]
            let newest: Int64 = row[1]
            guard let known = places[ticket] else { continue }
            places[ticket]?[keyPath: last] = max(known[keyPath: last] ?? newest, newest)
            unsaved.insert(ticket)
        }
    }

    /// Drops the tickets that stand where they stood when they were finished.
    ///
    /// One with an event after that is open, even if that event ends it again: what it brings was not decided yet.
    mutating func dropFinished(_ db: Database) throws {
        let row = try RowReader(
            "SELECT number, last_event, last_announcement, last_verdict FROM ticket WHERE number = ?", db)
        defer { row.end() }
        // In the order of the table, so that each of its pages is read once.
        for number in places.keys.sorted() where try row.find(number) && places[number] == row.place() {
            places[number] = nil
            unsaved.insert(number)
        }
    }
}
