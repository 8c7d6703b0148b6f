import Glibc

/// How urgent an entry is, as in syslog(3): a lower number is more urgent.
package enum JournalPriority: UInt8, CaseIterable, Sendable {
    case emergency, alert, critical, error, warning, notice, info, debug
}

/// The kind of an entry: the key by which `journalctl -x` finds its explanation (sd-id128(3)).
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    package let description: String

    /// Nil unless the text is 32 lower-case hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(MessageID.isDigit) else { return nil }
        description = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") || UInt8(ascii: "a") <= byte && byte <= UInt8(ascii: "f")
    }

    /// An id that stands in the program's text; a bad one ends the program.
    package init(constant text: StaticString) {
        guard let id = MessageID(text.description) else {
            preconditionFailure("A message id is 32 lower-case hexadecimal digits.")
        }
        self = id
    }
}

/// One entry, as it is handed to the journal.
package struct JournalEntry: Hashable, Sendable {
    /// A sentence that a person understands alone.
    ///
    /// Line breaks and control characters in it become spaces.
    package let message: String
    package let priority: JournalPriority
    package let messageID: MessageID?
    package let fields: [JournalField]

    package init(
        _ message: String,
        priority: JournalPriority,
        messageID: MessageID? = nil,
        fields: [JournalField] = []
    ) {
        self.message = oneLine(message)
        self.priority = priority
        self.messageID = messageID
        self.fields = fields
    }

    /// The entry as `NAME=value` buffers, one a field, as sd_journal_sendv(3) takes them.
    package func encoded() -> [[UInt8]] {
        var buffers: [[UInt8]] = []
        forEachField { name, value in buffers.append(Array("\(name)=\(value)".utf8)) }
        return buffers
    }

    /// The entry as one datagram (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/), with the program's name, as
    /// sd_journal_sendv(3) would send it.
    package func datagram() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_536)
        forEachField { name, value in bytes.append(journalField: name, value) }
        bytes.append(journalField: "SYSLOG_IDENTIFIER", JournalEntry.programName)
        return bytes
    }

    /// The last part of the path that the program was started by (program_invocation_short_name(3)).
    private static let programName = String(CommandLine.arguments.first?.split(separator: "/").last ?? "")

    private func forEachField(_ body: (String, String) -> Void) {
        body("MESSAGE", message)
        body("PRIORITY", String(priority.rawValue))
        if let messageID { body("MESSAGE_ID", messageID.description) }
        for field in fields { body(field.name, field.value) }
    }
}

extension String {
    fileprivate var hasLineFeed: Bool {
        let found = utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, CInt(UInt8(ascii: "\n")), bytes.count) != nil } ?? false
        }
        return found ?? utf8.contains(UInt8(ascii: "\n"))
    }
}

extension [UInt8] {
    /// `NAME=value` and a line feed; where the value has line feeds itself the name, a line feed, the value's length in
    /// 8 bytes, the lowest first, the value, a line feed.
    fileprivate mutating func append(journalField name: String, _ value: String) {
        append(contentsOf: name.utf8)
        if value.hasLineFeed {
            append(UInt8(ascii: "\n"))
            Swift.withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { append(contentsOf: $0) }
        } else {
            append(UInt8(ascii: "="))
        }
        append(contentsOf: value.utf8)
        append(UInt8(ascii: "\n"))
    }
}
