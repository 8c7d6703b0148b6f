import BusinessTime
import Testing

// Calendars and instants as a table of cases writes them.

/// `09:00-12:00, 13:00-17:00` as intervals; `22:00-06:00` closes after midnight; nothing is closed.
func hours(_ text: String) throws -> [CivilInterval] {
    try text.split(separator: ",").map { part in
        let ends = try part.split(separator: "-").map { try minutes($0.filter { $0 != " " }) }
        let close = ends[1] <= ends[0] ? ends[1] + 1_440 : ends[1]
        return try #require(CivilInterval(open: ends[0] * 60, close: close * 60), "\(part)")
    }
}

private func minutes(_ text: String) throws -> Int {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    try #require(parts.count == 2, "\(text)")
    return parts[0] * 60 + parts[1]
}

/// `mon-fri 09:00-17:00; sat 10:00-12:00` as seven days.
func week(_ text: String) throws -> [[CivilInterval]] {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    var days = [[CivilInterval]](repeating: [], count: 7)
    for rule in text.split(separator: ";") {
        let words = rule.split(separator: " ", maxSplits: 1).map(String.init)
        let ends = try words[0].split(separator: "-").map { try #require(names.firstIndex(of: String($0))) }
        for day in ends[0]...(ends.last ?? ends[0]) { days[day] += try hours(words[1]) }
    }
    return days
}

/// `2026-12-25`.
func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    try #require(parts.count == 3, "\(text)")
    return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]), "\(text)")
}

/// `12-25`.
func yearly(_ text: String) throws -> MonthDay {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(MonthDay(month: parts[0], day: parts[1]), "\(text)")
}

/// RFC 3339.
func at(_ text: String) throws -> Timestamp {
    try Timestamp(rfc3339: text)
}

func seconds(_ count: Int64) -> OpenTime {
    OpenTime(milliseconds: count * 1_000)
}

/// A calendar of the system's zone, indexed for some years around its time, or not at all.
func calendar(
    _ zone: String, _ weekly: String, layers: [CalendarLayer] = [], years: ClosedRange<Int>? = nil
) throws -> BusinessCalendar {
    let zone = zone == "UTC" ? Zone.utc : try ZoneFiles.zone(zone)
    let definition = CalendarDefinition(name: "c", zone: zone, weekly: try week(weekly), layers: layers)
    guard let years else {
        return BusinessCalendar(
            definition, indexedFrom: try at("1970-01-01T00:00:00Z"), to: try at("1970-01-01T00:00:00Z"))
    }
    return BusinessCalendar(
        definition, indexedFrom: try at("\(years.lowerBound)-01-01T00:00:00Z"),
        to: try at("\(years.upperBound)-12-31T23:59:59Z"))
}
