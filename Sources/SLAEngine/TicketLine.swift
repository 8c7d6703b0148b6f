/// Tickets that stand in line, the first come first.
struct TicketLine: Sendable {
    private var numbers: [Int64] = []
    private var first = 0

    var count: Int { numbers.count - first }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ number: Int64) {
        numbers.append(number)
    }

    /// O(1): the places of those who are gone are given back when the line is empty.
    mutating func popFirst() -> Int64? {
        guard !isEmpty else { return nil }
        defer {
            first += 1
            if isEmpty { (numbers, first) = ([], 0) }
        }
        return numbers[first]
    }
}
