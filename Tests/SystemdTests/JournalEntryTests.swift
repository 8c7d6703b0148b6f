import Testing

@testable import Systemd

@Suite("A journal entry")
struct JournalEntryTests {
    @Test(
        "a field's name is a capital letter, then capitals, digits and underscores, 64 at most",
        arguments: [
            ("SLA_TICKET", true),
            ("A", true),
            ("A1_", true),
            (String(repeating: "A", count: 64), true),
            (String(repeating: "A", count: 65), false),
            ("", false),
            ("_UID", false),
            ("__CURSOR", false),
            ("1A", false),
            ("sla_ticket", false),
            ("SLA-TICKET", false),
            ("SLA TICKET", false),
            ("SLA=TICKET", false),
            ("SLA\nTICKET", false),
            ("SLÄ", false),
            ("MESSAGE", false),
            ("MESSAGE_ID", false),
            ("PRIORITY", false),
        ]
    )
    func names(name: String, isGood: Bool) {
        #expect(((try? JournalField(name: name, value: "x")) != nil) == isGood)
    }

    @Test("a refused name is told in one line with the reason")
    func refusal() {
        let error = #expect(throws: JournalError.self) { try JournalField(name: "a\nb", value: "") }
        #expect(
            error?.description
                == "cannot name a journal field 'a b': a name is a letter A-Z, then at most 63 of A-Z, 0-9 and _"
        )
    }

    @Test("every field is one NAME=value buffer, the message first")
    func encoding() throws {
        let id = try #require(MessageID("0bdc95960fb54041ac9eeb7704579194"))
        let entry = JournalEntry(
            "Ticket 1 is late",
            priority: .error,
            messageID: id,
            fields: [JournalField("SLA_TICKET", "1"), JournalField("SLA_TEAM", "")]
        )
        #expect(
            entry.encoded().map { String(decoding: $0, as: UTF8.self) } == [
                "MESSAGE=Ticket 1 is late", "PRIORITY=3", "MESSAGE_ID=0bdc95960fb54041ac9eeb7704579194",
                "SLA_TICKET=1", "SLA_TEAM=",
            ]
        )
    }

    @Test("an entry without an id has no MESSAGE_ID")
    func noID() {
        #expect(JournalEntry("x", priority: .info).encoded().count == 2)
    }

    @Test("a value stays in its own buffer, whatever it holds")
    func valueForgesNothing() {
        let value = "x\nPRIORITY=0\n_UID=0\n\nMESSAGE=forged\0=\u{1B}[2J"
        let encoded = JournalEntry("m", priority: .debug, fields: [JournalField("SLA_REASON", value)]).encoded()
        #expect(encoded.count == 3)
        #expect(encoded.last == Array("SLA_REASON=\(value)".utf8))
    }

    @Test(
        "a message is one line without control characters",
        arguments: [
            ("a\nb", "a b"),
            ("a\r\nb", "a  b"),
            ("a\u{1B}[31mb", "a [31mb"),
            ("a\0b", "a b"),
            ("a\u{85}b\u{2028}c\u{2029}d", "a b c d"),
            ("Grüße, 日本 👩‍💻", "Grüße, 日本 👩‍💻"),
        ]
    )
    func oneLineMessage(text: String, line: String) {
        #expect(JournalEntry(text, priority: .info).message == line)
    }

    @Test("priorities are those of syslog")
    func priorities() {
        #expect(JournalPriority.allCases.map(\.rawValue) == Array(0...7))
        #expect(JournalPriority.critical.rawValue == 2)
        #expect(JournalPriority.warning.rawValue == 4)
    }

    @Test(
        "a message id is 32 lower-case hexadecimal digits",
        arguments: [
            ("0bdc95960fb54041ac9eeb7704579194", true),
            ("0BDC95960FB54041AC9EEB7704579194", false),
            ("0bdc95960fb54041ac9eeb770457919", false),
            ("0bdc95960fb54041ac9eeb77045791945", false),
            ("0bdc9596-0fb5-4041-ac9e-eb7704579194", false),
            ("gbdc95960fb54041ac9eeb7704579194", false),
            ("", false),
        ]
    )
    func messageIDs(text: String, isGood: Bool) {
        #expect((MessageID(text) != nil) == isGood)
    }
}
