import Glibc

/// The bytes of a key or of a string; valid as long as the document that they lie in.
struct TextView {
    let bytes: UnsafeRawBufferPointer

    var count: Int { bytes.count }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether one of U+0000 to U+001F or U+007F is among them.
    var hasControlCharacter: Bool {
        var offset = 0
        while offset + 8 <= bytes.count {
            if bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).hasControlByte { return true }
            offset += 8
        }
        return bytes[offset...].contains { $0 < 0x20 || $0 == 0x7F }
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

extension UInt64 {
    /// Whether one of its eight bytes is below 0x20 or is 0x7F.
    ///
    /// `(x - n * 0x01...) & ~x & 0x80...` is not zero if and only if a byte of x is below n, for n up to 128
    /// (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord); 0x7F becomes 0 by the exclusive or.
    fileprivate var hasControlByte: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits = ones << 7
        let isDelete = self ^ (ones &* 0x7F)
        let below = (self &- ones &* 0x20) & ~self
        return (below | (isDelete &- ones) & ~isDelete) & highBits != 0
    }
}
