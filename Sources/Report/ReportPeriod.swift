package import BusinessTime
package import Compliance

/// The day, week, month, quarter or year that a report is about; where it begins depends on the zone.
package struct ReportPeriod: Hashable, Sendable {
    package let unit: CalendarUnit
    /// Any date that lies in it.
    private let date: CivilDate

    private init(_ unit: CalendarUnit, _ date: CivilDate) {
        self.unit = unit
        self.date = date
    }

    /// Reads `2026`, `2026-Q4`, `2026-11`, `2026-W47` or `2026-11-22`.
    ///
    /// - Returns: nil for anything else.
    package init?(_ name: String) {
        guard let found = ReportPeriod.date(name) else { return nil }
        self.init(found.unit, found.date)
        guard self.name == name else { return nil }
    }

    /// The month before that of an instant: the last one of which nothing is still to come.
    package static func lastFullMonth(before now: Timestamp, in zone: Zone) -> ReportPeriod {
        let today = zone.date(at: now)
        return ReportPeriod(.month, CivilDate(daysSinceEpoch: today.daysSinceEpoch - today.day))
    }

    package var name: String { aligned(in: .utc).name(of: window(in: .utc)) }

    /// As the journal words it.
    var title: String { aligned(in: .utc).title(of: window(in: .utc)) }

    func aligned(in zone: Zone) -> AlignedWindows { AlignedWindows(unit, in: zone) }

    /// A day that a zone skipped is the one that follows it there.
    func window(in zone: Zone) -> Window {
        aligned(in: zone).window(of: zone.instant(of: date, secondsOfDay: 43_200))
    }

    private static func date(_ name: String) -> (unit: CalendarUnit, date: CivilDate)? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ number($0, digits: 4) }) else { return nil }
        guard parts.count > 1 else { return date(year, 1, 1).map { (.year, $0) } }
        if parts.count == 3, let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2) {
            return date(year, month, day).map { (.day, $0) }
        }
        guard parts.count == 2 else { return nil }
        switch parts[1].first {
        case "Q":
            return number(parts[1].dropFirst(), digits: 1).flatMap { date(year, $0 * 3, 1) }.map { (.quarter, $0) }
        case "W": return number(parts[1].dropFirst(), digits: 2).flatMap { week($0, of: year) }.map { (.week, $0) }
        default: return number(parts[1], digits: 2).flatMap { date(year, $0, 1) }.map { (.month, $0) }
        }
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        text.utf8.count == digits && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate? {
        CivilDate(year: year, month: month, day: day)
    }

    /// The week's Monday; 4 January lies in the first week (ISO 8601).
    private static func week(_ week: Int, of year: Int) -> CivilDate? {
        guard let inFirst = date(year, 1, 4), (1...53).contains(week) else { return nil }
        return CivilDate(daysSinceEpoch: inFirst.daysSinceEpoch - inFirst.weekday + (week - 1) * 7)
    }
}

/// Windows one after the other, and in which of them an instant lies.
struct WindowRuler: Hashable, Sendable {
    let names: [String]
    private(set) var windows: [Window]
    /// Those that the report is about; the ones before show how it was.
    let reported: Range<Int>
    /// nil of a rolling window.
    let unit: CalendarUnit?

    /// So many windows before those of the report are looked at.
    private static func before(_ unit: CalendarUnit) -> Int {
        switch unit {
        case .day: 13
        case .week, .month: 12
        case .quarter: 7
        case .year: 4
        }
    }

    /// The windows of a calendar that overlap a period, and some before.
    init(_ aligned: AlignedWindows, over period: ReportPeriod) {
        let whole = period.window(in: aligned.zone)
        var windows = [aligned.window(of: whole.from)]
        while let last = windows.last, last.to < whole.to { windows.append(aligned.window(after: last)) }
        let count = windows.count
        for _ in 0..<WindowRuler.before(aligned.unit) {
            windows.first.map { windows.insert(aligned.window(before: $0), at: 0) }
        }
        self.windows = windows
        names = windows.map(aligned.name)
        reported = (windows.count - count)..<windows.count
        unit = aligned.unit
    }

    /// A rolling window up to the end of a period, or to now.
    init(_ span: ElapsedTime, over period: ReportPeriod, in zone: Zone, now: Timestamp) {
        let end = min(period.window(in: zone).to - ElapsedTime(milliseconds: 1), now)
        // Without its first instant, and with its last.
        let step = ElapsedTime(milliseconds: 1)
        windows = [Window(from: end - span + step, to: end + step)]
        names = [span.daysText]
        reported = 0..<1
        unit = nil
    }

    /// - Returns: nil for an instant before all of them, or after.
    func index(of instant: Timestamp) -> Int? {
        guard let first = windows.first, let last = windows.last, first.from <= instant, instant < last.to else {
            return nil
        }
        var (low, high) = (0, windows.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if windows[middle].from <= instant { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
