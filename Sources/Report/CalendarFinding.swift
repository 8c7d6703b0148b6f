package import BusinessTime

/// One thing that a person should know of a calendar's year to come.
package struct CalendarFinding: Encodable, Hashable, Sendable {
    /// The words are stable.
    package enum Kind: String, Encodable, Sendable {
        /// A holiday falls on a day that is closed anyway.
        case closedDay = "closed_day"
        /// A list of dates ends before the year ahead does.
        case listEnds = "list_ends"
        /// A day that is usually open has no hours, and no holiday says so.
        case noHours = "no_hours"
        /// Two names stand for one date.
        case twoNames = "two_names"
    }

    package let calendar: String
    package let kind: Kind
    /// The date it is about: `2026-12-26`.
    package let date: String
    package let what: String

    /// Looks at a year of a calendar; `always` has nothing to find.
    ///
    /// - Parameter start: the first date of the year.
    /// - Returns: by date.
    package static func all(in calendar: BusinessCalendar, from start: CivilDate) -> [CalendarFinding] {
        guard let definition = calendar.definition else { return [] }
        let year = YearAhead(calendar: calendar, definition: definition, start: start)
        return year.findings.sorted { ($0.date, $0.what) < ($1.date, $1.what) }
    }

    /// A row a finding.
    package static func text(_ findings: [CalendarFinding]) -> String {
        guard !findings.isEmpty else { return "nothing odd in the year ahead\n" }
        var table = Table(columns: ["CALENDAR", "DATE", "KIND", "FINDING"])
        for finding in findings {
            table.add([finding.calendar, finding.date, finding.kind.rawValue, finding.what])
        }
        return table.text
    }
}
