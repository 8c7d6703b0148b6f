import Testing

@testable import BusinessTime

@Suite("Sorted numbers")
struct SortedNumbersTests {
    private static let far = Timestamp.distantFuture.millisecondsSinceEpoch
    private static let cases: [[Int64]] = [
        [], [0], [5], [-5], [0, 1], [0, 1, 2, 3], [-3, 9], [0, 1_000_000], [0, 1, 2, 1_000_000_000_000],
        [-1_000_000_000_000, 0, 1, 2, 3, 4, 5, 6, 7], Array(0..<100), [-far, far],
    ]

    @Test("as many are at most another number as counting says", arguments: cases)
    func boundaries(numbers: [Int64]) {
        let sorted = SortedNumbers(numbers)
        let near = numbers + [0, -SortedNumbersTests.far, SortedNumbersTests.far]
        for limit in near.flatMap({ [$0 - 1, $0, $0 + 1] }) {
            #expect(sorted.count(atMost: limit) == numbers.count { $0 <= limit }, "\(limit)")
        }
    }

    @Test("numbers that lie evenly, crowded or far apart are all found")
    func random() {
        var random = SeededRandom(seed: Effort.seed)
        for _ in 0..<(Effort.isLong ? 20_000 : 200) {
            let width = Int64(1) << Int64.random(in: 2...50, using: &random)
            let crowd = Int64.random(in: 1...width, using: &random)
            let drawn = (0..<40).map { _ in
                Int64.random(in: random.isOnce(in: 2) ? -crowd...crowd : -width...width, using: &random)
            }
            let numbers = Set(drawn).sorted()
            let sorted = SortedNumbers(numbers)
            for limit in numbers.flatMap({ [$0 - 1, $0, $0 + 1] }) {
                let found = sorted.count(atMost: limit)
                #expect(found == numbers.count { $0 <= limit }, "\(limit) in \(numbers), SLAD_SEED=\(Effort.seed)")
            }
        }
    }
}
