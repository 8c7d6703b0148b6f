import Glibc

// A file taken apart into lines, or an array into its elements. All offsets are those of the file.
extension UnsafeRawBufferPointer {
    /// The line that begins at `start`, and where the next one does; nil at the end of the file.
    ///
    /// What follows the last line feed is a line too, unless there is nothing. `text` is without the line feed (and
    /// carriage return) at its end.
    func line(from start: Int) -> (text: Range<Int>, end: Int)? {
        guard start < count, let base = baseAddress else { return nil }
        let feed = memchr(base + start, 0x0A, count - start).map { UnsafeRawPointer($0) - base }
        let end = feed ?? count
        let hasReturn = end > start && self[end - 1] == 0x0D
        return (start..<(hasReturn ? end - 1 : end), feed == nil ? end : end + 1)
    }

    /// The next element of an array from `start` on, which is behind the opening bracket or an element; nil at its end.
    ///
    /// Only for an array that the parser has found good: it looks at quotation marks, brackets and commas alone.
    func element(from start: Int) -> Range<Int>? {
        var begin = start
        while begin < count, self[begin] == UInt8(ascii: ",") || self[begin].isJSONSpace { begin += 1 }
        guard begin < count, self[begin] != UInt8(ascii: "]") else { return nil }
        return begin..<endOfValue(from: begin)
    }

    /// Behind the value that begins at `start`.
    func endOfValue(from start: Int) -> Int {
        var position = start
        var depth = 0
        while position < count {
            let byte = self[position]
            switch byte {
            case UInt8(ascii: "\""): position = endOfString(from: position)
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return position }
                depth -= 1
            case UInt8(ascii: ","):
                guard depth > 0 else { return position }
            default:
                guard depth > 0 || !byte.isJSONSpace else { return position }
            }
            position += 1
        }
        return position
    }

    /// From the opening quotation mark to the closing one.
    func endOfString(from start: Int) -> Int {
        var position = start + 1
        while position < count, self[position] != UInt8(ascii: "\"") {
            position += self[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position
    }

    /// `range` without white space at its ends.
    func withoutSpace(within range: Range<Int>) -> Range<Int> {
        let text = self[range]
        let start = text.firstIndex { !$0.isJSONSpace } ?? range.upperBound
        let end = text.lastIndex { !$0.isJSONSpace } ?? start - 1
        return start..<(end + 1)
    }
}

extension UInt8 {
    /// White space of JSON (RFC 8259, section 2).
    var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
