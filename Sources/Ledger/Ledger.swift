package import BusinessTime
import Foundation
import GRDB
package import SLAEngine

/// Events, revisions, announcements and checkpoints: what survives a crash, and the truth.
///
/// SQLite in WAL mode with `synchronous=FULL`: what a transaction wrote is on the disk when it returns. Used by one
/// thread at a time.
package final class Ledger {
    private let queue: DatabaseQueue
    private let lock: LedgerLock
    private var words: Words
    /// The arrival number that the next event gets.
    package private(set) var nextEvent: Int64
    private var nextAnnouncement: Int64
    private var nextTicket: Int64

    /// Opens the ledger of a state directory, or makes it.
    ///
    /// - Throws: `LedgerError` where it cannot be opened, is in use by another slad, or was written by a newer one.
    package init(directory: String) throws {
        let path = directory + "/ledger.sqlite"
        lock = try LedgerLock(path: directory + "/ledger.lock")
        do {
            queue = try DatabaseQueue(path: path, configuration: Ledger.configuration)
            // A breach that was told must never be forgotten: every transaction is synced. Said after opening, as GRDB
            // sets NORMAL where it turns on the WAL mode, and outside of a transaction, where it would be ignored.
            try queue.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            (words, nextEvent, nextAnnouncement, nextTicket) = try queue.write { db in
                try Schema.prepare(db)
                return (
                    try Words(db), try Ledger.next("event", db), try Ledger.next("announcement", db),
                    try Ledger.next("ticket", db)
                )
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError("open the ledger", path, error, hint: "check the disk and the rights of the directory")
        }
    }

    /// Runs `body` in one transaction; when this returns, all of it is on the disk.
    ///
    /// - Throws: what `body` throws, then nothing was written; or the error of the disk, then what is on the disk is
    ///   not known and the process must end.
    package func transaction<Result>(_ body: (LedgerWriter) throws -> Result) throws -> Result {
        do {
            return try queue.write { db in try body(LedgerWriter(ledger: self, db: db)) }
        } catch {
            // Numbers and words that were handed out meanwhile are gone with the rows that had them.
            try? queue.read(takeNumbers)
            throw error
        }
    }

    private func takeNumbers(_ db: Database) throws {
        words = try Words(db)
        nextEvent = try Ledger.next("event", db)
        nextAnnouncement = try Ledger.next("announcement", db)
        nextTicket = try Ledger.next("ticket", db)
    }

    /// Ends the use of the ledger: nothing of it stays outside the one file.
    package func close() throws {
        try queue.close()
    }

    /// Every loaded revision, in the order of loading.
    package func revisions() throws -> [RevisionRecord] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM revision ORDER BY number").map { row in
                RevisionRecord(
                    number: row["number"], loadedAt: Timestamp(millisecondsSinceEpoch: row["loaded_at"]),
                    hash: row["hash"], zoneData: row["zone_data"], program: row["program"],
                    files: Array(row["files"] as Data))
            }
        }
    }

    /// The places of all tickets that may be open, and whether a checkpoint that fits saved the long way.
    package func openPlaces(_ mark: CheckpointMark) throws -> (places: [TicketPlace], isFromCheckpoint: Bool) {
        try queue.read { db in try Checkpoint.places(mark, db) }
    }

    /// A ticket with its history and what was told of it.
    package func ticket(at place: TicketPlace) throws -> OpenTicket {
        try queue.read { db in try ticket(at: place, db) }
    }

    /// Hands out many tickets with their histories, in order; much faster than one by one.
    package func tickets(at places: [TicketPlace], _ take: (OpenTicket) throws -> Void) throws {
        try queue.read { db in
            for place in places { try take(try ticket(at: place, db)) }
        }
    }

    /// The instant of the event that was recorded first.
    package func firstEventAt() throws -> Timestamp? {
        try queue.read { db in
            try Int64.fetchOne(db, sql: "SELECT at FROM event ORDER BY number LIMIT 1")
                .map(Timestamp.init(millisecondsSinceEpoch:))
        }
    }

    /// What was decided but is not marked as told; looking back, also what was told too lately to be kept for sure.
    package func outbox(lookingBack: Bool = false) throws -> [OutboxEntry] {
        try queue.read { db in
            let mark = try lookingBack ? Ledger.mark("kept_through", db) : Ledger.mark("told_through", db)
            return try AnnouncementRow.entries(past: mark, words, db)
        }
    }

    /// Marks the outbox as told up to and including a number. Not synced: a lost mark is made good by reading the
    /// journal back.
    package func markTold(through number: Int64) throws {
        try setUnsyncedMark("told_through", number)
    }

    /// Marks that the journal has long had everything up to and including a number on its disk. Not synced either.
    package func markKept(through number: Int64) throws {
        try setUnsyncedMark("kept_through", number)
    }

    private func setUnsyncedMark(_ name: String, _ number: Int64) throws {
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            let marked = Result { try Ledger.setMark(name, number, db) }
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try marked.get()
        }
    }

    /// The number up to which the outbox was told.
    package func toldThrough() throws -> Int64 {
        try queue.read { db in try Ledger.mark("told_through", db) }
    }

    /// The boot id under which the ledger was last used, if it was.
    package func lastBootID() throws -> String? {
        try queue.read { db in try String.fetchOne(db, sql: "SELECT value FROM mark WHERE name = 'boot_id'") }
    }

    package func setLastBootID(_ bootID: String) throws {
        try queue.write { db in try Ledger.setMark("boot_id", bootID, db) }
    }

    /// How much there is, for a person: events and tickets.
    package func counts() throws -> (events: Int64, tickets: Int64) {
        (nextEvent - 1, nextTicket - 1)
    }
}

/// What can be written, and read back, within one transaction of the ledger.
package struct LedgerWriter {
    fileprivate let ledger: Ledger
    fileprivate let db: Database

    /// The ticket of that name with its history; a new one gets its row and number.
    package func ticket(named name: String) throws -> OpenTicket {
        let known = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, last_event, last_announcement FROM ticket WHERE name = ?"),
            arguments: [name])
        if let row = known {
            return try ledger.ticket(
                at: TicketPlace(ticket: row[0], lastEvent: row[1], lastAnnouncement: row[2]), named: name, db)
        }
        return OpenTicket(name: name, place: TicketPlace(ticket: try ledger.addTicket(named: name, db)))
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

    /// The number that names the announcements of this transaction together.
    package var turn: Int64 { ledger.upcomingAnnouncement }

    /// Writes where a finished ticket stands, so that its history can be found again.
    package func finish(_ place: TicketPlace) throws {
        try db.cachedStatement(sql: "UPDATE ticket SET last_event = ?, last_announcement = ? WHERE number = ?")
            .execute(arguments: [place.lastEvent, place.lastAnnouncement, place.ticket])
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

    package func writeCheckpoint(_ places: [TicketPlace], _ mark: CheckpointMark) throws {
        try Checkpoint.write(places, mark, db)
    }
}

extension Ledger {
    fileprivate var upcomingAnnouncement: Int64 { nextAnnouncement }

    fileprivate func addTicket(named name: String, _ db: Database) throws -> Int64 {
        let number = nextTicket
        try db.cachedStatement(sql: "INSERT INTO ticket (number, name) VALUES (?, ?)")
            .execute(arguments: [number, name])
        nextTicket += 1
        return number
    }

    fileprivate func append(
        _ event: TicketEvent, after place: TicketPlace, at recordedAt: Timestamp, _ db: Database
    ) throws {
        let recorded = RecordedEvent(number: nextEvent, event: event)
        try EventRow.insert(recorded, after: place, at: recordedAt, &words, db)
        nextEvent += 1
    }

    fileprivate func append(
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

    fileprivate func ticket(at place: TicketPlace, _ db: Database) throws -> OpenTicket {
        let statement = try db.cachedStatement(sql: "SELECT name FROM ticket WHERE number = ?")
        guard let name = try String.fetchOne(statement, arguments: [place.ticket]) else {
            throw LedgerError("ticket \(place.ticket) is missing; restore the ledger from a backup")
        }
        return try ticket(at: place, named: name, db)
    }

    fileprivate func ticket(at place: TicketPlace, named name: String, _ db: Database) throws -> OpenTicket {
        let events = try EventRow.chain(from: place.lastEvent, ticket: name, words, db)
        let told = try AnnouncementRow.chain(from: place.lastAnnouncement, words, db)
        return OpenTicket(name: name, place: place, history: History(events), told: Told(told.reversed()))
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        return configuration
    }

    private static func next(_ table: String, _ db: Database) throws -> Int64 {
        (try Int64.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0) + 1
    }

    private static func mark(_ name: String, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT value FROM mark WHERE name = ?", arguments: [name]) ?? 0
    }

    private static func setMark(_ name: String, _ value: any DatabaseValueConvertible, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, value])
    }
}
