/// Some tickets by their numbers; those that came at about one time lie close together, and take a bit each.
struct TicketSet: Sendable {
    /// How many numbers share a chunk.
    private static let span: Int64 = 4_096

    /// Empty ones have no words.
    private var chunks: [[UInt64]] = []
    private(set) var count: Int64 = 0

    /// - Parameter number: counted from 1.
    mutating func insert(_ number: Int64) {
        let (chunk, rest) = number.quotientAndRemainder(dividingBy: TicketSet.span)
        let index = Int(chunk)
        while index >= chunks.count { chunks.append([]) }
        if chunks[index].isEmpty { chunks[index] = [UInt64](repeating: 0, count: Int(TicketSet.span / 64)) }
        let bit: UInt64 = 1 << UInt64(rest % 64)
        let word = Int(rest / 64)
        guard chunks[index][word] & bit == 0 else { return }
        chunks[index][word] |= bit
        count += 1
    }

    mutating func formUnion(_ other: TicketSet) { combine(other) { $0 | $1 } }
    mutating func subtract(_ other: TicketSet) { combine(other) { $0 & ~$1 } }

    func subtracting(_ other: TicketSet) -> TicketSet {
        var result = self
        result.subtract(other)
        return result
    }

    private mutating func combine(_ other: TicketSet, _ join: (UInt64, UInt64) -> UInt64) {
        let empty = [UInt64](repeating: 0, count: Int(TicketSet.span / 64))
        for index in 0..<max(chunks.count, other.chunks.count) {
            let left = index < chunks.count && !chunks[index].isEmpty ? chunks[index] : empty
            let right = index < other.chunks.count && !other.chunks[index].isEmpty ? other.chunks[index] : empty
            let joined = zip(left, right).map { join($0, $1) }
            if index < chunks.count { chunks[index] = joined } else { chunks.append(joined) }
        }
        count = chunks.reduce(0) { sum, chunk in chunk.reduce(sum) { $0 + Int64($1.nonzeroBitCount) } }
    }
}
