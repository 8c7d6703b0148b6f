import Dispatch
import Synchronization

/// Makes the parts of a whole on all cores, and takes them one after the other in their order.
///
/// Some dozens are made before they are taken, so that no more of them lie in memory.
///
/// - Parameters:
///   - make: what comes of one part; it runs beside others.
///   - take: runs where this is called from. What it throws ends the work.
func sideBySide<Part: Sendable, Made: Sendable>(
    _ parts: [Part], make: @Sendable (Part) -> Made, take: (Made) throws -> Void
) rethrows {
    for first in stride(from: 0, to: parts.count, by: 64) {
        let some = parts[first..<min(first + 64, parts.count)]
        for made in allAtOnce(some, make) { try take(made) }
    }
}

private func allAtOnce<Part: Sendable, Made: Sendable>(
    _ parts: ArraySlice<Part>, _ make: @Sendable (Part) -> Made
) -> [Made] {
    let made = Mutex([Made?](repeating: nil, count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { place in
        let one = make(parts[parts.startIndex + place])
        made.withLock { $0[place] = one }
    }
    return made.withLock { $0.compactMap(\.self) }
}

extension Range<Int> {
    /// Its parts, of `size` each but for the last.
    func parts(of size: Int) -> [Range<Int>] {
        stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
    }
}
