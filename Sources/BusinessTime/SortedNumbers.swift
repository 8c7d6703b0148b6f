/// Ascending numbers, and how many of them are at most another one.
///
/// The span of the numbers is cut into buckets of equal width, about as many as there are numbers. A bucket knows how
/// many numbers lie before it, so that a search has only those of one bucket left: one or two where the numbers lie as
/// evenly as opening times do, hence O(1), and O(log n) whatever they are.
struct SortedNumbers: Sendable {
    let count: Int
    /// Followed by as many of the greatest number as a search may look at behind the last.
    private let values: [Int64]
    /// How many numbers lie before each bucket.
    private let before: [UInt32]
    /// The least number.
    private let base: Int64
    /// A bucket is 2 to the power of this wide.
    private let shift: Int64
    /// The most numbers that lie in one bucket.
    private let crowd: Int

    /// - Parameter numbers: ascending, no two the same; their span fits into 64 bits.
    init(_ numbers: [Int64]) {
        count = numbers.count
        base = numbers.first ?? 0
        let span = (numbers.last ?? 0) - base
        let width = max(1, span / Int64(max(1, numbers.count)))
        shift = Int64(Int64.bitWidth - 1 - width.leadingZeroBitCount)
        var sizes = [UInt32](repeating: 0, count: Int(span >> shift) + 1)
        for number in numbers { sizes[Int((number - base) >> shift)] += 1 }
        let crowd = Int(sizes.max() ?? 0)
        var sum: UInt32 = 0
        before = sizes.map { size in
            defer { sum += size }
            return sum
        }
        self.crowd = crowd
        values = numbers + [Int64](repeating: .max, count: max(1, crowd))
    }

    /// The memory of the numbers, in bytes.
    var byteCount: Int { values.capacity * MemoryLayout<Int64>.stride + before.capacity * MemoryLayout<UInt32>.stride }

    subscript(place: Int) -> Int64 {
        values.withUnsafeBufferPointer { $0[place] }
    }

    /// How many of the numbers are at most `limit`.
    func count(atMost limit: Int64) -> Int {
        guard limit >= base else { return 0 }
        let bucket = Int((limit - base) >> shift)
        guard bucket < before.count else { return count }
        var place = before.withUnsafeBufferPointer { Int($0[bucket]) }
        return values.withUnsafeBufferPointer { values in
            // By arithmetic, since no processor can foresee the way; what lies behind the bucket is greater anyway.
            var rest = crowd
            while rest > 1 {
                let half = rest / 2
                place &+= half & (0 &- (values[place &+ half &- 1] <= limit ? 1 : 0))
                rest -= half
            }
            return place &+ (values[place] <= limit ? 1 : 0)
        }
    }
}
