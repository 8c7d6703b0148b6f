import BusinessTime
import Report
import Testing

@Suite("What an amount of open time is made of")
struct ExplanationTests {
    private func text(
        of counting: BusinessCalendar, in calendar: BusinessCalendar? = nil, from: String, to: String
    ) throws -> String {
        try Explanation(
            of: counting, in: calendar ?? counting, from: Timestamp(rfc3339: from), to: Timestamp(rfc3339: to)
        ).text
    }

    @Test("periods, holidays by name, special hours and the sum, over Christmas")
    func christmas() throws {
        let office = try Calendars.berlinOffice()
        #expect(
            try text(of: office, from: "2026-12-23T16:00:00+01:00", to: "2027-01-04T09:30:00+01:00")
                == """
                FROM                       TO                         OPEN   TOTAL   NOTE
                2026-12-23T16:00:00+01:00  2026-12-23T17:00:00+01:00  1h     1h
                2026-12-24                                            -      1h      Christmas Eve (special hours)
                2026-12-24T08:00:00+01:00  2026-12-24T12:00:00+01:00  4h     5h
                2026-12-25                                            -      5h      Christmas Day (holiday)
                2026-12-26                                            -      5h      Boxing Day (holiday, on a closed day)
                2026-12-28                 2026-12-31                 -      5h      Works holiday (holiday)
                2027-01-01T08:00:00+01:00  2027-01-01T14:00:00+01:00  6h     11h
                2027-01-04T08:00:00+01:00  2027-01-04T09:30:00+01:00  1h30m  12h30m

                """)
    }

    @Test("a change of the clock stands where it happened")
    func clockChange() throws {
        let open = try Calendars.berlinAlways()
        #expect(
            try text(of: open, from: "2027-03-27T20:00:00+01:00", to: "2027-03-28T08:00:00+02:00")
                == """
                FROM                       TO                         OPEN  TOTAL  NOTE
                2027-03-27T20:00:00+01:00  2027-03-28T08:00:00+02:00  11h   11h
                2027-03-28T03:00:00+02:00                             -     11h    clock set forward 02:00 -> 03:00 (+01:00 to +02:00)

                """)
    }

    @Test("elapsed time knows no holidays, and its instants stand in the calendar's zone")
    func elapsed() throws {
        let office = try Calendars.berlinOffice()
        #expect(
            try text(of: .always, in: office, from: "2026-12-24T11:00:00Z", to: "2026-12-25T11:00:00Z")
                == """
                FROM                       TO                         OPEN  TOTAL  NOTE
                2026-12-24T12:00:00+01:00  2026-12-25T12:00:00+01:00  24h   24h

                """)
    }

    @Test("nothing is made of nothing")
    func nothing() throws {
        let office = try Calendars.berlinOffice()
        let moment = "2026-12-25T12:00:00+01:00"
        #expect(try text(of: office, from: moment, to: moment) == "FROM  TO  OPEN  TOTAL  NOTE\n")
    }

    @Test("what adds up is the open time, wherever it begins and ends")
    func addsUp() throws {
        let office = try Calendars.berlinOffice()
        let start = try Timestamp(rfc3339: "2026-12-23T00:00:00Z")
        for hours in stride(from: Int64(1), to: 500, by: 7) {
            let end = start + .minutes(hours * 53)
            let last = Explanation(of: office, in: office, from: start, to: end).total
            #expect(last == office.openTime(from: start, to: end))
        }
    }
}
