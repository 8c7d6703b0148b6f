/// A stretch of time in which a calendar is open: `[from, to)`.
package struct OpenPeriod: Hashable, Sendable {
    package let from: Timestamp
    package let to: Timestamp

    package init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }

    var milliseconds: Int64 { to.millisecondsSinceEpoch - from.millisecondsSinceEpoch }
}

/// Walks over the open periods of a calendar, date by date, ascending and united.
///
/// Exact at any distance: what the index is built from, and the slow way for questions outside of it.
struct OpenPeriodWalk: IteratorProtocol, Sequence {
    private let definition: CalendarDefinition
    private var nextDay: Int
    private let lastDay: Int
    private var cursor = 0
    private var waiting: [OpenPeriod] = []
    private var current: OpenPeriod?

    /// - Parameters:
    ///   - days: the civil dates to walk over, as days since 1970-01-01.
    init(_ definition: CalendarDefinition, days: ClosedRange<Int>) {
        self.definition = definition
        nextDay = days.lowerBound
        lastDay = days.upperBound
    }

    mutating func next() -> OpenPeriod? {
        while let period = nextOfADay() {
            guard let open = current else {
                current = period
                continue
            }
            if period.from <= open.to {
                current = OpenPeriod(from: open.from, to: Swift.max(open.to, period.to))
            } else {
                current = period
                return open
            }
        }
        defer { current = nil }
        return current
    }

    private mutating func nextOfADay() -> OpenPeriod? {
        while waiting.isEmpty {
            guard nextDay <= lastDay else { return nil }
            // Backwards, so that the next one is the last of the array.
            waiting = definition.periods(ofDay: nextDay, near: &cursor).reversed()
            nextDay += 1
        }
        return waiting.removeLast()
    }
}

extension CalendarDefinition {
    /// The open periods of a civil date, from the instant of each opening edge to that of its closing edge.
    func periods(ofDay day: Int, near cursor: inout Int) -> [OpenPeriod] {
        var periods: [OpenPeriod] = []
        for interval in self.day(CivilDate(daysSinceEpoch: day)).intervals {
            let midnight = Int64(day) * 86_400
            let from = zone.instant(ofLocal: midnight + Int64(interval.open), near: &cursor)
            let to = zone.instant(ofLocal: midnight + Int64(interval.close), near: &cursor)
            if from < to { periods.append(OpenPeriod(from: from, to: to)) }
        }
        return periods
    }

    /// The days whose civil hours can touch `[from, to]`.
    func days(from: Timestamp, to: Timestamp) -> ClosedRange<Int> {
        let first = zone.date(at: from).daysSinceEpoch - 2
        return first...max(first, zone.date(at: to).daysSinceEpoch + 2)
    }
}
