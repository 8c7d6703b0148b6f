import BusinessTime
import Foundation
import Testing

/// Calendars to report on.
enum Calendars {
    static func zone(_ name: String) throws -> Zone {
        let bytes = try #require(
            FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)"),
            "the zone data are missing: install Debian's package tzdata")
        return try Zone(name: name, tzif: Array(bytes))
    }

    /// Monday to Thursday 08:00-12:00 and 13:00-17:00, Friday 08:00-14:00, with a Christmas.
    static func berlinOffice(_ layers: [CalendarLayer] = [christmas]) throws -> BusinessCalendar {
        let usual = [interval(8, 12), interval(13, 17)]
        return try calendar(
            "berlin-office", "Europe/Berlin", weekly: [usual, usual, usual, usual, [interval(8, 14)], [], []], layers)
    }

    /// Open at every instant of Berlin's weeks.
    static func berlinAlways() throws -> BusinessCalendar {
        try calendar("round-the-clock", "Europe/Berlin", weekly: .init(repeating: [interval(0, 24)], count: 7), [])
    }

    static func calendar(
        _ name: String, _ zone: String, weekly: [[CivilInterval]], _ layers: [CalendarLayer]
    ) throws -> BusinessCalendar {
        let definition = CalendarDefinition(name: name, zone: try self.zone(zone), weekly: weekly, layers: layers)
        let from = try Timestamp(rfc3339: "2026-01-01T00:00:00Z")
        return BusinessCalendar(definition, indexedFrom: from, to: from + .days(800))
    }

    static let christmas = CalendarLayer(
        holidays: [
            date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Works holiday",
            date(2026, 12, 29): "Works holiday", date(2026, 12, 30): "Works holiday",
            date(2026, 12, 31): "Works holiday",
        ],
        yearlyHolidays: [monthDay(12, 26): "Boxing Day"],
        specialHours: [date(2026, 12, 24): DatedHours(name: "Christmas Eve", intervals: [interval(8, 12)])])

    static func interval(_ open: Int, _ close: Int) -> CivilInterval {
        guard let interval = CivilInterval(open: open * 3_600, close: close * 3_600) else {
            preconditionFailure("hours in order")
        }
        return interval
    }

    static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else { preconditionFailure("a date") }
        return date
    }

    static func monthDay(_ month: Int, _ day: Int) -> MonthDay {
        guard let day = MonthDay(month: month, day: day) else { preconditionFailure("a day of a year") }
        return day
    }
}
