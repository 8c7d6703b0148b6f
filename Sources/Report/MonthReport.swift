package import BusinessTime

/// A month of a calendar: the hours of each day, its exceptions by name, and where the clock changes.
package struct MonthReport: Encodable {
    private let calendar: String
    private let timeZone: String
    private let month: String
    private let openSeconds: Double
    private let days: [DayReport]
    private let total: String

    enum CodingKeys: CodingKey {
        case calendar, timeZone, month, openSeconds, days
    }

    package init(_ calendar: BusinessCalendar, _ month: CivilMonth) {
        self.calendar = calendar.name
        timeZone = calendar.zone.name
        self.month = month.text
        days = month.dates.map { DayReport(calendar, $0) }
        let open = calendar.open(on: month.dates)
        openSeconds = open.seconds
        total = "open \(open.text) on \(days.count { $0.openSeconds > 0 }) days"
    }

    /// A heading, a line a day with a gap between the weeks, and the total.
    package var text: String {
        var table = Table(columns: ["WEEK", "DATE", "DAY", "OPEN", "HOURS", "NOTE"])
        for day in days { table.add(day.cells) }
        var lines = table.text.split(separator: "\n").map(String.init)
        for (index, day) in days.enumerated().reversed() where index > 0 && day.weekday == "Mon" {
            lines.insert("", at: index + 1)
        }
        let heading = Table.harmless("\(calendar) (\(timeZone)), \(month)")
        return ([heading, ""] + lines + ["", total]).joined(separator: "\n") + "\n"
    }
}

extension BusinessCalendar {
    /// From the midnight of a date to the next.
    func bounds(of date: CivilDate) -> (from: Timestamp, to: Timestamp) {
        (zone.instant(of: date, secondsOfDay: 0), zone.instant(of: date, secondsOfDay: 86_400))
    }

    /// - Parameter dates: ascending, without a gap.
    fileprivate func open(on dates: [CivilDate]) -> OpenTime {
        guard let first = dates.first, let last = dates.last else { return .zero }
        return openTime(from: bounds(of: first).from, to: bounds(of: last).to)
    }
}
