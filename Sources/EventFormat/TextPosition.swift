/// A place in a text, as bytes and as people count.
struct TextPosition: Hashable, Sendable {
    var offset = 0
    /// From 1.
    var line = 1
    /// In characters (scalars of Unicode) of the line, from 1.
    var column = 1

    /// Goes on to a later byte.
    ///
    /// - Complexity: O(n) of the bytes between.
    mutating func advance(to end: Int, in text: UnsafeRawBufferPointer) {
        while offset < end {
            let byte = text[offset]
            offset += 1
            if byte == 0x0A {
                line += 1
                column = 1
            } else if !byte.isUTF8Continuation {
                column += 1
            }
        }
    }
}

extension UInt8 {
    /// A byte of a character of UTF-8 that is not its first.
    var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
