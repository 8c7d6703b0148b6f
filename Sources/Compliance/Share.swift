/// The share of a goal, exact: 95 % is 95,000 of 100,000 parts.
package struct Share: Hashable, Comparable, Sendable {
    /// How many parts the whole has.
    package static let whole: Int64 = 100_000
    /// 1 to `whole`.
    package let parts: Int64

    /// - Parameter parts: thousandths of a percent.
    /// - Returns: nil for nothing, and for more than all.
    package init?(parts: Int64) {
        guard (1...Share.whole).contains(parts) else { return nil }
        self.parts = parts
    }

    package static func < (left: Share, right: Share) -> Bool { left.parts < right.parts }

    /// As people write it: `95%`, `99.5%`.
    package var text: String { "\(percentText(parts, decimals: 3, keepsZeros: false))%" }

    /// Whether `part` of `count` is at least the share; of nothing it is.
    package func isReached(by part: Int64, of count: Int64) -> Bool {
        part * Share.whole >= parts * count
    }

    /// The most misses among `count` with which the share is still reached: 2 of 40 and 1 of 38 for 95 %.
    package func missesAllowed(of count: Int64) -> Int64 {
        (Share.whole - parts) * count / Share.whole
    }

    /// The smallest number of further meets with which `part` of `count` reaches the share.
    ///
    /// - Returns: nil where no number does: after a miss of a goal of 100 %.
    package func meetsNeeded(by part: Int64, of count: Int64) -> Int64? {
        let short = parts * count - part * Share.whole
        if short <= 0 { return 0 }
        let gain = Share.whole - parts
        return gain == 0 ? nil : (short + gain - 1) / gain
    }
}

/// A part of a whole, both counted.
package struct Proportion: Hashable, Sendable {
    package let part: Int64
    package let whole: Int64

    package init(_ part: Int64, of whole: Int64) {
        self.part = part
        self.whole = whole
    }

    /// The percentage, cut and never rounded up, so that nothing below a goal looks like the goal: `94.9` for 949.9 of
    /// 1,000; nil of nothing.
    ///
    /// - Parameter decimals: 0 to 3.
    package func percentText(decimals: Int = 1) -> String? {
        guard whole > 0 else { return nil }
        let parts = part.multipliedFullWidth(by: Share.whole)
        return Compliance.percentText(whole.dividingFullWidth(parts).quotient, decimals: decimals, keepsZeros: true)
    }
}

/// Thousandths of a percent as a percentage, cut after some decimals.
private func percentText(_ parts: Int64, decimals: Int, keepsZeros: Bool) -> String {
    var digits = String(String(parts % 1_000 + 1_000).dropFirst().prefix(decimals))
    while !keepsZeros, digits.last == "0" { digits.removeLast() }
    return digits.isEmpty ? "\(parts / 1_000)" : "\(parts / 1_000).\(digits)"
}
