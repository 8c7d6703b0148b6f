import GRDB
import GRDBSQLite

/// Writes rows by one prepared statement, value by value, in the order of its parameters.
///
/// Past GRDB, whose binding makes boxed values and arrays of them for each row: that took longer than SQLite itself.
struct RowWriter {
    private let statement: OpaquePointer
    private let db: Database
    private var parameter: Int32 = 0
    /// The first fault of a value of the row; without it a value that SQLite has no memory for would be NULL.
    private var fault = SQLITE_OK

    /// - Parameter sql: an insertion or update; it is prepared once a connection.
    init(_ sql: String, _ db: Database) throws {
        self.init(try db.cachedStatement(sql: sql), db)
    }

    /// With a statement that was prepared before: to look one up by its text takes as long as to write a row.
    init(_ statement: Statement, _ db: Database) {
        self.statement = statement.sqliteStatement
        self.db = db
    }

    mutating func append(_ value: Int64?) {
        parameter += 1
        note(value.map { sqlite3_bind_int64(statement, parameter, $0) } ?? sqlite3_bind_null(statement, parameter))
    }

    mutating func append(_ value: Int) { append(Int64(value)) }
    mutating func append(_ value: Bool) { append(value ? 1 : 0 as Int64) }

    mutating func append(_ text: String?) {
        guard var text else { return append(nil as Int64?) }
        parameter += 1
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map {
                    sqlite3_bind_text(statement, parameter, $0, Int32(characters.count), RowWriter.copied)
                }
            }
        }
        // Without an address it would be NULL, not an empty text.
        note(code ?? sqlite3_bind_text(statement, parameter, "", 0, RowWriter.copied))
    }

    mutating func append(_ bytes: [UInt8]) {
        parameter += 1
        note(
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, parameter, 0)
                : sqlite3_bind_blob(statement, parameter, bytes, Int32(bytes.count), RowWriter.copied))
    }

    private mutating func note(_ code: Int32) {
        if fault == SQLITE_OK { fault = code }
    }

    /// A word that an event brought: its number or, where feeds send ever new ones, its bytes.
    mutating func append(_ word: String?, by words: inout Words) throws {
        guard let word else { return append(nil as Int64?) }
        if let number = try words.numberIfShared(word, db) { return append(number) }
        append(Array(word.utf8))
    }

    /// A word of the rules: its number.
    mutating func append(ruled word: String?, by words: inout Words) throws {
        append(try word.map { try words.number($0, db) })
    }

    /// Writes the row; the next one begins with the first parameter.
    ///
    /// - Throws: `DatabaseError`.
    mutating func write() throws {
        let code = fault == SQLITE_OK ? sqlite3_step(statement) : fault
        let message = code == SQLITE_DONE ? nil : db.lastErrorMessage
        sqlite3_reset(statement)
        (parameter, fault) = (0, SQLITE_OK)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
    }

    /// SQLite takes a copy (SQLITE_TRANSIENT, a macro that Swift does not see).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
