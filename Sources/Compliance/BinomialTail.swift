/// How likely so many misses are, if each of `count` is missed with a fixed chance: P(X >= misses | n, p).
enum BinomialTail {
    /// Sums from the nearest term outwards, each a known multiple of the one before; no logarithms of factorials.
    ///
    /// The relative error is about `count` times that of one multiplication.
    /// - Complexity: O(`misses`), and the terms that matter.
    static func probability(ofAtLeast misses: Int64, of count: Int64, chance: Double) -> Double {
        if misses <= 0 { return 1 }
        if misses > count || chance <= 0 { return 0 }
        if chance >= 1 { return 1 }
        let odds = chance / (1 - chance)
        if Double(misses) > chance * Double(count) {
            // Above the mean each term is smaller than the one before it.
            let terms = sum(from: misses, through: count, by: 1) { Double(count - $0 + 1) / Double($0) * odds }
            return term(misses, count, chance).scaled(by: terms)
        }
        let terms = sum(from: misses - 1, through: 0, by: -1) { Double($0 + 1) / (Double(count - $0) * odds) }
        return 1 - term(misses - 1, count, chance).scaled(by: terms)
    }

    /// 1 for the first term, and for the next ones what `ratio` makes of each before it, while it matters.
    private static func sum(from first: Int64, through last: Int64, by step: Int64, ratio: (Int64) -> Double) -> Double
    {
        var (sum, term) = (1.0, 1.0)
        var index = first
        while index != last {
            index += step
            term *= ratio(index)
            sum += term
            if term < sum * 1e-17 { break }
        }
        return sum
    }

    /// P(X = misses).
    private static func term(_ misses: Int64, _ count: Int64, _ chance: Double) -> WideNumber {
        var product = WideNumber(1 - chance).power(count - misses)
        for index in 0..<misses {
            product.multiply(by: Double(count - index) / Double(index + 1) * chance)
        }
        return product
    }
}

/// A positive number with a wide exponent: powers of chances fall below the smallest `Double`.
private struct WideNumber {
    /// 1 up to 2.
    private var significand: Double
    private var exponent: Int

    init(_ value: Double) {
        significand = value.significand
        exponent = Int(value.exponent)
    }

    mutating func multiply(by factor: Double) {
        let product = significand * factor
        significand = product.significand
        exponent += Int(product.exponent)
    }

    private mutating func multiply(by other: WideNumber) {
        multiply(by: other.significand)
        exponent += other.exponent
    }

    func power(_ count: Int64) -> WideNumber {
        var (result, base, rest) = (WideNumber(1), self, count)
        while rest > 0 {
            if rest & 1 == 1 { result.multiply(by: base) }
            base.multiply(by: base)
            rest >>= 1
        }
        return result
    }

    /// As an ordinary number; 0 where it is too small to be one.
    func scaled(by factor: Double) -> Double {
        let value = significand * factor
        return Double(sign: .plus, exponent: exponent, significand: value)
    }
}

extension Figures {
    /// Fewer misses than these say nothing.
    private static let fewestMisses: Int64 = 3

    /// Whether so many misses would be less likely than `level`, were the goal just kept.
    package func isBurning(level: Share?) -> Bool {
        guard let level, counted.missed >= Figures.fewestMisses,
            // No more than the goal allows is nothing unlikely.
            !share.isReached(by: counted.met, of: counted.verdicts)
        else { return false }
        let chance = Double(Share.whole - share.parts) / Double(Share.whole)
        let probability = BinomialTail.probability(
            ofAtLeast: counted.missed, of: counted.verdicts, chance: chance)
        return probability < Double(level.parts) / Double(Share.whole)
    }
}
