import Foundation
import Ledger
import Testing

@Suite("A ledger that is only read")
struct LedgerFileTests {
    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    private func refusal() -> String? {
        #expect(throws: LedgerError.self) { try Ledger(readingFrom: state.directory) }?.description
            .replacing(state.directory, with: "DIR")
    }

    @Test("is opened beside the one that writes, and after it")
    func both() throws {
        let writer = try state.open()
        try writer.append(event())
        #expect(try Ledger(readingFrom: state.directory).counts() == (1, 1))
        try writer.close()
        #expect(try Ledger(readingFrom: state.directory).counts() == (1, 1))
    }

    @Test("that is not there is named, with what may be the reason")
    func missing() {
        #expect(
            refusal() == """
                cannot read DIR/ledger.sqlite: No such file or directory; has slad ever run with this state directory?
                """)
    }

    @Test(
        "that may not be read is named, with who may",
        .enabled(
            if: getuid() != 0, "SKIPPED: root may read everything; group 21 of the end-to-end test asks as another"))
    func forbidden() throws {
        try state.open().close()
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: state.database)
        #expect(refusal() == "DIR/ledger.sqlite may not be read; ask as root, or as a member of the group slad")
    }

    @Test("of which a crash left the last part without its index is not read half")
    func crashed() throws {
        let writer = try state.open()
        try writer.append(event())
        try state.crash()
        #expect(
            refusal() == """
                DIR/ledger.sqlite was left by a crash, and the index of its last part is missing; \
                start slad, which mends it
                """)
        withExtendedLifetime(writer) {}
    }

    @Test("that is no ledger, or of another version, is told so")
    func foreign() throws {
        try state.open().close()
        try SQLite(file: state.database).run("PRAGMA user_version = 1")
        #expect(
            refusal() == """
                the ledger has version 1 of its tables, and this slactl reads version 5; \
                start slad once, which renews them
                """)
        try SQLite(file: state.database).run("PRAGMA user_version = 6")
        #expect(refusal()?.hasSuffix("reads version 5; use the slactl of that slad") == true)
        try String(repeating: "not a database\n", count: 100)
            .write(toFile: state.database, atomically: false, encoding: .utf8)
        #expect(refusal()?.hasPrefix("cannot read the ledger DIR/ledger.sqlite: ") == true)
        #expect(refusal()?.hasSuffix("; is it a ledger of slad?") == true)
    }

    @Test("in a directory with signs that a name of SQLite would take for others is found")
    func escaped() throws {
        let odd = state.directory + "/a?b%23c#d"
        try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: true)
        let writer = try Ledger(directory: odd)
        try writer.append(event())
        #expect(try Ledger(readingFrom: odd).counts() == (1, 1))
        try writer.close()
        #expect(try Ledger(readingFrom: odd).counts() == (1, 1))
    }

    @Test("knows whether somebody wrote to it while it was read without locks")
    func isTrue() throws {
        try state.open().close()
        let reader = try Ledger(readingFrom: state.directory)
        #expect(reader.isTrue)
        let writer = try state.open()
        try writer.append(event())
        // It stands in the write-ahead log, and what is read is what was.
        #expect(reader.isTrue)
        let second = try Ledger(readingFrom: state.directory)
        #expect(try second.counts() == (1, 1))
        try writer.append(event())
        #expect(second.isTrue)
        // One that reads with locks keeps the log in being.
        try second.close()
        try writer.close()
        #expect(!reader.isTrue)
    }
}
