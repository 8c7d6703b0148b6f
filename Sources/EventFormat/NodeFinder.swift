/// Finds where in a good document the values stand that the parser laid out.
///
/// The parser tells no places. This reads the document once more and counts as it did (csimdjson_parse): the outermost
/// value is 0, then the members of objects in their order, each followed by what it holds, down to a level.
struct NodeFinder {
    private let text: UnsafeRawBufferPointer
    private let wanted: Int
    private var count = 0
    private var position = 0

    /// - Parameter index: of a member, from 1.
    init(_ text: UnsafeRawBufferPointer, index: Int) {
        self.text = text
        wanted = index
    }

    /// Where the key and the value of the member begin.
    mutating func place() -> (key: Int, value: Int)? {
        skipSeparators()
        return search(levels: JSONReader.levels)
    }

    /// Reads the value at `position`.
    private mutating func search(levels: Int) -> (key: Int, value: Int)? {
        guard levels > 0, position < text.count, text[position] == UInt8(ascii: "{") else {
            position = text.endOfValue(from: position)
            return nil
        }
        position += 1
        skipSeparators()
        while position < text.count, text[position] == UInt8(ascii: "\"") {
            let key = position
            position = text.endOfString(from: position) + 1
            skipSeparators()
            count += 1
            if count == wanted { return (key, position) }
            if let found = search(levels: levels - 1) { return found }
            skipSeparators()
        }
        position += 1
        return nil
    }

    private mutating func skipSeparators() {
        while position < text.count, text[position].isJSONSpace || ",:".utf8.contains(text[position]) { position += 1 }
    }
}
