/// The elements of a JSON array, one after the other, as they are written.
///
/// Only for an array that the parser has found good: it looks at quotation marks, brackets and commas alone.
struct ElementSplitter {
    private let bytes: UnsafeRawBufferPointer
    private var position: Int

    /// - Parameter array: begins with `[`.
    init(array: UnsafeRawBufferPointer) {
        bytes = array
        position = 1
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        skipSeparators()
        guard position < bytes.count, bytes[position] != UInt8(ascii: "]") else { return nil }
        let start = position
        skipValue()
        return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    private mutating func skipSeparators() {
        while position < bytes.count, bytes[position] == UInt8(ascii: ",") || bytes[position].isJSONSpace {
            position += 1
        }
    }

    private mutating func skipValue() {
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return }
                depth -= 1
            case UInt8(ascii: ","):
                guard depth > 0 else { return }
            default:
                guard depth > 0 || !byte.isJSONSpace else { return }
            }
            position += 1
        }
    }

    /// From the opening quotation mark to the closing one.
    private mutating func skipString() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
    }
}

extension UInt8 {
    /// White space of JSON (RFC 8259, section 2).
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
