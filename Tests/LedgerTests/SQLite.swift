import Glibc
import Synchronization

/// SQLite past the ledger: what its files hold, and what its own connection is set to.
///
/// The library is in the process already; its functions are looked up by name.
final class SQLite {
    struct Failure: Error {
        let code: Int32
        let text: String
    }

    private let connection: OpaquePointer
    private let isOwn: Bool

    /// Opens a file on a connection of its own.
    init(file: String) throws {
        typealias Open = @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
        var opened: OpaquePointer?
        let code = try function("sqlite3_open", Open.self)(file, &opened)
        guard code == 0, let opened else { throw Failure(code: code, text: "open \(file)") }
        (connection, isOwn) = (opened, true)
    }

    /// The connection that somebody else opened to a file while `body` ran; to be used while nobody else does.
    init(openedBy body: () throws -> Void, to file: String) throws {
        typealias Register = @convention(c) (Entry) -> Int32
        _ = try function("sqlite3_auto_extension", Register.self)(noteConnection)
        try body()
        let found = connections.withLock { $0[file] }.flatMap { OpaquePointer(bitPattern: $0) }
        guard let found else { throw Failure(code: 0, text: "nobody opened \(file)") }
        (connection, isOwn) = (found, false)
    }

    deinit {
        typealias Close = @convention(c) (OpaquePointer) -> Int32
        if isOwn { _ = try? function("sqlite3_close", Close.self)(connection) }
    }

    /// The first column of each row, as text; nothing for NULL.
    @discardableResult
    func run(_ sql: String) throws -> [String] {
        typealias Prepare =
            @convention(c) (
                OpaquePointer, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<OpaquePointer?>, UnsafeRawPointer?
            ) -> Int32
        typealias OfStatement = @convention(c) (OpaquePointer) -> Int32
        typealias Column = @convention(c) (OpaquePointer, Int32) -> UnsafePointer<CChar>?
        var prepared: OpaquePointer?
        let code = try function("sqlite3_prepare_v2", Prepare.self)(connection, sql, -1, &prepared, nil)
        guard code == 0, let statement = prepared else { throw Failure(code: code, text: sql) }
        defer { _ = try? function("sqlite3_finalize", OfStatement.self)(statement) }
        var rows: [String] = []
        while true {
            switch try function("sqlite3_step", OfStatement.self)(statement) {
            case 100:
                rows +=
                    try function("sqlite3_column_text", Column.self)(statement, 0).map { [String(cString: $0)] } ?? []
            case 101: return rows
            case let code: throw Failure(code: code, text: sql)
            }
        }
    }
}

private typealias Entry =
    @convention(c) (
        OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, UnsafeRawPointer?
    ) -> Int32

/// The newest connection to each file, by its address.
private let connections = Mutex<[String: UInt]>([:])

private let noteConnection: Entry = { connection, _, _ in
    typealias FileName = @convention(c) (OpaquePointer, UnsafePointer<CChar>) -> UnsafePointer<CChar>?
    guard let connection, let name = try? function("sqlite3_db_filename", FileName.self)(connection, "main") else {
        return 0
    }
    connections.withLock { $0[String(cString: name)] = UInt(bitPattern: connection) }
    return 0
}

private func function<Function>(_ name: String, _ type: Function.Type) throws -> Function {
    guard let symbol = dlsym(nil, name) else { throw SQLite.Failure(code: 0, text: "no function \(name)") }
    return unsafeBitCast(symbol, to: type)
}
