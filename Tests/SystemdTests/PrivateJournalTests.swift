import Glibc
import Testing

@testable import Systemd

private let tenSeconds: UInt64 = 10_000_000

@Suite("A real journald", .enabled(if: PrivateJournal.canRun, PrivateJournal.skipped), .serialized)
struct PrivateJournalTests {
    @Test("without a journal an entry is not told, though libsystemd calls that a success")
    func noJournal() async {
        await #expect(processExitsWith: .success) {
            try PrivateJournal.hideMachine()
            #expect(!Journal.isPresent)
            let error = #expect(throws: JournalError.self) {
                try Journal().send(JournalEntry("x", priority: .debug))
            }
            #expect(error?.number == ENOENT)
        }
    }

    @Test("once the entry sent last is read back, all before it are there")
    func barrier() async {
        await #expect(processExitsWith: .success) {
            try PrivateJournal.hideMachine()
            let journald = try PrivateJournal()
            try withExtendedLifetime(journald) {
                #expect(Journal.isPresent)
                let own = [JournalMatch("_UID", "\(getuid())"), JournalMatch("_PID", "\(getpid())")]
                let reader = try JournalReader()
                let ids = (0..<100).map { "alert-\($0)" }
                for id in ids {
                    let fields = [JournalField("SLA_ALERT_ID", id)]
                    try Journal().send(JournalEntry("told", priority: .error, fields: fields))
                }
                try Journal().send(
                    JournalEntry("barrier", priority: .info, fields: [JournalField("SLA_START", "unique")])
                )
                let barrier = own + [JournalMatch("SLA_START", "unique")]
                try #expect(reader.waitFor(entryMatching: barrier, timeoutMicroseconds: tenSeconds))
                try #expect(reader.values(of: "SLA_ALERT_ID", amongEntriesMatching: own) == Set(ids))
                try #expect(
                    reader.present(["alert-7", "alert-100"], of: "SLA_ALERT_ID", amongEntriesMatching: own)
                        == ["alert-7"]
                )
            }
        }
    }

    @Test("a value comes back byte for byte and forges neither field nor entry")
    func forging() async {
        await #expect(processExitsWith: .success) {
            try PrivateJournal.hideMachine()
            let journald = try PrivateJournal()
            try withExtendedLifetime(journald) {
                let reason = "x\nSLA_FORGED=1\n_UID=4711\n\nMESSAGE=forged\nSLA_FORGED=2\0\u{1B}[2J"
                // More than fits into a datagram: it travels as a file.
                let plan = String(repeating: "=\n", count: 200_000)
                let id = MessageID(constant: "0bdc95960fb54041ac9eeb7704579194")
                let fields = [JournalField("SLA_REASON", reason), JournalField("SLA_PLAN", plan)]
                try Journal().send(JournalEntry("one\ntwo", priority: .error, messageID: id, fields: fields))
                let own = [JournalMatch("_PID", "\(getpid())"), JournalMatch("MESSAGE_ID", "\(id)")]
                let reader = try JournalReader()
                try #expect(reader.waitFor(entryMatching: own, timeoutMicroseconds: tenSeconds))
                try reader.select(JournalQuery(own))
                let record = try #require(try reader.next())
                #expect(record["MESSAGE"] == "one two")
                #expect(record["PRIORITY"] == "3")
                #expect(record["SLA_REASON"] == reason)
                #expect(record["SLA_PLAN"] == plan)
                #expect(record["SLA_FORGED"] == nil)
                #expect(record["_UID"] == "\(getuid())")
                try #expect(reader.next() == nil)
            }
        }
    }

    @Test("a user who may not read the journal is told the group to join, and root is told nothing")
    func access() async {
        await #expect(processExitsWith: .success) {
            try PrivateJournal.hideMachine()
            let journald = try PrivateJournal()
            try withExtendedLifetime(journald) {
                #expect(JournalAccess.problem() == nil)
                // access(2) asks for the real user; the effective one stays root, to end journald.
                let nobody: uid_t = 65534
                try #require(setgroups(0, nil) == 0 && setregid(nobody, 0) == 0 && setreuid(nobody, 0) == 0)
                #expect(JournalAccess.problem()?.remedy?.contains("systemd-journal") == true)
            }
        }
    }

    @Test("a reader at the end goes on with what is sent later")
    func following() async {
        await #expect(processExitsWith: .success) {
            try PrivateJournal.hideMachine()
            let journald = try PrivateJournal()
            try withExtendedLifetime(journald) {
                let reader = try JournalReader()
                try reader.select(JournalQuery([JournalMatch("_PID", "\(getpid())")]))
                try #expect(reader.next() == nil)
                for text in ["first", "second", "third"] {
                    try Journal().send(JournalEntry(text, priority: .info))
                    var record = try reader.next(reading: ["MESSAGE"])
                    while record == nil, try reader.wait(microseconds: tenSeconds) {
                        record = try reader.next(reading: ["MESSAGE"])
                    }
                    #expect(record?["MESSAGE"] == text)
                }
            }
        }
    }
}
