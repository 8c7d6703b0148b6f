import BusinessTime

/// Reads dates and instants: `2026-01-01`, `12-26` (of every year), `2026-01-01T09:00:00+01:00`.
enum DateText {
    /// Reads `2026-01-31`.
    static func wholeDate(_ text: String) throws(TextFault) -> CivilDate {
        guard let date = date(text) else {
            throw TextFault(
                what: "\(quoted(text)) is not a date",
                hint: meant(by: text).map { "write \($0)" } ?? "write year-month-day, such as 2026-01-31")
        }
        return date
    }

    /// Reads an instant, or a date, which is its midnight in the zone.
    static func instant(_ text: String, in zone: Zone) throws(TextFault) -> Timestamp {
        if let date = date(text) { return zone.instant(of: date, secondsOfDay: 0) }
        if let instant = try? Timestamp(rfc3339: text) { return instant }
        throw TextFault(
            what: "\(quoted(text)) is neither a date nor an instant",
            hint: meant(by: text).map { "write \($0)" } ?? "write such as 2026-01-31, or 2026-01-31T09:00:00+01:00"
        )
    }

    /// Reads `YYYY-MM-DD` or, for every year, `MM-DD`.
    static func calendarDate(_ text: String) throws(TextFault) -> CalendarDate {
        if let date = date(text) { return .once(date) }
        if let numbers = numbers(text, [2, 2]), let day = MonthDay(month: numbers[0], day: numbers[1]) {
            return .everyYear(day)
        }
        if numbers(text, [4, 2, 2]) != nil || numbers(text, [2, 2]) != nil {
            throw TextFault(what: "there is no date \(quoted(text))", hint: "look at the month and the day")
        }
        throw TextFault(
            what: "\(quoted(text)) is not a date",
            hint: meant(by: text).map { "write \($0)" }
                ?? "write year-month-day such as 2026-12-25, or month-day such as 12-25 for every year")
    }

    /// `2026-12-25` for `25.12.2026`, `12-25` for `25.12.`; nil where it cannot be told.
    ///
    /// With slashes nobody knows which is the month.
    private static func meant(by text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
            MonthDay(month: month, day: day) != nil
        else { return nil }
        let ofYear = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
        if parts[2].isEmpty { return ofYear }
        let written = "\(parts[2])-\(ofYear)"
        return date(written) == nil ? nil : written
    }

    private static func date(_ text: String) -> CivilDate? {
        numbers(text, [4, 2, 2]).flatMap { CivilDate(year: $0[0], month: $0[1], day: $0[2]) }
    }

    /// Numbers of so many digits each, with a dash between them.
    private static func numbers(_ text: String, _ digits: [Int]) -> [Int]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == digits, parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == digits.count ? numbers : nil
    }
}

/// A date, or a day of every year.
enum CalendarDate: Hashable {
    case once(CivilDate)
    case everyYear(MonthDay)
}

extension CalendarDate {
    /// The days from one to another, both included; nil if the first is of one year and the other of every year.
    ///
    /// Days of every year may go over the new year: 12-24 to 01-02.
    static func days(from: CalendarDate, to: CalendarDate) -> [CalendarDate]? {
        switch (from, to) {
        case (.once(let from), .once(let to)):
            guard from <= to else { return [] }
            // A mistyped year should not fill the memory; the caller refuses what is too long.
            let last = min(to.daysSinceEpoch, from.daysSinceEpoch + longestRange)
            return (from.daysSinceEpoch...last).map { .once(CivilDate(daysSinceEpoch: $0)) }
        case (.everyYear(let from), .everyYear(let to)):
            let isWrapped = (from.month, from.day) > (to.month, to.day)
            guard isWrapped else { return daysOfAYear(from: (from.month, from.day), to: (to.month, to.day)) }
            return daysOfAYear(from: (from.month, from.day), to: (12, 31))
                + daysOfAYear(from: (1, 1), to: (to.month, to.day))
        case (.once, .everyYear), (.everyYear, .once):
            return nil
        }
    }

    private static func daysOfAYear(from: (Int, Int), to: (Int, Int)) -> [CalendarDate] {
        // A leap year, so that 29 February is among them.
        guard let first = CivilDate(year: 2_000, month: from.0, day: from.1),
            let last = CivilDate(year: 2_000, month: to.0, day: to.1)
        else { return [] }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }
            .compactMap { MonthDay(month: $0.month, day: $0.day).map(CalendarDate.everyYear) }
    }

    /// No calendar closes for three years.
    static let longestRange = 1_000
}
