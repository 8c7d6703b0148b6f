package import BusinessTime
import Foundation
import GRDB
import GRDBSQLite
package import SLAEngine

/// One state of the ledger, read as a whole: what a daemon writes meanwhile is not seen.
package struct LedgerSnapshot {
    let ledger: Ledger
    let db: Database

    /// Every loaded revision, in the order of loading.
    package func revisions() throws -> [RevisionRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM revision ORDER BY number").map { row in
            RevisionRecord(
                number: row["number"], loadedAt: Timestamp(millisecondsSinceEpoch: row["loaded_at"]),
                hash: row["hash"], zoneData: row["zone_data"], program: row["program"],
                files: Array(row["files"] as Data))
        }
    }

    /// The instant of the event that was recorded first.
    package func firstEventAt() throws -> Timestamp? {
        try Int64.fetchOne(db, sql: "SELECT at FROM event ORDER BY number LIMIT 1")
            .map(Timestamp.init(millisecondsSinceEpoch:))
    }

    /// The places of all tickets that may be open.
    package func openPlaces(_ mark: CheckpointMark) throws -> [TicketPlace] {
        try Checkpoint.places(mark, db).places
    }

    /// A ticket with its history and what was told of it.
    package func ticket(at place: TicketPlace) throws -> OpenTicket {
        try ledger.ticket(at: place, db)
    }

    package func number(ofTicketNamed name: String) throws -> Int64? {
        try Row.fetchOne(db.cachedStatement(sql: Ledger.placeByName), arguments: [name])?[0]
    }

    package func name(ofTicket number: Int64) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT name FROM ticket WHERE number = ?"), arguments: [number])
    }

    /// The attributes of a ticket when it was last finished; none if it never was.
    package func attributes(ofTicket number: Int64) throws -> [String: String] {
        // Past GRDB, since a report asks it for each miss.
        let statement = try db.cachedStatement(sql: "SELECT attributes FROM ticket WHERE number = ?").sqliteStatement
        defer { sqlite3_reset(statement) }
        sqlite3_bind_int64(statement, 1, number)
        switch sqlite3_step(statement) {
        case SQLITE_ROW:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, 0), count: Int(sqlite3_column_bytes(statement, 0)))
            var decoder = ChangesDecoder(Array(bytes))
            return try decoder.changes(ledger.words).reduce(into: [:]) { $0[$1.key] = $1.value }
        case SQLITE_DONE: return [:]
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }

    /// Hands out the finished tickets on which no verdict was ever recorded.
    package func ticketsWithoutVerdict(_ take: (_ number: Int64, _ name: String) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT number, name FROM ticket WHERE last_event IS NOT NULL AND last_verdict IS NULL")
        while let row = try rows.next() { try take(row[0], row[1]) }
    }

    /// When the event happened that was recorded first of a ticket, or when that says that it was opened.
    ///
    /// - Complexity: O(n) of the ticket's events.
    package func openedAt(ofTicket number: Int64) throws -> Timestamp? {
        let statement = try db.cachedStatement(
            sql: "SELECT previous, coalesce(opened_at, at) FROM event WHERE number = ?")
        let last = try db.cachedStatement(sql: "SELECT last_event FROM ticket WHERE number = ?")
        var next = try Int64.fetchOne(last, arguments: [number])
        var openedAt: Int64?
        while let event = next, let row = try Row.fetchOne(statement, arguments: [event]) {
            (next, openedAt) = (row[0], row[1])
        }
        return openedAt.map(Timestamp.init(millisecondsSinceEpoch:))
    }

    /// Hands out the finished cycles whose verdicts stand, the last recorded first.
    ///
    /// - Parameter take: is handed what the numbers of the cycle's names mean, too.
    /// - Returns: the tickets of which a verdict was taken back and no other one came in its place.
    /// - Complexity: O(n) of all; a million in about half a second, as no row becomes a `Verdict`.
    @discardableResult
    package func finishedCycles(_ take: (FinishedCycle, CycleNames) throws -> Void) throws -> Set<Int64> {
        var cursor = try CycleCursor(db, CycleNames(words: ledger.words))
        while let cycle = try cursor.next() { try take(cycle, cursor.names) }
        return cursor.withdrawn
    }

    /// Whether any verdict on a finished ticket's cycles stands.
    package func hasVerdict(ticket number: Int64) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT last_verdict FROM ticket WHERE number = ?")
        let last = try Int64.fetchOne(statement, arguments: [number])
        return !VerdictRecord(try VerdictRow.chain(from: last, ledger.words, db).reversed()).standing.isEmpty
    }
}

extension Ledger {
    /// Reads one state of the ledger.
    ///
    /// - Parameter body: it must not ask the ledger itself meanwhile.
    package func reading<Result>(_ body: (LedgerSnapshot) throws -> Result) throws -> Result {
        try queue.read { db in try body(LedgerSnapshot(ledger: self, db: db)) }
    }
}

/// What the numbers of names mean: words of the dictionary, and below zero those that are written out in full.
package final class CycleNames {
    private let words: Words
    private var numbers: [[UInt8]: Int64] = [:]
    private var texts: [String] = []

    init(words: Words) {
        self.words = words
    }

    /// - Throws: `LedgerError` for a number that is no word of the dictionary.
    package func text(_ number: Int64) throws -> String {
        number < 0 ? texts[Int(-number - 1)] : try words.text(number)
    }

    fileprivate func number(_ bytes: [UInt8]) -> Int64 {
        if let number = numbers[bytes] { return number }
        texts.append(String(decoding: bytes, as: UTF8.self))
        numbers[bytes] = -Int64(texts.count)
        return -Int64(texts.count)
    }
}

/// Steps through the rows of `verdict` from the last to the first, so that a row that supersedes another comes first.
///
/// Past GRDB, whose rows would take four times as long.
private struct CycleCursor {
    let names: CycleNames
    private let statement: OpaquePointer
    private let db: Database
    private var superseded: Set<Int64> = []
    /// The tickets of rows that were taken back, for good so far.
    private(set) var withdrawn: Set<Int64> = []

    init(_ db: Database, _ names: CycleNames) throws {
        self.db = db
        self.names = names
        statement = try db.cachedStatement(sql: CycleCursor.selection).sqliteStatement
        sqlite3_reset(statement)
    }

    mutating func next() throws -> FinishedCycle? {
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                if let cycle = try cycle() { return cycle }
            case SQLITE_DONE:
                sqlite3_reset(statement)
                return nil
            case let code:
                let message = db.lastErrorMessage
                sqlite3_reset(statement)
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
            }
        }
    }

    /// - Returns: nil for a row that stands no more.
    private mutating func cycle() throws -> FinishedCycle? {
        if let other = optional(1) { superseded.insert(other) }
        let number = integer(0)
        if !superseded.isEmpty, superseded.remove(number) != nil { return nil }
        guard let outcome = UInt8(exactly: integer(3)).flatMap(Verdict.Outcome.init(rawValue:)) else {
            throw LedgerError("verdict \(number) is damaged; restore the ledger from a backup")
        }
        guard outcome != .withdrawn else {
            withdrawn.insert(integer(2))
            return nil
        }
        return FinishedCycle(
            ticket: integer(2), agreement: integer(4), objective: integer(5), metric: integer(6), customer: name(7),
            team: name(8), reason: name(9), outcome: outcome, startedAt: moment(10), stoppedAt: moment(11),
            at: moment(12), target: OpenTime(milliseconds: integer(13)), run: OpenTime(milliseconds: integer(14)))
    }

    private func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    private func optional(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : integer(column)
    }

    private func moment(_ column: Int32) -> Timestamp { Timestamp(millisecondsSinceEpoch: integer(column)) }

    private func name(_ column: Int32) -> Int64? {
        guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { return optional(column) }
        let count = Int(sqlite3_column_bytes(statement, column))
        return names.number(Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)))
    }

    private static let selection = """
        SELECT number, supersedes, ticket, outcome, agreement, objective, metric, customer, team, reason, started_at,
            stopped_at, at, target, run
        FROM verdict ORDER BY number DESC
        """
}
