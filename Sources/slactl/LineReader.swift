/// Cuts an input into lines, without holding more of it than a piece and the longest line.
struct LineReader {
    /// The longest line, in bytes: what is longer is no event and no row.
    static let limit = 16 << 20

    private let more: () throws -> [UInt8]?
    /// Lines that are whole, and the beginning of the next one.
    private var rest: [UInt8] = []

    /// - Parameter more: gives the next bytes, nil at the end.
    init(more: @escaping () throws -> [UInt8]?) {
        self.more = more
    }

    /// As many whole lines as are at hand, each with its line feed; the input's last line may lack it. nil at the end.
    mutating func lines() throws -> [UInt8]? {
        while let piece = try more() {
            guard let end = piece.lastIndex(of: UInt8(ascii: "\n")) else {
                rest += piece
                guard rest.count <= LineReader.limit else {
                    throw InputFault("a line of more than \(LineReader.limit >> 20) MiB; write an event or row a line")
                }
                continue
            }
            let lines = rest + piece[...end]
            rest = Array(piece[(end + 1)...])
            return lines
        }
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
