package import BusinessTime

/// A span of time over which a share is counted; half-open.
package struct Window: Hashable, Sendable {
    package let from: Timestamp
    package let to: Timestamp

    package init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }

    package func contains(_ instant: Timestamp) -> Bool { from <= instant && instant < to }
}

/// How long the windows of a calendar are; the raw values are the words of configuration files.
package enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
    case day
    /// From Monday, as ISO 8601 has it.
    case week
    case month, quarter, year
}

/// The windows of a calendar: each begins at a midnight of its zone.
///
/// A midnight that a transition skipped is the instant of the transition, one that occurs twice is the first of the
/// two; so the windows cover all time, each instant once, and a date that a zone skipped has none.
package struct AlignedWindows: Hashable, Sendable {
    package let unit: CalendarUnit
    package let zone: Zone

    package init(_ unit: CalendarUnit, in zone: Zone) {
        self.unit = unit
        self.zone = zone
    }

    /// The window in which an instant lies.
    package func window(of instant: Timestamp) -> Window {
        let first = unit.firstDate(of: zone.date(at: instant))
        let window = Window(from: midnight(first), to: midnight(unit.next(after: first)))
        if window.contains(instant) { return window }
        // After a midnight that occurs twice the clocks show the date before once more.
        let other = instant < window.from ? unit.firstDate(of: first.day(before: 1)) : unit.next(after: first)
        return Window(from: midnight(other), to: midnight(unit.next(after: other)))
    }

    package func window(after window: Window) -> Window {
        self.window(of: window.to)
    }

    package func window(before window: Window) -> Window {
        self.window(of: window.from - ElapsedTime(milliseconds: 1))
    }

    /// As people name it: `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`.
    package func name(of window: Window) -> String {
        unit.name(of: zone.date(at: window.from))
    }

    /// As people say it: `2026-11-22`, `week 47 of 2026`, `November 2026`, `Q4 2026`, `2026`.
    package func title(of window: Window) -> String {
        unit.title(of: zone.date(at: window.from))
    }

    /// The window of a name.
    ///
    /// - Parameter other: the one of that name in some other zone.
    /// - Returns: nil where none is near that has this name.
    package func window(named name: String, near other: Window) -> Window? {
        let likely = window(of: other.from + ElapsedTime(milliseconds: (other.to - other.from).milliseconds / 2))
        if self.name(of: likely) == name { return likely }
        return [window(before: likely), window(after: likely)].first { self.name(of: $0) == name }
    }

    private func midnight(_ date: CivilDate) -> Timestamp {
        zone.instant(of: date, secondsOfDay: 0)
    }
}

extension CalendarUnit {
    /// The first date of the unit that holds a date.
    fileprivate func firstDate(of date: CivilDate) -> CivilDate {
        switch self {
        case .day: date
        case .week: date.day(before: date.weekday)
        case .month: date.day(before: date.day - 1)
        case .quarter: date.first(ofMonth: (date.month - 1) / 3 * 3 + 1)
        case .year: date.first(ofMonth: 1)
        }
    }

    /// - Parameter first: the first date of a unit.
    fileprivate func next(after first: CivilDate) -> CivilDate {
        switch self {
        case .day: first.day(before: -1)
        case .week: first.day(before: -7)
        // Further than the longest, and not as far as the one after.
        case .month: firstDate(of: first.day(before: -31))
        case .quarter: firstDate(of: first.day(before: -92))
        case .year: firstDate(of: first.day(before: -366))
        }
    }

    fileprivate func title(of date: CivilDate) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        switch self {
        case .day, .year: return name(of: date)
        case .week:
            let (year, week) = date.isoWeek
            return "week \(week) of \(year)"
        case .month: return "\(months[(date.month - 1) % months.count]) \(date.year)"
        case .quarter: return "Q\((date.month + 2) / 3) \(date.year)"
        }
    }

    fileprivate func name(of date: CivilDate) -> String {
        let year = padded(date.year, 4)
        switch self {
        case .day: return "\(year)-\(padded(date.month, 2))-\(padded(date.day, 2))"
        case .week: return "\(padded(date.isoWeek.year, 4))-W\(padded(date.isoWeek.week, 2))"
        case .month: return "\(year)-\(padded(date.month, 2))"
        case .quarter: return "\(year)-Q\((date.month + 2) / 3)"
        case .year: return year
        }
    }
}

extension CivilDate {
    fileprivate func day(before days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch - days) }

    fileprivate func first(ofMonth month: Int) -> CivilDate { CivilDate(year: year, month: month, day: 1) ?? self }

    /// A week belongs to the year of its Thursday (ISO 8601).
    fileprivate var isoWeek: (year: Int, week: Int) {
        let thursday = day(before: weekday - 3)
        return (thursday.year, (thursday.daysSinceEpoch - thursday.first(ofMonth: 1).daysSinceEpoch) / 7 + 1)
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
