package import BusinessTime

/// How long something took, over many cycles: a few hundred counters, whatever their number.
package struct TimeSpread: Hashable, Sendable {
    /// The upper ends of the bins of the chart, in minutes; each about twice the one before it.
    package static let edgeMinutes: [Int64] = [
        1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 30_720, 61_440,
    ]

    /// Of each bin, the last one without an end, how many were met and how many were missed.
    package private(set) var met = [Int64](repeating: 0, count: edgeMinutes.count + 1)
    package private(set) var missed = [Int64](repeating: 0, count: edgeMinutes.count + 1)
    /// Empty before the first.
    private var fine: [Int64] = []
    private var targets: [Int64: Int64] = [:]
    package private(set) var count: Int64 = 0

    package init() {}

    package mutating func add(_ time: OpenTime, of target: OpenTime, isMet: Bool) {
        let bin = TimeSpread.bin(of: time.milliseconds)
        if isMet { met[bin] += 1 } else { missed[bin] += 1 }
        if fine.isEmpty { fine = [Int64](repeating: 0, count: TimeSpread.fineCount) }
        fine[TimeSpread.fineIndex(time.milliseconds)] += 1
        targets[target.milliseconds, default: 0] += 1
        count += 1
    }

    package mutating func add(_ other: TimeSpread) {
        guard other.count > 0 else { return }
        for index in met.indices {
            met[index] += other.met[index]
            missed[index] += other.missed[index]
        }
        if fine.isEmpty {
            fine = other.fine
        } else {
            for index in other.fine.indices { fine[index] += other.fine[index] }
        }
        targets.merge(other.targets) { $0 + $1 }
        count += other.count
    }

    /// An amount at an edge belongs to the bin that ends there: a target that is just kept lies before its mark.
    private static func bin(of milliseconds: Int64) -> Int {
        var (low, high) = (0, edgeMinutes.count)
        while low < high {
            let middle = (low + high) / 2
            if milliseconds <= edgeMinutes[middle] * 60_000 { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

// The median and its like, to one part in 128.
extension TimeSpread {
    private static let stepsBits = 7
    private static let fineCount = (64 - stepsBits) << stepsBits

    /// The place in a scale whose steps double in width with each power of two: exact up to 255 ms.
    private static func fineIndex(_ milliseconds: Int64) -> Int {
        let value = UInt64(max(0, milliseconds))
        let shift = max(0, 63 - value.leadingZeroBitCount - stepsBits)
        return (shift << stepsBits) + Int(value >> UInt64(shift))
    }

    /// The greatest amount of a step.
    private static func end(ofFine index: Int) -> Int64 {
        let shift = max(0, (index >> stepsBits) - 1)
        let value = UInt64(index - (shift << stepsBits))
        return Int64(clamping: ((value + 1) << UInt64(shift)) - 1)
    }

    /// Within which so many percent lie, at most one part in 128 more than it was; nil of nothing.
    package func time(percent: Int64) -> OpenTime? {
        guard count > 0 else { return nil }
        let rank = (count * percent + 99) / 100
        var sum: Int64 = 0
        for (index, count) in fine.enumerated() where count > 0 {
            sum += count
            if sum >= rank { return OpenTime(milliseconds: TimeSpread.end(ofFine: index)) }
        }
        return nil
    }

    /// The target that half of the cycles had at most; exact.
    package var medianTarget: OpenTime? {
        let rank = (count + 1) / 2
        var sum: Int64 = 0
        for (target, count) in targets.sorted(by: { $0.key < $1.key }) {
            sum += count
            if sum >= rank, rank > 0 { return OpenTime(milliseconds: target) }
        }
        return nil
    }
}
