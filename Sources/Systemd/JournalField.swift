/// One field of a journal entry.
///
/// The journal drops a field with a bad name in silence (systemd.journal-fields(7)), so such a field cannot be made.
/// The value may hold anything, line breaks too: it is sent with its length and can forge neither field nor entry.
package struct JournalField: Hashable, Sendable {
    package let name: String
    package let value: String

    /// - Throws: where the name is not `[A-Z][A-Z0-9_]{0,63}` or belongs to the entry itself (`MESSAGE`, ...).
    package init(name: String, value: String) throws(JournalError) {
        if let fault = Self.fault(inName: name) {
            throw JournalError("name a journal field '\(oneLine(name))'", because: fault)
        }
        self.name = name
        self.value = value
    }

    /// A name that stands in the program's text: such a one costs no allocation, and an entry has twenty.
    package struct Name: ExpressibleByStringLiteral, Sendable {
        fileprivate let text: String

        /// A bad one ends the program.
        package init(stringLiteral text: String) {
            precondition(fault(inName: text) == nil, "A journal field is named [A-Z][A-Z0-9_]{0,63}, not reserved.")
            self.text = text
        }
    }

    package init(_ name: Name, _ value: String) {
        self.name = name.text
        self.value = value
    }

    private static func fault(inName name: String) -> String? {
        guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 64, hasOnlyLettersOfNames(name)
        else { return "a name is a letter A-Z, then at most 63 of A-Z, 0-9 and _" }
        return isReserved(name) ? "every entry has this field already" : nil
    }

    private static func hasOnlyLettersOfNames(_ name: String) -> Bool {
        for byte in name.utf8 {
            let isDigit = UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
            guard isLetter(byte) || isDigit || byte == UInt8(ascii: "_") else { return false }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "A") <= byte && byte <= UInt8(ascii: "Z") }

    /// `JournalEntry` writes these itself; a second one would contradict the first.
    private static func isReserved(_ name: String) -> Bool {
        name == "MESSAGE" || name == "MESSAGE_ID" || name == "PRIORITY"
    }
}
