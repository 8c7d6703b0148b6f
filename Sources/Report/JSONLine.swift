/// One JSON object on one line, its keys in the order in which they are added.
///
/// The same to the byte for the same values, and fast enough for a hundred thousand of them.
package struct JSONLine {
    /// Without the brace at its end.
    private var bytes: [UInt8] = []

    package init() {
        bytes.reserveCapacity(1_024)
        bytes.append(UInt8(ascii: "{"))
    }

    /// A text, or null.
    package mutating func add(_ key: StaticString, _ value: String?) {
        begin(key)
        if let value { addText(value) } else { addRaw("null") }
    }

    package mutating func add(_ key: StaticString, _ value: Bool) {
        begin(key)
        addRaw(value ? "true" : "false")
    }

    /// A number that is text already, such as seconds with decimals; or null.
    package mutating func add(_ key: StaticString, number: String?) {
        begin(key)
        addRaw(number ?? "null")
    }

    /// An object with the members that `fill` adds to it; null where there is no `value`.
    package mutating func add<Value>(
        _ key: StaticString, _ value: Value?, _ fill: (Value, inout JSONLine) -> Void
    ) {
        begin(key)
        guard let value else { return addRaw("null") }
        bytes.append(UInt8(ascii: "{"))
        fill(value, &self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// An object of counts.
    package mutating func add(_ key: StaticString, counts: [(name: String, count: Int)]) {
        begin(key)
        bytes.append(UInt8(ascii: "{"))
        for (index, entry) in counts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            addText(entry.name)
            bytes.append(UInt8(ascii: ":"))
            addRaw(String(entry.count))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Adds the whole object to a text, without a line break.
    package func append(to text: inout [UInt8]) {
        text += bytes
        text.append(UInt8(ascii: "}"))
    }

    private mutating func begin(_ key: StaticString) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func addRaw(_ text: String) { bytes += text.utf8 }

    /// RFC 8259, section 7.
    private mutating func addText(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if !addAsItIs(text) { addEscaped(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The short way, which nearly every text can go.
    ///
    /// - Returns: false where something has to be escaped; then nothing was added.
    private mutating func addAsItIs(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { text in
            guard text.allSatisfy({ !$0.isEscaped }) else { return false }
            bytes += text
            return true
        } ?? false
    }

    private mutating func addEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: addRaw("\\n")
            case 0x0D: addRaw("\\r")
            case 0x09: addRaw("\\t")
            case 0..<0x20, 0x7F: addRaw("\\u00" + hexDigit(byte >> 4) + hexDigit(byte & 15))
            default: bytes.append(byte)
            }
        }
    }

    private func hexDigit(_ value: UInt8) -> String { String(value, radix: 16) }
}

extension UInt8 {
    /// JSON has no byte like this within a text, or none that a terminal could show.
    fileprivate var isEscaped: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") || self == 0x7F
    }
}
