import CSimdJSON

/// Finds out whether a long array is good JSON, in pieces.
///
/// simdjson needs some fourteen times the size of what it parses. Cut at commas between its elements an array is good
/// if and only if each piece is, between brackets of its own. Where a cut falls wrong, as brackets or quotation marks
/// are missing, the piece is refused, and so is the array.
struct LongArray {
    /// Pieces end with the first element behind so many bytes.
    private static let pieceBytes = 1 << 20
    /// simdjson reads ahead (JSONReader).
    private static let paddingBytes = 64

    private let text: UnsafeRawBufferPointer
    private let depth: Int
    /// Its own, so that the buffers go when it does.
    private let reader: JSONReader

    /// - Parameter text: from the opening bracket to the last byte that is not white space.
    init(_ text: UnsafeRawBufferPointer, depth: Int) {
        self.text = text
        self.depth = depth
        reader = JSONReader(depth: depth)
    }

    /// Throws what simdjson refuses; where a single element is very long, what the strict reader does, which needs no
    /// memory.
    ///
    /// - Complexity: O(n).
    func check() throws(EventProblem) {
        guard text.count > 1, text.last == UInt8(ascii: "]") else { throw LongArray.isBroken }
        let end = text.count - 1
        var begin = 1
        repeat {
            let piece = begin..<endOfPiece(from: begin, before: end)
            let isWhole = piece == 1..<end
            if !isWhole, text.withoutSpace(within: piece).isEmpty { throw LongArray.isBroken }
            guard piece.count <= 4 * LongArray.pieceBytes else { return try checkStrictly() }
            try check(piece)
            begin = piece.upperBound + 1
        } while begin <= end
    }

    /// The comma at which the piece ends, or the closing bracket of the array.
    private func endOfPiece(from begin: Int, before end: Int) -> Int {
        var position = begin
        while position < end {
            position = text.endOfValue(from: position)
            let isLong = position - begin >= LongArray.pieceBytes
            if isLong, position < end, text[position] == UInt8(ascii: ",") { return position }
            position += 1
        }
        return end
    }

    private func check(_ piece: Range<Int>) throws(EventProblem) {
        let count = piece.count + 2
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count + LongArray.paddingBytes, alignment: 1)
        defer { copy.deallocate() }
        copy.initializeMemory(as: UInt8.self, repeating: 0x20)
        copy[0] = UInt8(ascii: "[")
        copy[1..<count - 1].copyBytes(from: text[piece])
        copy[count - 1] = UInt8(ascii: "]")
        let document = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<count])
        _ = try reader.read(document, readable: copy.count)
    }

    private func checkStrictly() throws(EventProblem) {
        var strict = StrictReader(text, form: .json, start: TextPosition(), depth: depth)
        guard strict.problem() == nil else { throw LongArray.isBroken }
    }

    /// The strict reader tells what it is.
    private static var isBroken: EventProblem {
        var problem = EventProblem(.structure)
        problem.isParsers = true
        return problem
    }
}
