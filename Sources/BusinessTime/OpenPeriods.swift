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

/// Walks over the open periods of a calendar, ascending and united.
///
/// A calendar that never closes is one period: its end is only found at the end of the walk.
struct OpenPeriodWalk: IteratorProtocol, Sequence {
    private var pieces: DayByDayWalk
    private var current: OpenPeriod?

    /// - Parameter days: the civil dates to walk over, as days since 1970-01-01.
    init(_ definition: CalendarDefinition, days: ClosedRange<Int>) {
        pieces = DayByDayWalk(definition, days: days)
    }

    mutating func next() -> OpenPeriod? {
        while let piece = pieces.next() {
            guard let open = current else {
                current = piece
                continue
            }
            if piece.from <= open.to {
                current = OpenPeriod(from: open.from, to: piece.to)
            } else {
                current = piece
                return open
            }
        }
        defer { current = nil }
        return current
    }
}

/// Walks over the open periods of each civil date, date by date: ascending, never overlapping, touching at midnight.
///
/// Exact at any distance: what the index is built from, and the slow way for questions outside of it.
struct DayByDayWalk: IteratorProtocol, Sequence {
    private let definition: CalendarDefinition
    private var day: Int
    private let lastDay: Int
    private var hours: [CivilInterval] = []
    private var nextHours = 0
    private var zoneCursor = 0
    private var exceptionCursor = 0

    /// - Parameter days: as days since 1970-01-01.
    init(_ definition: CalendarDefinition, days: ClosedRange<Int>) {
        self.definition = definition
        day = days.lowerBound - 1
        lastDay = days.upperBound
    }

    mutating func next() -> OpenPeriod? {
        while true {
            while nextHours == hours.count {
                guard day < lastDay else { return nil }
                day += 1
                hours = definition.hours(ofDay: day, near: &exceptionCursor)
                nextHours = 0
            }
            nextHours += 1
            let period = definition.zone.period(hours[nextHours - 1], ofDay: day, near: &zoneCursor)
            if let period { return period }
        }
    }
}

extension CalendarDefinition {
    /// The open periods of a civil date.
    func periods(ofDay day: Int, near cursor: inout Int) -> [OpenPeriod] {
        self.day(CivilDate(daysSinceEpoch: day)).intervals.compactMap { zone.period($0, ofDay: day, near: &cursor) }
    }

    /// The hours of a civil date, looked up only where a layer may say something of it.
    fileprivate func hours(ofDay day: Int, near cursor: inout Int) -> [CivilInterval] {
        guard exceptions.contains(day, near: &cursor) else { return usualHours(ofDay: day) }
        return self.day(CivilDate(daysSinceEpoch: day)).intervals
    }

    /// The days whose civil hours can touch `[from, to]`.
    func days(from: Timestamp, to: Timestamp) -> ClosedRange<Int> {
        let first = zone.date(at: from).daysSinceEpoch - 2
        return first...max(first, zone.date(at: to).daysSinceEpoch + 2)
    }
}

extension Zone {
    /// From the instant of the opening edge to that of the closing edge; nil where a transition skipped it all.
    fileprivate func period(_ hours: CivilInterval, ofDay day: Int, near cursor: inout Int) -> OpenPeriod? {
        let midnight = Int64(day) * 86_400
        let from = instant(ofLocal: midnight + Int64(hours.open), near: &cursor)
        let to = instant(ofLocal: midnight + Int64(hours.close), near: &cursor)
        return from < to ? OpenPeriod(from: from, to: to) : nil
    }
}
