/// One JSON object on one line, its keys in the order in which they are added.
///
/// The same to the byte for the same values, and fast enough for a hundred thousand of them.
package struct JSONLine {
    package private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var isEmpty = true

    package init() {
        bytes.reserveCapacity(512)
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

    /// An object, or null.
    package mutating func add(_ key: StaticString, _ value: JSONLine?) {
        begin(key)
        if let value { bytes += value.closed } else { addRaw("null") }
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

    /// The whole object, without a line break.
    package var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

    private mutating func begin(_ key: StaticString) {
        if !isEmpty { bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func addRaw(_ text: String) { bytes += text.utf8 }

    /// RFC 8259, section 7.
    private mutating func addText(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
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
        bytes.append(UInt8(ascii: "\""))
    }

    private func hexDigit(_ value: UInt8) -> String { String(value, radix: 16) }
}
