import BusinessTime

/// The verdicts of `(now - span, now]`, and those ahead of now.
///
/// Verdicts count one by one, and for coverage each ticket once. It keeps 16 bytes for each verdict of the span,
/// nothing of older ones. After a clock that was set back it lacks what had left before, until it is built anew.
struct RollingCount: Hashable, Sendable {
    enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case met, missed, excludedMet, excludedMissed, withoutClock, openingNotSeen
    }

    struct Entry: Hashable, Comparable, Sendable {
        let at: Timestamp
        let kind: Kind
        /// What its entering and its leaving make of its ticket's coverage.
        var steps = CoverageSteps()

        static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.kind.rawValue) < (right.at, right.kind.rawValue)
        }
    }

    let span: ElapsedTime
    private(set) var now: Timestamp
    private(set) var count = WindowCount()
    /// In order.
    private var entries: [Entry] = []
    /// Those that count.
    private var inside = 0..<0

    init(span: ElapsedTime, now: Timestamp) {
        self.span = span
        self.now = now
    }

    /// When the next one enters or leaves; nil while none will.
    ///
    /// One that entered at `t` is inside up to `t + span`, and not there any more.
    var nextChange: Timestamp? {
        let leaving = inside.isEmpty ? nil : entries[inside.lowerBound].at + span
        let entering = inside.upperBound < entries.count ? entries[inside.upperBound].at : nil
        return [leaving, entering].compactMap(\.self).min()
    }

    mutating func advance(to moment: Timestamp) {
        now = moment
        var (first, end) = (inside.lowerBound, inside.upperBound)
        while end < entries.count, entries[end].at <= now {
            count += entries[end].kind.count
            count.tickets += entries[end].steps.entering
            end += 1
        }
        while end > first, entries[end - 1].at > now {
            end -= 1
            count -= entries[end].kind.count
            count.tickets -= entries[end].steps.entering
        }
        while first < end, hasLeft(entries[first]) {
            count -= entries[first].kind.count
            count.tickets += entries[first].steps.leaving
            first += 1
        }
        // All at once, so that each costs little.
        if first > 64, first > entries.count / 2 {
            entries.removeSubrange(..<first)
            end -= first
            first = 0
        }
        inside = first..<end
    }

    mutating func add(_ entry: Entry) {
        guard !hasLeft(entry) else {
            // What its ticket has later builds on it.
            count.tickets += entry.steps.entering
            return count.tickets += entry.steps.leaving
        }
        entries.insert(entry, at: place(of: entry))
        guard entry.at <= now else { return }
        inside = inside.lowerBound..<inside.upperBound + 1
        count += entry.kind.count
        count.tickets += entry.steps.entering
    }

    mutating func remove(_ entry: Entry) {
        guard !hasLeft(entry) else {
            count.tickets -= entry.steps.entering
            return count.tickets -= entry.steps.leaving
        }
        var index = place(of: entry)
        while index < entries.count, !(entry < entries[index]), entries[index] != entry { index += 1 }
        guard index < entries.count, entries[index] == entry else { return }
        entries.remove(at: index)
        guard entry.at <= now else { return }
        inside = inside.lowerBound..<inside.upperBound - 1
        count -= entry.kind.count
        count.tickets -= entry.steps.entering
    }

    private func hasLeft(_ entry: Entry) -> Bool { entry.at + span <= now }

    /// The place of the first that is not before it; O(log n).
    private func place(of entry: Entry) -> Int {
        var (low, high) = (0, entries.count)
        // Most are the newest.
        if let last = entries.last, last < entry { return high }
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension RollingCount.Kind {
    /// - Returns: nil for what has no verdict.
    init?(_ state: CycleStanding.State, isExcluded: Bool) {
        switch state {
        case .met: self = isExcluded ? .excludedMet : .met
        case .missed: self = isExcluded ? .excludedMissed : .missed
        case .unmeasured(_, let gap):
            guard !isExcluded else { return nil }
            self = gap == .noClock ? .withoutClock : .openingNotSeen
        case .open, .paused: return nil
        }
    }

    /// What it makes of its ticket.
    var coverage: CoverageSteps.Coverage {
        switch self {
        case .met, .missed, .excludedMet, .excludedMissed: .measured
        case .openingNotSeen: .openingNotSeen
        case .withoutClock: .withoutClock
        }
    }

    fileprivate var count: WindowCount {
        var count = WindowCount()
        switch self {
        case .met, .excludedMet:
            count.all.met = 1
            count.counted.met = self == .met ? 1 : 0
        case .missed, .excludedMissed:
            count.all.missed = 1
            count.counted.missed = self == .missed ? 1 : 0
        case .withoutClock, .openingNotSeen: break
        }
        return count
    }
}
