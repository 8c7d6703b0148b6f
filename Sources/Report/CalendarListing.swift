package import BusinessTime

/// The calendars there are, and how they stand at an instant.
package struct CalendarListing: Encodable {
    private struct Row: Encodable {
        let calendar: String
        let timeZone: String
        let open: Bool
        /// The next opening or closing; missing where there is none.
        let until: String?
        let holidaysAhead: Int
    }

    private let rows: [Row]

    package init(_ calendars: [BusinessCalendar], at now: Timestamp) {
        rows = calendars.map { calendar in
            let open = calendar.isOpen(at: now)
            let change = open ? calendar.nextClosing(after: now) : calendar.nextOpening(atOrAfter: now)
            // A calendar that never closes is open as far as anybody looks.
            let until = change.flatMap { $0 - now < BusinessCalendar.horizon ? calendar.text(of: $0) : nil }
            return Row(
                calendar: calendar.name, timeZone: calendar.zone.name, open: open, until: until,
                holidaysAhead: calendar.holidays(yearFrom: calendar.zone.date(at: now)))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows)
    }

    package var text: String {
        var table = Table(columns: ["CALENDAR", "TIME ZONE", "NOW", "UNTIL", "HOLIDAYS IN A YEAR"])
        for row in rows {
            table.add([
                row.calendar, row.timeZone, row.open ? "open" : "closed", row.until ?? "-", String(row.holidaysAhead),
            ])
        }
        return table.text
    }
}

extension BusinessCalendar {
    fileprivate func holidays(yearFrom start: CivilDate) -> Int {
        (0..<365).count {
            guard case .holiday? = definition?.day(start.later(days: $0)).reason else { return false }
            return true
        }
    }
}
