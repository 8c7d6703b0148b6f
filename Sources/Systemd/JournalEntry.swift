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
        var lines = ["MESSAGE=" + message, "PRIORITY=\(priority.rawValue)"]
        if let messageID { lines.append("MESSAGE_ID=\(messageID)") }
        lines += fields.map { $0.name + "=" + $0.value }
        return lines.map { Array($0.utf8) }
    }
}
