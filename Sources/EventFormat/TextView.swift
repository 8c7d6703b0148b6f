import Glibc

/// The bytes of a key or of a string; valid as long as the document that they lie in.
struct TextView {
    let bytes: UnsafeRawBufferPointer

    var count: Int { bytes.count }

    /// The parser has found the bytes to be UTF-8.
    var string: String {
        // What a String holds without memory of its own is made without the checks that a longer one goes through.
        guard count <= 15, let start = bytes.baseAddress else { return String(decoding: bytes, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: count) { text in
            if let room = text.baseAddress { memcpy(room, start, count) }
            return count
        }
    }

    /// Whether U+0000 is among them.
    var hasNUL: Bool {
        guard let start = bytes.baseAddress else { return false }
        return memchr(start, 0, count) != nil
    }

    /// Whether one of U+0000 to U+001F or U+007F is among them.
    var hasControlCharacter: Bool {
        var offset = 0
        while offset + 8 <= count {
            let eight = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if TextView.mayHaveControlCharacter(eight) { break }
            offset += 8
        }
        return bytes[offset...].contains { $0 < 0x20 || $0 == 0x7F }
    }

    /// Whether one of eight bytes is below 0x20 or is 0x7F; rarely yes where none is, never no where one is.
    ///
    /// A byte that is less borrows from its highest bit, which was not set
    /// (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord).
    private static func mayHaveControlCharacter(_ eight: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        let deleted = eight ^ (each &* 0x7F)
        let isLess = (eight &- each &* 0x20) & ~eight
        let isDeleted = (deleted &- each) & ~deleted
        return (isLess | isDeleted) & (each &* 0x80) != 0
    }

    /// What follows the last dot or slash; everything where there is none.
    var lastWord: TextView {
        let separator = bytes.lastIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        guard let separator else { return self }
        return TextView(bytes: UnsafeRawBufferPointer(rebasing: bytes[(separator + 1)...]))
    }

    static func == (left: TextView, right: TextView) -> Bool {
        guard left.count == right.count else { return false }
        guard let bytes = left.bytes.baseAddress, let others = right.bytes.baseAddress else { return true }
        return memcmp(bytes, others, left.count) == 0
    }

    static func == (left: TextView, right: StaticString) -> Bool {
        guard left.count == right.utf8CodeUnitCount else { return false }
        guard let bytes = left.bytes.baseAddress else { return true }
        return memcmp(bytes, right.utf8Start, left.count) == 0
    }
}
