import BusinessTime
import Foundation
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("Opening the ledger")
struct OpeningTests {
    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    @Test("a second one on the same directory is refused, and says what to do")
    func second() throws {
        let first = try state.open()
        let error = #expect(throws: LedgerError.self) { try state.open() }
        #expect(
            error?.description == """
                another slad has the ledger beside \(state.directory)/ledger.lock; stop it, \
                or name another state directory
                """)
        withExtendedLifetime(first) {}
    }

    @Test("the directory is free again when the first one is gone")
    func free() throws {
        _ = try state.open()
        try state.open().close()
        _ = try state.open()
    }

    @Test("a directory that is missing is named")
    func missing() throws {
        let error = #expect(throws: LedgerError.self) { try Ledger(directory: state.directory + "/nowhere") }
        #expect(
            error?.description.contains("\(state.directory)/nowhere/ledger.lock: No such file or directory") == true)
    }

    @Test("tables of a newer version are refused with a sentence, and not touched")
    func newer() throws {
        try state.open().append(event())
        try SQLite(file: state.database).run("PRAGMA user_version = 6")
        let error = #expect(throws: LedgerError.self) { try state.open() }
        #expect(
            error?.description == """
                the ledger was written by a newer slad (version 6 of its tables, this one knows 5); \
                install that version again, or start with an empty state directory
                """)
        #expect(try SQLite(file: state.database).run("PRAGMA user_version") == ["6"])
        #expect(try SQLite(file: state.database).run("SELECT count(*) FROM event") == ["1"])
    }

    @Test("a file that is no database is refused, named, and not touched")
    func noDatabase() throws {
        let text = String(repeating: "not a database\n", count: 100)
        try text.write(toFile: state.database, atomically: false, encoding: .utf8)
        let error = #expect(throws: LedgerError.self) { try state.open() }
        #expect(error?.description.hasPrefix("cannot open the ledger \(state.database): ") == true)
        #expect(error?.description.contains("\n") == false)
        #expect(try String(contentsOfFile: state.database, encoding: .utf8) == text)
    }

    @Test(
        "damaged attribute changes give a clear error, and no crash",
        arguments: [
            "X'01'", "X'0105'", "X'010161'", "X'80'", "X'00'", "X'FFFFFFFFFFFFFFFFFFFF'", "X'FFFFFFFFFFFFFFFFFF01'",
            "X'01FFFFFFFFFFFFFFFF7F61'", "X'0101610101'",
        ]
    )
    func damagedChanges(blob: String) throws {
        let place = try state.open().append(event([AttributeChange(key: "a", value: "b")]))
        try SQLite(file: state.database).run("UPDATE event SET changes = \(blob)")
        let ledger = try state.open()
        let error = #expect(throws: LedgerError.self) { try ledger.ticket(at: place) }
        #expect(error?.description.contains("damaged") == true || error?.description.contains("dictionary") == true)
    }

    @Test("an event or announcement that the chain names and nobody has is an error that says so")
    func brokenChain() throws {
        let ledger = try state.open()
        try ledger.append(event())
        let missing = TicketPlace(ticket: 1, lastEvent: 7)
        #expect(throws: LedgerError.self) { try ledger.ticket(at: missing) }
        #expect(throws: LedgerError.self) { try ledger.ticket(at: TicketPlace(ticket: 1, lastAnnouncement: 7)) }
        #expect(throws: LedgerError.self) { try ledger.ticket(at: TicketPlace(ticket: 2)) }
    }

    @Test("events and announcements have no index beside their number")
    func noSecondaryIndex() throws {
        _ = try state.open()
        let file = try SQLite(file: state.database)
        let indexes = """
            SELECT name FROM sqlite_master
            WHERE type = 'index' AND tbl_name IN ('event', 'announcement', 'verdict')
            """
        #expect(try file.run(indexes) == [])
        #expect(try file.run("SELECT name FROM sqlite_master WHERE name = 'event'") == ["event"])
    }

    @Test("every transaction is synced, before and after a mark, which is not")
    func synchronous() throws {
        var opened: Ledger?
        let connection = try SQLite(openedBy: { opened = try state.open() }, to: state.database)
        let ledger = try #require(opened)
        #expect(try connection.run("PRAGMA journal_mode") == ["wal"])
        #expect(try connection.run("PRAGMA synchronous") == ["2"])
        try ledger.markTold(through: 3)
        #expect(try connection.run("PRAGMA synchronous") == ["2"])
        // A mark that fails must not leave what follows unsynced.
        try SQLite(file: state.database).run("ALTER TABLE mark RENAME TO gone")
        #expect(throws: (any Error).self) { try ledger.markTold(through: 4) }
        #expect(try connection.run("PRAGMA synchronous") == ["2"])
    }
}
