/// A stretch of a civil day, `[open, close)`, in seconds since its midnight.
package struct CivilInterval: Hashable, Sendable {
    /// 0 to 86,399.
    package let open: Int
    /// Up to 86,400, the next midnight; more only in special hours, which may last into the next date.
    package let close: Int

    /// - Returns: nil if the ends are equal or out of range.
    package init?(open: Int, close: Int) {
        guard (0..<86_400).contains(open), close > open, close <= 2 * 86_400 else { return nil }
        self.open = open
        self.close = close
    }
}

/// A day of any year.
package struct MonthDay: Hashable, Sendable {
    package let month: Int
    package let day: Int

    /// - Returns: nil if no year has such a day; 29 February is one of leap years.
    package init?(month: Int, day: Int) {
        guard CivilDate(year: 2_000, month: month, day: day) != nil else { return nil }
        self.month = month
        self.day = day
    }

    init(_ date: CivilDate) {
        month = date.month
        day = date.day
    }
}

/// A name and the hours that a date has instead of its weekday's; none for a holiday.
package struct DatedHours: Hashable, Sendable {
    package var name: String?
    package var intervals: [CivilInterval]

    package init(name: String?, intervals: [CivilInterval]) {
        self.name = name
        self.intervals = intervals
    }
}

/// The dated exceptions that one source brings: a calendar's file, or the `.ics` files it names.
package struct CalendarLayer: Hashable, Sendable {
    package var holidays: [CivilDate: String]
    package var yearlyHolidays: [MonthDay: String]
    package var specialHours: [CivilDate: DatedHours]
    package var yearlySpecialHours: [MonthDay: DatedHours]
    /// Parts of a date that are closed, with a name.
    package var closures: [CivilDate: [DatedHours]]

    package init(
        holidays: [CivilDate: String] = [:], yearlyHolidays: [MonthDay: String] = [:],
        specialHours: [CivilDate: DatedHours] = [:], yearlySpecialHours: [MonthDay: DatedHours] = [:],
        closures: [CivilDate: [DatedHours]] = [:]
    ) {
        self.holidays = holidays
        self.yearlyHolidays = yearlyHolidays
        self.specialHours = specialHours
        self.yearlySpecialHours = yearlySpecialHours
        self.closures = closures
    }

    var lastsOverMidnight: Bool {
        [Array(specialHours.values), Array(yearlySpecialHours.values)].joined()
            .contains { $0.intervals.contains { $0.close > 86_400 } }
    }

    var isEmpty: Bool {
        holidays.isEmpty && yearlyHolidays.isEmpty && specialHours.isEmpty && yearlySpecialHours.isEmpty
            && closures.isEmpty
    }
}

/// What a business calendar is made of: a zone, weekly hours and dated exceptions.
package struct CalendarDefinition: Hashable, Sendable {
    package let name: String
    package let zone: Zone
    /// Monday first; what lasts over midnight is written into the next day.
    package let weekly: [[CivilInterval]]
    /// The strongest first: the calendar's own file, its `.ics` files, then those of the calendar it extends.
    package let layers: [CalendarLayer]
    /// Special hours of some date last into the next one.
    private let lastsOverMidnight: Bool

    /// - Parameter weekly: seven days, Monday first; an interval may close after midnight.
    package init(name: String, zone: Zone, weekly: [[CivilInterval]], layers: [CalendarLayer]) {
        precondition(weekly.count == 7, "a week has seven days")
        self.name = name
        self.zone = zone
        var days = [[CivilInterval]](repeating: [], count: 7)
        for (day, intervals) in weekly.enumerated() {
            for interval in intervals {
                days[day] += [interval.ofTheDay].compactMap(\.self)
                days[(day + 1) % 7] += [interval.ofTheNextDay].compactMap(\.self)
            }
        }
        self.weekly = days
        self.layers = layers.filter { !$0.isEmpty }
        lastsOverMidnight = layers.contains(where: \.lastsOverMidnight)
    }
}

extension CivilInterval {
    /// The part up to midnight.
    var ofTheDay: CivilInterval? { CivilInterval(open: open, close: min(close, 86_400)) }
    /// The part after midnight.
    var ofTheNextDay: CivilInterval? { CivilInterval(open: 0, close: close - 86_400) }
}

/// Why a date has the hours it has.
package struct CalendarDay: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case weekday
        case holiday(String)
        case specialHours(String?)
        /// Closed in part, by these names.
        case closures([String])
    }

    package let date: CivilDate
    package let reason: Reason
    /// Within the date, ascending, not touching.
    package let intervals: [CivilInterval]
}

extension CalendarDefinition {
    /// The hours of a date: those of the strongest layer that says something of it, else its weekday's; less the closed
    /// parts that this layer and stronger ones bring.
    package func day(_ date: CivilDate) -> CalendarDay {
        let monthDay = MonthDay(date)
        var closures: [DatedHours] = []
        for layer in layers {
            if let special = layer.specialHours[date] ?? layer.yearlySpecialHours[monthDay] {
                let intervals = special.intervals.compactMap(\.ofTheDay).united
                return day(date, .specialHours(special.name), intervals, without: closures)
            }
            if let holiday = layer.holidays[date] ?? layer.yearlyHolidays[monthDay] {
                return CalendarDay(date: date, reason: .holiday(holiday), intervals: [])
            }
            closures += layer.closures[date] ?? []
        }
        return day(date, .weekday, usualHours(of: date), without: closures)
    }

    private func day(
        _ date: CivilDate, _ reason: CalendarDay.Reason, _ intervals: [CivilInterval], without closures: [DatedHours]
    ) -> CalendarDay {
        guard !closures.isEmpty else { return CalendarDay(date: date, reason: reason, intervals: intervals) }
        return CalendarDay(
            date: date, reason: .closures(closures.compactMap(\.name)),
            intervals: intervals.without(closures.flatMap(\.intervals)))
    }

    /// The hours of the weekday, and what the special hours of the date before last into this one.
    private func usualHours(of date: CivilDate) -> [CivilInterval] {
        let days = date.daysSinceEpoch
        // 1970-01-01 was a Thursday; Monday is 0.
        let hours = weekly[((days + 3) % 7 + 7) % 7]
        guard lastsOverMidnight else { return hours.united }
        return (hours + spill(from: CivilDate(daysSinceEpoch: days - 1))).united
    }

    private func spill(from date: CivilDate) -> [CivilInterval] {
        let monthDay = MonthDay(date)
        for layer in layers {
            if let special = layer.specialHours[date] ?? layer.yearlySpecialHours[monthDay] {
                return special.intervals.compactMap(\.ofTheNextDay)
            }
            if layer.holidays[date] != nil || layer.yearlyHolidays[monthDay] != nil { return [] }
        }
        return []
    }
}

extension [CivilInterval] {
    /// Ascending, those that touch or overlap made one.
    var united: [CivilInterval] {
        guard count > 1 else { return self }
        var result: [CivilInterval] = []
        for interval in sorted(by: { ($0.open, $0.close) < ($1.open, $1.close) }) {
            if let last = result.last, interval.open <= last.close {
                result.removeLast()
                result += [CivilInterval(open: last.open, close: Swift.max(last.close, interval.close))]
                    .compactMap(\.self)
            } else {
                result.append(interval)
            }
        }
        return result
    }

    /// What is left when the closed parts are taken out.
    func without(_ closed: [CivilInterval]) -> [CivilInterval] {
        closed.reduce(united) { open, part in
            open.flatMap { interval in
                [
                    CivilInterval(open: interval.open, close: Swift.min(interval.close, part.open)),
                    CivilInterval(open: Swift.max(interval.open, part.close), close: interval.close),
                ].compactMap(\.self)
            }
        }
    }
}
