import Glibc

/// The lines of a text, one after the other, without the line feed (and carriage return) at their ends.
///
/// What follows the last line feed is a line too, unless there is nothing.
struct LineSplitter {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        guard let start = rest.baseAddress, rest.count > 0 else { return nil }
        let length = memchr(start, 0x0A, rest.count).map { UnsafeRawPointer($0) - start } ?? rest.count
        let line = UnsafeRawBufferPointer(start: start, count: length)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length + 1))
        guard line.last == 0x0D else { return line }
        return UnsafeRawBufferPointer(rebasing: line.dropLast())
    }
}
