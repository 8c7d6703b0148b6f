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

/// Up to which numbers a checkpoint has what the ledger recorded.
struct LedgerExtent {
    let event: Int64
    let announcement: Int64
    let verdict: Int64
}

/// Which tickets are open, so that a start need not read the whole ledger. A shortcut, never the truth.
///
/// Its rows may be younger than the extent that it names: what lies past that is added to them at a start, and what
/// they have of it already is the same.
enum Checkpoint {
    /// A checkpoint that fits nothing any more.
    static func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM checkpoint; DELETE FROM checkpoint_ticket")
    }

    /// Has the rows say where each of some tickets stands; one without a place is open no more.
    static func save(_ tickets: [(number: Int64, place: TicketPlace?)], _ db: Database) throws {
        var rows = try RowWriter(
            """
            INSERT OR REPLACE INTO checkpoint_ticket (ticket, last_event, last_announcement, last_verdict)
            VALUES (?, ?, ?, ?)
            """, db)
        var gone = try RowWriter("DELETE FROM checkpoint_ticket WHERE ticket = ?", db)
        for (number, place) in tickets {
            if let place {
                rows.append(number)
                rows.append(place.lastEvent)
                rows.append(place.lastAnnouncement)
                rows.append(place.lastVerdict)
                try rows.write()
            } else {
                gone.append(number)
                try gone.write()
            }
        }
    }

    /// Every ticket that stood elsewhere at that extent is saved.
    static func complete(_ extent: LedgerExtent, _ mark: CheckpointMark, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO checkpoint (one, event, announcement, verdict, revision, zone_data, program)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                extent.event, extent.announcement, extent.verdict, mark.revision, mark.zoneData, mark.program,
            ])
    }

    /// The tickets that may be open: those that were not finished where they stand.
    static func places(_ mark: CheckpointMark, _ db: Database) throws -> OpenPlaces {
        var search = try PlaceSearch(mark, db)
        try search.addEvents(db)
        try search.add(\.lastAnnouncement, "announcement", past: search.extent.announcement, db)
        try search.add(\.lastVerdict, "verdict", past: search.extent.verdict, db)
        try search.dropFinished(db)
        return OpenPlaces(
            places: search.places.values.sorted { $0.ticket < $1.ticket }, isFromCheckpoint: search.isFromCheckpoint,
            unsaved: search.unsaved)
    }
}
