import GRDB
import GRDBSQLite
import SLAEngine

/// Reads rows by one prepared statement, column by column, in the order in which the statement names them.
///
/// Past GRDB, whose rows look columns up by name: a start reads the histories of a million tickets.
struct RowReader {
    private let statement: OpaquePointer
    private let db: Database

    /// - Parameter sql: a selection; it is prepared once a connection.
    init(_ sql: String, _ db: Database) throws {
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        self.db = db
    }

    /// Goes to the row that the one parameter asks for: whether there is one. `end` has to follow.
    func find(_ number: Int64) throws -> Bool {
        sqlite3_reset(statement)
        let code = sqlite3_bind_int64(statement, 1, number)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return try next()
    }

    /// Goes to the next row: whether there is one. `end` has to follow.
    func next() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let error = DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            sqlite3_reset(statement)
            throw error
        }
    }

    /// Lets go of the row: what it stands on cannot change before.
    func end() {
        sqlite3_reset(statement)
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func optionalNumber(_ column: Int32) -> Int64? { isNull(column) ? nil : number(column) }

    func text(_ column: Int32) -> String {
        guard let text = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let blob = sqlite3_column_blob(statement, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column))))
    }

    /// A word by its number, or in full where the dictionary was full.
    func word(_ column: Int32, _ words: Words) throws -> String? {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER: return try words.text(number(column))
        case SQLITE_BLOB: return String(decoding: bytes(column), as: UTF8.self)
        default: throw LedgerError("an event of the ledger is damaged; restore it from a backup")
        }
    }

    /// Four columns from the first on: the number, the last event, announcement and verdict.
    func place() -> TicketPlace {
        TicketPlace(
            ticket: number(0), lastEvent: optionalNumber(1), lastAnnouncement: optionalNumber(2),
            lastVerdict: optionalNumber(3))
    }
}
