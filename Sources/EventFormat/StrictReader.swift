import CSimdJSON

/// Reads a document that simdjson refused once more, to say where the fault is, what it is and what to write.
///
/// It knows RFC 8259 and simdjson's limits: 64 bits or a finite double for a number, pairs for surrogates, UTF-8. It is
/// slow and simple; simdjson decides what is good, and a test holds the two together.
struct StrictReader {
    let text: UnsafeRawBufferPointer
    let form: EventFileForm
    /// Where the document begins in its file.
    let start: TextPosition
    /// An object or array that is not empty must lie in fewer than this many, itself among them.
    let depth: Int

    var position = 0
    /// Where the objects and arrays begin that are not closed yet.
    var open: [Int] = []

    init(_ text: UnsafeRawBufferPointer, form: EventFileForm, start: TextPosition, depth: Int) {
        self.text = text
        self.form = form
        self.start = start
        self.depth = depth
    }

    /// The first fault; nil where none is found.
    mutating func problem() -> EventProblem? {
        do throws(EventProblem) {
            skipSpace()
            guard position < text.count else { throw EventProblem(.empty) }
            try readValue(after: .start)
            skipSpace()
            guard position == text.count else { throw unexpected(after: .document) }
            return nil
        } catch {
            return error
        }
    }

    /// What was read last, when something else follows than may.
    enum Context: Equatable {
        /// Nothing.
        case start
        /// The bracket of an array, or a comma in it.
        case element
        /// A key, from and up to these bytes, and its colon.
        case colon(Range<Int>)
        /// A key alone.
        case key(Range<Int>)
        /// The brace of an object, or a comma in it.
        case member
        /// A value in an object or array.
        case value
        /// The whole document.
        case document
    }

    private mutating func readValue(after context: Context) throws(EventProblem) {
        guard position < text.count else { throw unexpected(after: context) }
        switch text[position] {
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        default:
            guard skipWord() else { throw unexpected(after: context) }
        }
    }

    private mutating func readObject() throws(EventProblem) {
        guard try beginContainer(closedBy: UInt8(ascii: "}")) else { return }
        while true {
            guard peek() == UInt8(ascii: "\"") else { throw unexpected(after: .member) }
            let begin = position
            try readString()
            let key = begin..<position
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected(after: .key(key)) }
            skipSpace()
            try readValue(after: .colon(key))
            guard try continueContainer(closedBy: UInt8(ascii: "}")) else { return }
        }
    }

    private mutating func readArray() throws(EventProblem) {
        guard try beginContainer(closedBy: UInt8(ascii: "]")) else { return }
        while true {
            try readValue(after: .element)
            guard try continueContainer(closedBy: UInt8(ascii: "]")) else { return }
        }
    }

    /// - Returns: whether there is anything in it.
    private mutating func beginContainer(closedBy end: UInt8) throws(EventProblem) -> Bool {
        let begin = position
        position += 1
        skipSpace()
        guard !take(end) else { return false }
        guard open.count + 1 < depth else { throw EventProblem(.depth).at(begin) }
        open.append(begin)
        return true
    }

    /// - Returns: whether another member or element follows.
    private mutating func continueContainer(closedBy end: UInt8) throws(EventProblem) -> Bool {
        skipSpace()
        if take(end) {
            open.removeLast()
            return false
        }
        let comma = position
        guard take(UInt8(ascii: ",")) else { throw unexpected(after: .value) }
        skipSpace()
        guard peek() != end else { throw trailingComma(at: comma) }
        return true
    }

    /// `true`, `false` or `null`, and nothing of a word behind it.
    private mutating func skipWord() -> Bool {
        let word = self.word(from: position)
        guard ["true", "false", "null"].contains(where: { $0.utf8.elementsEqual(text[word]) }) else { return false }
        position = word.upperBound
        return true
    }

    mutating func skipSpace() {
        while position < text.count, text[position].isJSONSpace { position += 1 }
    }

    func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < text.count ? text[position + distance] : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// The bytes from `start` up to white space or a sign of JSON.
    func word(from start: Int) -> Range<Int> {
        var end = start
        while end < text.count, !text[end].isJSONSpace, !text[end].isJSONSign { end += 1 }
        return start..<end
    }
}

extension UInt8 {
    /// A bracket, brace, comma or colon.
    var isJSONSign: Bool {
        switch self {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
