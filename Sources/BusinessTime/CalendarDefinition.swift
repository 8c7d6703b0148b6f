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

    var isEmpty: Bool {
        holidays.isEmpty && yearlyHolidays.isEmpty && specialHours.isEmpty && yearlySpecialHours.isEmpty
            && closures.isEmpty
    }
}

/// What a business calendar is made of: a zone, weekly hours and dated exceptions.
package struct CalendarDefinition: Hashable, Sendable {
    package let name: String
    package let zone: Zone
    /// Monday first, each day ascending and not touching; what lasts over midnight is written into the next day.
    package let weekly: [[CivilInterval]]
    /// The strongest first: the calendar's own file, its `.ics` files, then those of the calendar it extends.
    package let layers: [CalendarLayer]
    /// The dates of which a layer may say something.
    let exceptions: ExceptionDays

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
        self.weekly = days.map(\.united)
        self.layers = layers.filter { !$0.isEmpty }
        exceptions = ExceptionDays(layers)
    }
}
