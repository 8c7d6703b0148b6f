import GRDB
import GRDBSQLite

/// Writes rows by one prepared statement, value by value, in the order of its parameters.
///
/// Past GRDB, whose binding makes boxed values and arrays of them for each row: that took longer than SQLite itself.
struct RowWriter {
    private let statement: OpaquePointer
    private let db: Database
    private var parameter: Int32 = 0

    /// - Parameter sql: an insertion or update; it is prepared once a connection.
    init(_ sql: String, _ db: Database) throws {
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        self.db = db
    }

    mutating func append(_ value: Int64?) {
        parameter += 1
        if let value {
            sqlite3_bind_int64(statement, parameter, value)
        } else {
            sqlite3_bind_null(statement, parameter)
        }
    }

    mutating func append(_ value: Int) { append(Int64(value)) }
    mutating func append(_ value: Bool) { append(value ? 1 : 0 as Int64) }

    mutating func append(_ text: String?) {
        guard var text else { return append(nil as Int64?) }
        parameter += 1
        let parameter = parameter
        text.withUTF8 { bytes in
            let code = bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map {
                    sqlite3_bind_text(statement, parameter, $0, Int32(bytes.count), RowWriter.copied)
                }
            }
            // Without an address it would be NULL, not an empty text.
            if code == nil { sqlite3_bind_text(statement, parameter, "", 0, RowWriter.copied) }
        }
    }

    /// - Parameter bytes: none of them is NULL.
    mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return append(nil as Int64?) }
        parameter += 1
        sqlite3_bind_blob(statement, parameter, bytes, Int32(bytes.count), RowWriter.copied)
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
        let code = sqlite3_step(statement)
        let message = code == SQLITE_DONE ? nil : db.lastErrorMessage
        sqlite3_reset(statement)
        parameter = 0
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
    }

    /// SQLite takes a copy (SQLITE_TRANSIENT, a macro that Swift does not see).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
