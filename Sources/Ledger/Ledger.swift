package import BusinessTime
import Foundation
import GRDB
package import SLAEngine

/// Events, revisions, announcements and checkpoints: what survives a crash, and the truth.
///
/// SQLite in WAL mode with `synchronous=FULL`: what a transaction wrote is on the disk when it returns. Used by one
/// thread at a time.
package final class Ledger {
    let queue: DatabaseQueue
    /// nil where it is only read.
    private let lock: LedgerLock?
    /// The file as it was opened, where it is read without locks.
    private let unlocked: LedgerStamp?
    private let file: LedgerFile
    var words: Words
    /// The arrival number that the next event gets.
    package internal(set) var nextEvent: Int64
    var nextAnnouncement: Int64
    /// The number that the next verdict gets.
    var nextVerdict: Int64
    var nextTicket: Int64
    /// Kept from the first event on.
    var eventInsertion: Statement?

    /// Opens the ledger of a state directory, or makes it.
    ///
    /// - Throws: `LedgerError` where it cannot be opened, is in use by another slad, or was written by a newer one.
    package init(directory: String) throws {
        file = LedgerFile(directory: directory)
        let path = file.path
        unlocked = nil
        lock = try LedgerLock(path: directory + "/ledger.lock")
        do {
            queue = try DatabaseQueue(path: path, configuration: Ledger.configuration)
            // A breach that was told must never be forgotten: every transaction is synced. Said after opening, as GRDB
            // sets NORMAL where it turns on the WAL mode, and outside of a transaction, where it would be ignored.
            try queue.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            (words, nextEvent, nextAnnouncement, nextVerdict, nextTicket) = try queue.write { db in
                try Schema.prepare(db)
                return (
                    try Words(db), try Ledger.next("event", db), try Ledger.next("announcement", db),
                    try Ledger.next("verdict", db), try Ledger.next("ticket", db)
                )
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError("open the ledger", path, error, hint: "check the disk and the rights of the directory")
        }
    }

    /// Opens the ledger of a state directory to read it, beside a daemon or without one; creates and changes nothing,
    /// whatever rights the reader has.
    ///
    /// - Throws: `LedgerError`.
    package init(readingFrom directory: String) throws {
        lock = nil
        file = LedgerFile(directory: directory)
        let opening = try file.opening()
        unlocked = opening.unlocked
        var configuration = Configuration()
        configuration.readonly = true
        do {
            queue = try DatabaseQueue(path: opening.uri, configuration: configuration)
            (words, nextEvent, nextAnnouncement, nextVerdict, nextTicket) = try queue.read { db in
                try Schema.demandCurrent(db)
                return (
                    try Words(db), try Ledger.next("event", db), try Ledger.next("announcement", db),
                    try Ledger.next("verdict", db), try Ledger.next("ticket", db)
                )
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError("read the ledger", file.path, error, hint: "is it a ledger of slad?")
        }
    }

    /// Whether all that was read so far is of one state of the ledger, or of several that it truly had.
    ///
    /// What is read without locks is neither where a daemon came and wrote to the file meanwhile.
    package var isTrue: Bool { unlocked.map { $0 == file.stamp } ?? true }

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
        nextVerdict = try Ledger.next("verdict", db)
        nextTicket = try Ledger.next("ticket", db)
    }

    /// Ends the use of the ledger: nothing of it stays outside the one file.
    package func close() throws {
        eventInsertion = nil
        try queue.close()
    }

    /// Every loaded revision, in the order of loading.
    package func revisions() throws -> [RevisionRecord] {
        try reading { try $0.revisions() }
    }

    /// The places of all tickets that may be open, and whether a checkpoint that fits saved the long way.
    package func openPlaces(_ mark: CheckpointMark) throws -> OpenPlaces {
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
        try reading { try $0.firstEventAt() }
    }

    /// What was decided but is not marked as told; looking back, also what was told too lately to be kept for sure.
    package func outbox(lookingBack: Bool = false) throws -> [OutboxEntry] {
        try queue.read { db in
            let mark = try lookingBack ? Ledger.mark("kept_through", db) : Ledger.mark("told_through", db)
            return try AnnouncementRow.entries(past: mark, words, db)
        }
    }

    /// The ticket of that name with its history, as it was when it was last finished; nil if there is none.
    ///
    /// One that may be open stands elsewhere: see `openPlaces`.
    package func finishedTicket(named name: String) throws -> OpenTicket? {
        guard let place = try place(ofTicketNamed: name) else { return nil }
        return try ticket(at: place)
    }

    /// Where a ticket stood when it was last finished.
    package func place(ofTicketNamed name: String) throws -> TicketPlace? {
        try queue.read { db in
            try Row.fetchOne(db, sql: Ledger.placeByName, arguments: [name]).map(TicketPlace.init)
        }
    }

    /// Hands out the verdicts that stand, in the order in which they were recorded; O(n) of all.
    ///
    /// - Parameter take: it must not ask the ledger meanwhile.
    package func standingVerdicts(_ take: (RecordedVerdict) throws -> Void) throws {
        try queue.read { db in try VerdictRow.standing(words, db, take) }
    }

    /// The attributes of a ticket when it was last finished; nil if it never was.
    package func attributes(ofFinishedTicket number: Int64) throws -> [String: String]? {
        try queue.read { db in try attributes(ofFinishedTicket: number, db) }
    }

    /// When the event happened that was recorded last, and when it was recorded; none of the canary's, which would
    /// hide that the help desk sends nothing any more.
    ///
    /// - Complexity: O(n) of the canary's events since then.
    package func lastEvent() throws -> (at: Timestamp, recordedAt: Timestamp)? {
        try queue.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT event.at, event.recorded_at, ticket.name
                    FROM event JOIN ticket ON ticket.number = event.ticket
                    ORDER BY event.number DESC
                    """)
            while let row = try rows.next() {
                guard !Canary.owns(ticket: row[2]) else { continue }
                return (Timestamp(millisecondsSinceEpoch: row[0]), Timestamp(millisecondsSinceEpoch: row[1]))
            }
            return nil
        }
    }

    /// How many announcements are not marked as told.
    package func outboxCount() throws -> Int {
        try queue.read { db in
            let mark = try Ledger.mark("told_through", db)
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM announcement WHERE number > ?", arguments: [mark])
                ?? 0
        }
    }

    /// How much there is, for a person: events and tickets.
    package func counts() throws -> (events: Int64, tickets: Int64) {
        (nextEvent - 1, nextTicket - 1)
    }
}

// MARK: - Rows

extension Ledger {
    func ticket(at place: TicketPlace, _ db: Database) throws -> OpenTicket {
        let row = try RowReader("SELECT name FROM ticket WHERE number = ?", db)
        defer { row.end() }
        guard try row.find(place.ticket) else {
            throw LedgerError("ticket \(place.ticket) is missing; restore the ledger from a backup")
        }
        return try ticket(at: place, named: row.text(0), db)
    }

    func ticket(at place: TicketPlace, named name: String, _ db: Database) throws -> OpenTicket {
        let events = try EventRow.chain(from: place.lastEvent, ticket: name, words, db)
        let told = try AnnouncementRow.chain(from: place.lastAnnouncement, words, db)
        let verdicts = try VerdictRow.chain(from: place.lastVerdict, words, db)
        return OpenTicket(
            name: name, place: place, history: History(events), told: Told(told.reversed()),
            recorded: VerdictRecord(verdicts.reversed()))
    }

    func attributes(ofFinishedTicket number: Int64, _ db: Database) throws -> [String: String]? {
        let statement = try db.cachedStatement(sql: "SELECT attributes FROM ticket WHERE number = ?")
        guard let bytes = try Data.fetchOne(statement, arguments: [number]) else { return nil }
        var decoder = ChangesDecoder(Array(bytes))
        return try decoder.changes(words).reduce(into: [:]) { $0[$1.key] = $1.value }
    }

    /// The columns of `TicketPlace(_:)`.
    static let placeByName = "SELECT number, last_event, last_announcement, last_verdict FROM ticket WHERE name = ?"

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        return configuration
    }

    private static func next(_ table: String, _ db: Database) throws -> Int64 {
        (try Int64.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0) + 1
    }
}

extension TicketPlace {
    /// - Parameter row: the number, the last event, announcement and verdict.
    init(_ row: Row) {
        self.init(ticket: row[0], lastEvent: row[1], lastAnnouncement: row[2], lastVerdict: row[3])
    }
}
