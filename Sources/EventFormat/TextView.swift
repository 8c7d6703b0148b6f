import Glibc

/// The bytes of a key or of a string; valid as long as the document that they lie in.
struct TextView {
    let bytes: UnsafeRawBufferPointer

    var count: Int { bytes.count }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether U+0000 is among them.
    var hasNUL: Bool { bytes.contains(0) }

    /// Whether one of U+0000 to U+001F or U+007F is among them.
    var hasControlCharacter: Bool { bytes.contains { $0 < 0x20 || $0 == 0x7F } }

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
