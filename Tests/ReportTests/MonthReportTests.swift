import BusinessTime
import Report
import Testing

@Suite("A month of a calendar")
struct MonthReportTests {
    private func report(_ calendar: BusinessCalendar, _ month: String) throws -> String {
        MonthReport(calendar, try #require(CivilMonth(month))).text
    }

    @Test("a December with holidays and special hours, in weeks")
    func december() throws {
        #expect(
            try report(Calendars.berlinOffice(), "2026-12")
                == """
                berlin-office (Europe/Berlin), 2026-12

                WEEK  DATE        DAY  OPEN  HOURS                     NOTE
                49    2026-12-01  Tue  8h    08:00-12:00, 13:00-17:00
                      2026-12-02  Wed  8h    08:00-12:00, 13:00-17:00
                      2026-12-03  Thu  8h    08:00-12:00, 13:00-17:00
                      2026-12-04  Fri  6h    08:00-14:00
                      2026-12-05  Sat  -     closed
                      2026-12-06  Sun  -     closed

                50    2026-12-07  Mon  8h    08:00-12:00, 13:00-17:00
                      2026-12-08  Tue  8h    08:00-12:00, 13:00-17:00
                      2026-12-09  Wed  8h    08:00-12:00, 13:00-17:00
                      2026-12-10  Thu  8h    08:00-12:00, 13:00-17:00
                      2026-12-11  Fri  6h    08:00-14:00
                      2026-12-12  Sat  -     closed
                      2026-12-13  Sun  -     closed

                51    2026-12-14  Mon  8h    08:00-12:00, 13:00-17:00
                      2026-12-15  Tue  8h    08:00-12:00, 13:00-17:00
                      2026-12-16  Wed  8h    08:00-12:00, 13:00-17:00
                      2026-12-17  Thu  8h    08:00-12:00, 13:00-17:00
                      2026-12-18  Fri  6h    08:00-14:00
                      2026-12-19  Sat  -     closed
                      2026-12-20  Sun  -     closed

                52    2026-12-21  Mon  8h    08:00-12:00, 13:00-17:00
                      2026-12-22  Tue  8h    08:00-12:00, 13:00-17:00
                      2026-12-23  Wed  8h    08:00-12:00, 13:00-17:00
                      2026-12-24  Thu  4h    08:00-12:00               Christmas Eve (special hours)
                      2026-12-25  Fri  -     closed                    Christmas Day (holiday)
                      2026-12-26  Sat  -     closed                    Boxing Day (holiday, on a closed day)
                      2026-12-27  Sun  -     closed

                53    2026-12-28  Mon  -     closed                    Works holiday (holiday)
                      2026-12-29  Tue  -     closed                    Works holiday (holiday)
                      2026-12-30  Wed  -     closed                    Works holiday (holiday)
                      2026-12-31  Thu  -     closed                    Works holiday (holiday)

                open 134h on 18 days

                """)
    }

    @Test("the months in which the clock changes")
    func clockChanges() throws {
        let march = try report(Calendars.berlinAlways(), "2027-03")
        #expect(
            march.contains(
                "\n      2027-03-28  Sun  23h   00:00-24:00  clock set forward 02:00 -> 03:00 (+01:00 to +02:00)\n"))
        let october = try report(Calendars.berlinAlways(), "2026-10")
        #expect(
            october.contains(
                "\n      2026-10-25  Sun  25h   00:00-24:00  clock set back 03:00 -> 02:00 (+02:00 to +01:00)\n"))
    }

    @Test("a date that the zone skipped is said not to exist")
    func skippedDate() throws {
        let weekly = [[CivilInterval]](repeating: [Calendars.interval(0, 24)], count: 7)
        let text = try report(Calendars.calendar("apia", "Pacific/Apia", weekly: weekly, []), "2011-12")
        #expect(text.contains("\n      2011-12-30  Fri  -     closed       the zone has no such date\n"))
        #expect(
            text.contains(
                "24h   00:00-24:00  clock set forward 2011-12-30 00:00 -> 2011-12-31 00:00 (-10:00 to +14:00)\n"))
        #expect(text.hasSuffix("\n\nopen 720h on 30 days\n"))
    }

    @Test("always is open on every day of UTC")
    func always() throws {
        let text = try report(.always, "2026-02")
        #expect(text.hasPrefix("always (UTC), 2026-02\n\nWEEK  DATE        DAY  OPEN  HOURS"))
        #expect(text.hasSuffix("\n\nopen 672h on 28 days\n"))
    }

    @Test("as JSON, with stable keys")
    func json() throws {
        let month = try #require(CivilMonth("2026-12"))
        let text = try JSONText.line(MonthReport(Calendars.berlinOffice(), month))
        #expect(text.hasPrefix(#"{"calendar":"berlin-office","days":[{"clock_changes":[],"date":"2026-12-01","#))
        #expect(
            text.contains(
                #"{"clock_changes":[],"date":"2026-12-24","exception":"special_hours","exists":true,"#
                    + #""hours":["08:00-12:00"],"names":["Christmas Eve"],"open_seconds":14400,"week":52,"weekday":"Thu"}"#
            ))
    }

    @Test(
        "a month is written as year and month",
        arguments: [
            ("2026-12", true), ("2026-01", true), ("2026-13", false), ("2026-00", false), ("2026-1", false),
            ("2026-12-01", false), ("26-12", false), ("", false), ("-026-12", false), ("+026-12", false),
            ("2026/12", false),
        ])
    func months(text: String, isMonth: Bool) {
        #expect((CivilMonth(text) != nil) == isMonth)
    }

    @Test(
        "weeks are numbered by their Thursday",
        arguments: [
            ("2026-12", "53    2026-12-28"), ("2027-01", "53    2027-01-01"), ("2027-01", "1     2027-01-04"),
            ("2024-12", "1     2024-12-30"),
        ])
    func weeks(month: String, line: String) throws {
        #expect(try report(Calendars.berlinOffice(), month).contains("\n" + line))
    }
}
