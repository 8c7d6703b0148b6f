import Testing

@testable import Systemd

/// Of the daemon's own unit.
private let own = [JournalMatch("_SYSTEMD_UNIT", "slad.service"), JournalMatch("_UID", "500")]
private let start: UInt64 = 1_800_000_000_000_000
private let second: UInt64 = 1_000_000

@Suite("The journal reader", .enabled(if: JournalFile.canBeMade, JournalFile.skipped))
struct JournalReaderTests {
    /// Six entries, a second apart.
    private static let entries: [JournalFile.Entry] = [
        entry(0, unit: "slad.service", uid: 500, alert: "a"),
        entry(1, unit: "slad.service", uid: 500, alert: "b"),
        entry(2, unit: "evil.service", uid: 1000, alert: "forged"),
        entry(3, unit: "slad.service", uid: 501, alert: "other user"),
        entry(4, unit: "slad.service", uid: 500, alert: "c"),
        entry(5, unit: "slad.service", uid: 500, alert: nil),
    ]

    private static func entry(_ seconds: UInt64, unit: String, uid: Int, alert: String?) -> JournalFile.Entry {
        let alerts = alert.map { [("SLA_ALERT_ID", $0)] } ?? []
        return JournalFile.Entry(
            microseconds: start + seconds * second,
            fields: [("MESSAGE", "entry \(seconds)"), ("_SYSTEMD_UNIT", unit), ("_UID", "\(uid)")] + alerts
        )
    }

    private func withReader(
        of entries: [JournalFile.Entry] = Self.entries,
        _ body: (JournalReader) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            try JournalFile.make(entries, in: directory)
            try body(try JournalReader(.directory(directory)))
        }
    }

    private func messages(_ reader: JournalReader) throws -> [String] {
        var messages: [String] = []
        while let record = try reader.next(reading: ["MESSAGE"]) { messages.append(record["MESSAGE"] ?? "-") }
        return messages
    }

    @Test("all entries come in order where nothing is asked for")
    func all() throws {
        try withReader { reader in
            try #expect(messages(reader) == (0...5).map { "entry \($0)" })
            try #expect(reader.next() == nil)
        }
    }

    @Test("different fields must all hold, and values of one field are alternatives")
    func matches() throws {
        try withReader { reader in
            try reader.select(JournalQuery(own))
            try #expect(messages(reader) == ["entry 0", "entry 1", "entry 4", "entry 5"])
            try reader.select(JournalQuery(own + [JournalMatch("SLA_ALERT_ID", anyOf: ["a", "c", "forged"])]))
            try #expect(messages(reader) == ["entry 0", "entry 4"])
            try reader.select(JournalQuery([JournalMatch("_UID", "1000"), JournalMatch("_UID", "501")]))
            try #expect(messages(reader) == ["entry 2", "entry 3"])
            try reader.select(JournalQuery([JournalMatch("_UID", "7")]))
            try #expect(messages(reader) == [])
        }
    }

    @Test(
        "both ends of the time belong to it",
        arguments: [
            (0, 5 * second, 0...5),
            (second, 4 * second, 1...4),
            (second + 1, 4 * second - 1, 2...3),
            (second, second, 1...1),
        ]
    )
    func times(since: UInt64, until: UInt64, seconds: ClosedRange<Int>) throws {
        try withReader { reader in
            try reader.select(JournalQuery([], since: start + since, until: start + until))
            try #expect(messages(reader) == seconds.map { "entry \($0)" })
        }
    }

    @Test("after the last entry there is none")
    func afterTheEnd() throws {
        try withReader { reader in
            try reader.select(JournalQuery([], since: start + 5 * second + 1))
            try #expect(reader.next() == nil)
        }
    }

    @Test("only the fields that are asked for are read, or all with those that journald wrote")
    func fields() throws {
        try withReader { reader in
            let some = try #require(try reader.next(reading: ["_UID", "SLA_TEAM"]))
            #expect(some.fields == ["_UID": "500"])
            #expect(some.realtimeMicroseconds == start)
            let all = try #require(try reader.next())
            #expect(all["_SYSTEMD_UNIT"] == "slad.service")
            #expect(all["_BOOT_ID"] == "0123456789abcdef0123456789abcdef")
            #expect(all["SLA_ALERT_ID"] == "b")
            #expect(!all.cursor.isEmpty && all.cursor != some.cursor)
        }
    }

    @Test("a long value is not cut, and line breaks in it stay")
    func longValues() throws {
        let plan = String(repeating: "call the customer = now\n", count: 20_000)
        let entry = JournalFile.Entry(microseconds: start, fields: [("MESSAGE", "x"), ("SLA_PLAN", plan)])
        try withReader(of: [entry]) { reader in
            try #expect(reader.next(reading: ["SLA_PLAN"])?["SLA_PLAN"] == plan)
            try reader.select(JournalQuery([]))
            try #expect(reader.next()?["SLA_PLAN"] == plan)
        }
    }

    @Test("of a field that an entry has twice the first is read")
    func twice() throws {
        let entry = JournalFile.Entry(microseconds: start, fields: [("SLA_X", "1"), ("SLA_X", "2")])
        try withReader(of: [entry]) { reader in
            try #expect(reader.next()?["SLA_X"] == "1")
        }
    }

    @Test("what was told is found among the daemon's own entries, and nobody can forge it")
    func readBack() throws {
        try withReader { reader in
            try #expect(reader.values(of: "SLA_ALERT_ID", amongEntriesMatching: own) == ["a", "b", "c"])
            try #expect(
                reader.values(of: "SLA_ALERT_ID", amongEntriesMatching: own, since: start + second) == ["b", "c"]
            )
            let asked = ["a", "forged", "other user", "c", "never"]
            try #expect(reader.present(asked, of: "SLA_ALERT_ID", amongEntriesMatching: own) == ["a", "c"])
            try #expect(reader.present([], of: "SLA_ALERT_ID", amongEntriesMatching: own) == [])
        }
    }

    @Test("an entry that is there is not waited for, and one that never comes is given up")
    func waiting() throws {
        try withReader { reader in
            let there = own + [JournalMatch("SLA_ALERT_ID", "b")]
            try #expect(reader.waitFor(entryMatching: there, timeoutMicroseconds: 0))
            let absent = own + [JournalMatch("SLA_ALERT_ID", "forged")]
            try #expect(!reader.waitFor(entryMatching: absent, timeoutMicroseconds: 0))
            try #expect(!reader.waitFor(entryMatching: absent, timeoutMicroseconds: 1000))
        }
    }
}

@Suite("A journal that is not there")
struct MissingJournalTests {
    @Test("an empty directory has no entries")
    func empty() throws {
        try withTemporaryDirectory { directory in
            let reader = try JournalReader(.directory(directory))
            try reader.select(JournalQuery(own, since: start))
            try #expect(reader.next() == nil)
            try #expect(!reader.waitFor(entryMatching: own, timeoutMicroseconds: 1000))
        }
    }

    @Test("a directory that is not there is told by its name")
    func missing() {
        let error = #expect(throws: JournalError.self) { try JournalReader(.directory("/nowhere")) }
        #expect(error?.description == "cannot open the journal in /nowhere: No such file or directory")
    }

    @Test("a field that no entry can have is refused")
    func badField() throws {
        try withTemporaryDirectory { directory in
            let reader = try JournalReader(.directory(directory))
            let error = #expect(throws: JournalError.self) {
                try reader.select(JournalQuery([JournalMatch("a b\n", "x")]))
            }
            #expect(error?.description == "cannot look for the field 'a b ': Invalid argument")
        }
    }
}
