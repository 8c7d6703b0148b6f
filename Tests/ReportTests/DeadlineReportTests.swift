import BusinessTime
import Report
import Testing

@Suite("Deadlines and open time, explained")
struct DeadlineReportTests {
    @Test("a deadline at closing time says when the calendar opens next")
    func atClosingTime() throws {
        let office = try Calendars.berlinOffice()
        let report = DeadlineReport(
            office, counting: office, start: try Timestamp(rfc3339: "2026-10-23T11:00:00Z"), target: "9bh",
            deadline: try Timestamp(rfc3339: "2026-10-26T16:00:00Z"))
        #expect(
            report.text
                == """
                calendar  berlin-office (Europe/Berlin)
                start     2026-10-23T13:00:00+02:00
                target    9bh
                deadline  2026-10-26T17:00:00+01:00
                note      used up exactly at closing time; next opening: 2026-10-27T08:00:00+01:00

                FROM                       TO                         OPEN  TOTAL  NOTE
                2026-10-23T13:00:00+02:00  2026-10-23T14:00:00+02:00  1h    1h
                2026-10-25T02:00:00+01:00                             -     1h     clock set back 03:00 -> 02:00
                2026-10-26T08:00:00+01:00  2026-10-26T12:00:00+01:00  4h    5h
                2026-10-26T13:00:00+01:00  2026-10-26T17:00:00+01:00  4h    9h

                """)
    }

    @Test("elapsed time says that hours do not count")
    func elapsed() throws {
        let start = try Timestamp(rfc3339: "2026-12-25T11:00:00Z")
        let report = DeadlineReport(
            try Calendars.berlinOffice(), counting: .always, start: start, target: "4h", deadline: start + .hours(4))
        #expect(
            try JSONText.line(report)
                == #"{"calendar":"berlin-office","deadline":"2026-12-25T16:00:00+01:00","#
                + #""note":"elapsed time: every hour counts, open or closed","rows":[{"from":"#
                + #""2026-12-25T12:00:00+01:00","kind":"open","open_seconds":14400,"to":"2026-12-25T16:00:00+01:00","#
                + #""total_seconds":14400}],"start":"2026-12-25T12:00:00+01:00","target":"4h","#
                + #""time_zone":"Europe/Berlin"}"#)
    }

    @Test("never has no rows")
    func never() throws {
        let office = try Calendars.berlinOffice()
        let start = try Timestamp(rfc3339: "2026-12-25T11:00:00Z")
        let text = DeadlineReport(office, counting: office, start: start, target: "400000bh", deadline: nil).text
        #expect(
            text.hasSuffix(
                "\ndeadline  never\nnote      50 years do not bring so much open time\n\n"
                    + "FROM  TO  OPEN  TOTAL  NOTE\n"))
    }

    @Test("open time is told beside the time that passed")
    func openTime() throws {
        let report = OpenTimeReport(
            try Calendars.berlinOffice(), from: try Timestamp(rfc3339: "2026-12-24T07:00:00Z"),
            to: try Timestamp(rfc3339: "2026-12-25T07:00:00Z"))
        #expect(
            report.text
                == """
                calendar  berlin-office (Europe/Berlin)
                from      2026-12-24T08:00:00+01:00
                to        2026-12-25T08:00:00+01:00
                open      4h of 24h elapsed

                FROM                       TO                         OPEN  TOTAL  NOTE
                2026-12-24                                            -     0s     Christmas Eve (special hours)
                2026-12-24T08:00:00+01:00  2026-12-24T12:00:00+01:00  4h    4h
                2026-12-25                                            -     4h     Christmas Day (holiday)

                """)
    }

    @Test("the list says what is open, and until when")
    func listing() throws {
        let now = try Timestamp(rfc3339: "2026-12-23T15:00:00Z")
        let listing = CalendarListing([.always, try Calendars.berlinAlways(), try Calendars.berlinOffice()], at: now)
        #expect(
            listing.text
                == """
                CALENDAR         TIME ZONE      NOW   UNTIL                      HOLIDAYS IN A YEAR
                always           UTC            open  -                          0
                round-the-clock  Europe/Berlin  open  -                          0
                berlin-office    Europe/Berlin  open  2026-12-23T17:00:00+01:00  6

                """)
    }
}
