import SLATesting
import Testing

@testable import Compliance

@Suite("The binomial tail")
struct BinomialTests {
    @Test(
        "it is that of whole numbers, summed term by term",
        arguments: [
            (1, 1, 5_000), (5, 3, 5_000), (10, 3, 5_000), (20, 5, 100), (60, 8, 5_000), (100, 1, 1_000),
            (100, 12, 33_333), (500, 45, 5_000), (1_000, 70, 5_000), (1_000, 51, 5_000), (1_000, 400, 33_333),
            (2_000, 95, 5_000), (3_000, 190, 5_000),
        ] as [(Int, Int, Int)])
    func exact(count: Int, misses: Int, parts: Int) {
        check(count, misses, parts)
    }

    @Test("for random numbers too")
    func random() {
        for seed in Seeds.cases(30, of: 7_001) {
            var random = SplitMix64(seed: seed)
            let count = Int.random(in: 1...200, using: &random)
            check(count, Int.random(in: 0...count, using: &random), Int.random(in: 1...99_999, using: &random))
        }
    }

    @Test("nothing is certain, all misses are a power, and more than all are impossible")
    func ends() {
        #expect(BinomialTail.probability(ofAtLeast: 0, of: 10, chance: 0.05) == 1)
        #expect(BinomialTail.probability(ofAtLeast: 11, of: 10, chance: 0.05) == 0)
        #expect(BinomialTail.probability(ofAtLeast: 1, of: 10, chance: 0) == 0)
        #expect(BinomialTail.probability(ofAtLeast: 10, of: 10, chance: 1) == 1)
        #expect(abs(BinomialTail.probability(ofAtLeast: 3, of: 3, chance: 0.5) - 0.125) < 1e-15)
        // Far below the smallest number that there is.
        #expect(BinomialTail.probability(ofAtLeast: 5_000, of: 5_000, chance: 0.001) == 0)
    }

    private func check(_ count: Int, _ misses: Int, _ parts: Int) {
        let exact = ExactTail.probability(ofAtLeast: misses, of: count, parts: parts, whole: 100_000)
        let found = BinomialTail.probability(
            ofAtLeast: Int64(misses), of: Int64(count), chance: Double(parts) / 100_000)
        let close = abs(found - exact) <= 1e-10 * max(exact, 1e-3) || abs(found / exact - 1) < 1e-10
        #expect(close, "P(X >= \(misses) | \(count), \(parts)/100000) is \(exact), not \(found)")
    }
}

/// The same by whole numbers of any size: the sum of C(n, j) a^j b^(n-j), over (a + b)^n.
enum ExactTail {
    static func probability(ofAtLeast misses: Int, of count: Int, parts: Int, whole: Int) -> Double {
        if misses == 0 { return 1 }
        var term = Natural(1)
        for _ in 0..<count { term.multiply(by: UInt64(parts)) }
        var sum = term
        // From the term of all misses down: C(n, j - 1) = C(n, j) * j / (n - j + 1).
        for j in stride(from: count, to: misses, by: -1) {
            term.multiply(by: UInt64(j) * UInt64(whole - parts))
            term.divide(by: UInt64(count - j + 1))
            term.divide(by: UInt64(parts))
            sum.add(term)
        }
        var all = Natural(1)
        for _ in 0..<count { all.multiply(by: UInt64(whole)) }
        return sum.quotient(by: all)
    }
}

/// A whole number of any size, in limbs of 32 bits, the lowest first.
private struct Natural {
    private var limbs: [UInt32]

    init(_ value: UInt32) { limbs = [value] }

    mutating func multiply(by factor: UInt64) {
        precondition(factor < 1 << 32, "a factor has 32 bits")
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// Without a remainder.
    mutating func divide(by divisor: UInt64) {
        var rest: UInt64 = 0
        for index in limbs.indices.reversed() {
            let value = rest << 32 | UInt64(limbs[index])
            limbs[index] = UInt32(value / divisor)
            rest = value % divisor
        }
        precondition(rest == 0, "the division leaves a rest")
        while limbs.count > 1, limbs.last == 0 { limbs.removeLast() }
    }

    mutating func add(_ other: Natural) {
        var carry: UInt64 = 0
        for index in 0..<max(limbs.count, other.limbs.count) {
            if index == limbs.count { limbs.append(0) }
            let sum = UInt64(limbs[index]) + (index < other.limbs.count ? UInt64(other.limbs[index]) : 0) + carry
            limbs[index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    func quotient(by other: Natural) -> Double {
        let (upper, lower) = (leading, other.leading)
        return Double(sign: .plus, exponent: 32 * (upper.shift - lower.shift), significand: upper.value / lower.value)
    }

    /// The four highest limbs, and how many lie below them.
    private var leading: (value: Double, shift: Int) {
        let top = limbs.suffix(4)
        return (top.reversed().reduce(0) { $0 * 4_294_967_296 + Double($1) }, limbs.count - top.count)
    }
}
