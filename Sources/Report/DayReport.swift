import BusinessTime

/// A date of a calendar's month, as a row and as an object.
struct DayReport: Encodable {
    let date: String
    let weekday: String
    let week: Int
    let hours: [String]
    let openSeconds: Double
    /// The kind of exception, missing for what every week has.
    let exception: String?
    let names: [String]
    let clockChanges: [ClockChange]
    /// False where the zone skipped the whole date.
    let exists: Bool
    let cells: [String]

    enum CodingKeys: CodingKey {
        case date, weekday, week, hours, openSeconds, exception, names, clockChanges, exists
    }

    init(_ calendar: BusinessCalendar, _ date: CivilDate) {
        let day = DayHours(calendar, date)
        let (from, to) = calendar.bounds(of: date)
        let open = calendar.openTime(from: from, to: to)
        self.date = date.isoText
        weekday = date.weekdayText
        week = date.week
        hours = from < to ? day.intervals.map(\.text) : []
        openSeconds = open.seconds
        exception = day.reason.word
        names = day.reason.names
        clockChanges = ClockChange.all(in: calendar.zone, from: from, to: to).map(\.change)
        exists = from < to
        let notes = [day.note] + clockChanges.map(\.note) + [exists ? nil : "the zone has no such date"]
        cells = [
            date.weekday == 0 || date.day == 1 ? String(week) : "", self.date, weekday,
            open > .zero ? open.text : "-", hours.isEmpty ? "closed" : hours.joined(separator: ", "),
            notes.compactMap(\.self).joined(separator: "; "),
        ]
    }
}
