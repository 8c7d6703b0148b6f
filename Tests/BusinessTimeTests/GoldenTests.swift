import Testing

@testable import BusinessTime

/// Cases that other systems got wrong, and the corners of the rules, with the answers worked out by hand.
@Suite("Cases worked out by hand", .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
struct GoldenTests {
    static let office = "mon-fri 09:00-17:00"
    static let allDay = "mon-sun 00:00-24:00"

    struct Deadline: Sendable {
        var zone = "Europe/Berlin"
        var hours = GoldenTests.office
        let start: String
        let seconds: Int64
        let expected: String?

        init(_ zone: String, _ hours: String, _ start: String, _ seconds: Int64, _ expected: String?) {
            (self.zone, self.hours, self.start, self.seconds, self.expected) = (zone, hours, start, seconds, expected)
        }
    }

    @Test(
        "a deadline",
        arguments: [
            // Closing time is no opening time: the rest of the day counts, the night does not.
            Deadline("UTC", "mon-fri 08:00-18:00", "2026-11-23T17:00:00Z", 14_400, "2026-11-24T11:00:00Z"),
            Deadline("UTC", "mon-fri 08:00-18:00", "2026-11-23T17:00:00Z", 10_800, "2026-11-24T10:00:00Z"),
            Deadline("UTC", office, "2026-11-27T16:30:00Z", 3_600, "2026-11-30T09:30:00Z"),
            Deadline("UTC", "mon-fri 08:00-17:00", "2026-11-27T16:00:00Z", 14_400, "2026-11-30T11:00:00Z"),
            Deadline("UTC", allDay, "2026-11-23T23:59:00Z", 120, "2026-11-24T00:01:00Z"),
            Deadline("UTC", "tue 08:00-17:00", "2026-11-24T18:00:00Z", 3_600, "2026-12-01T09:00:00Z"),
            Deadline("Europe/Paris", allDay, "2025-10-25T22:00:00+02:00", 28_800, "2025-10-26T05:00:00+01:00"),
            Deadline("Europe/Paris", allDay, "2025-03-29T22:00:00+01:00", 28_800, "2025-03-30T07:00:00+02:00"),
            Deadline("Europe/Paris", office, "2025-10-24T16:00:00+02:00", 7_200, "2025-10-27T10:00:00+01:00"),
            Deadline("Europe/Paris", office, "2025-03-28T16:00:00+01:00", 7_200, "2025-03-31T10:00:00+02:00"),
            // Used up exactly at closing time; nothing to use up.
            Deadline("UTC", office, "2026-11-27T16:00:00Z", 3_600, "2026-11-27T17:00:00Z"),
            Deadline("UTC", office, "2026-11-28T12:00:00Z", 0, "2026-11-28T12:00:00Z"),
            Deadline("UTC", office, "2026-11-27T17:00:00Z", 1, "2026-11-30T09:00:01Z"),
            // Touching and overlapping hours have no seam.
            Deadline("UTC", "mon-sun 00:00-12:00,12:00-24:00", "2026-11-23T11:00:00Z", 7_200, "2026-11-23T13:00:00Z"),
            Deadline("UTC", "mon 09:00-12:00,11:00-14:00", "2026-11-23T11:30:00Z", 7_200, "2026-11-23T13:30:00Z"),
            // Over midnight, and over the end of the week.
            Deadline("UTC", "fri 22:00-06:00", "2026-11-27T23:00:00Z", 10_800, "2026-11-28T02:00:00Z"),
            Deadline("UTC", "sun 22:00-06:00", "2026-11-29T23:00:00Z", 10_800, "2026-11-30T02:00:00Z"),
            Deadline("UTC", "mon-sun 22:00-06:00", "2026-11-27T05:00:00Z", 7_200, "2026-11-27T23:00:00Z"),
            // An opening edge that was skipped is the transition; one that comes twice is its first time.
            Deadline(
                "Europe/Berlin", "sun 02:30-05:00", "2026-03-29T00:00:00+01:00", 3_600, "2026-03-29T04:00:00+02:00"),
            Deadline("Europe/Berlin", "sun 02:15-02:45", "2026-03-29T00:00:00+01:00", 60, "2026-04-05T02:16:00+02:00"),
            Deadline(
                "Europe/Berlin", "sun 02:30-05:00", "2026-10-25T00:00:00+02:00", 7_200, "2026-10-25T03:30:00+01:00"),
            // A closing edge that comes twice closes the first time.
            Deadline(
                "Europe/Berlin", "sun 01:00-02:30", "2026-10-25T01:00:00+02:00", 5_400, "2026-10-25T02:30:00+02:00"),
            Deadline(
                "Europe/Berlin", "sun 01:00-02:30", "2026-10-25T01:00:00+02:00", 5_401, "2026-11-01T01:00:01+01:00"),
            // A day that a zone skipped has no hours.
            Deadline(
                "Pacific/Apia", "fri 09:00-17:00", "2011-12-29T12:00:00-10:00", 3_600, "2012-01-06T10:00:00+14:00"),
            Deadline("Pacific/Apia", allDay, "2011-12-29T23:00:00-10:00", 7_200, "2011-12-31T01:00:00+14:00"),
            // Never.
            Deadline("UTC", "", "2026-11-23T12:00:00Z", 1, nil),
            Deadline("UTC", "mon 09:00-09:01", "2026-11-23T12:00:00Z", 60 * 52 * 51, nil),
        ]
    )
    func deadline(question: Deadline) throws {
        for years in [2_010...2_028, nil] {
            let calendar = try calendar(question.zone, question.hours, years: years)
            let found = calendar.deadline(after: try at(question.start), open: seconds(question.seconds))
            #expect(found == (try question.expected.map(at)), "indexed: \(years.map { "\($0)" } ?? "no")")
            guard let found else { continue }
            #expect(calendar.openTime(from: try at(question.start), to: found) == seconds(question.seconds))
        }
    }

    static let openTimes: [(zone: String, hours: String, from: String, to: String, expected: Int64)] = [
        ("Europe/Berlin", allDay, "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 82_800),
        ("Europe/Berlin", allDay, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 90_000),
        ("Australia/Lord_Howe", allDay, "2026-10-04T00:00:00+10:30", "2026-10-05T00:00:00+11:00", 84_600),
        ("Antarctica/Troll", allDay, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00Z", 93_600),
        ("Europe/Berlin", "sun 02:00-03:00", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 0),
        ("Europe/Berlin", "sun 02:00-03:00", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 7_200),
        ("Europe/Berlin", "sun 02:30-03:30", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 7_200),
        ("Europe/Berlin", "sun 02:15-02:45", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 1_800),
        ("Pacific/Apia", allDay, "2011-12-29T00:00:00-10:00", "2012-01-01T00:00:00+14:00", 172_800),
        ("UTC", office, "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z", 0),
        ("UTC", office, "2026-11-24T12:00:00Z", "2026-11-23T12:00:00Z", 0),
        ("UTC", office, "2026-11-27T17:00:00Z", "2026-11-30T09:00:00Z", 0),
        ("UTC", office, "2026-11-27T16:59:59Z", "2026-11-30T09:00:01Z", 2),
    ]

    @Test("open time", arguments: openTimes)
    func openTime(zone: String, hours: String, from: String, to: String, expected: Int64) throws {
        for years in [2_010...2_028, nil] {
            let calendar = try calendar(zone, hours, years: years)
            #expect(calendar.openTime(from: try at(from), to: try at(to)) == seconds(expected))
        }
    }

    @Test(
        "a pause takes what it overlaps with open time, and no more",
        arguments: [
            // Outside of the hours, over their end, within them, over a night.
            ("18:00:00", "20:00:00", "2026-11-24T10:00:00Z"), ("16:30:00", "18:00:00", "2026-11-24T10:30:00Z"),
            ("16:15:00", "16:30:00", "2026-11-24T10:15:00Z"), ("16:00:00", "17:00:00", "2026-11-24T11:00:00Z"),
        ]
    )
    func pause(from: String, to: String, expected: String) throws {
        let calendar = try calendar("UTC", "mon-fri 09:00-17:00", years: 2_026...2_027)
        let start = try at("2026-11-23T16:00:00Z")
        let (pause, resumed) = (try at("2026-11-23T\(from)Z"), try at("2026-11-23T\(to)Z"))
        let rest = seconds(7_200) - calendar.openTime(from: start, to: pause)
        #expect(calendar.deadline(after: resumed, open: rest) == (try at(expected)))
    }

    @Test("on always every second counts, and 50 years are the end of it")
    func always() throws {
        let start = try at("2026-11-23T12:00:00.250Z")
        let calendar = BusinessCalendar.always
        #expect(calendar.deadline(after: start, open: seconds(90)) == start + .seconds(90))
        #expect(calendar.openTime(from: start, to: start + .days(1)) == seconds(86_400))
        #expect(calendar.openTime(from: start + .days(1), to: start) == .zero)
        #expect(calendar.deadline(after: start, open: OpenTime(milliseconds: .max)) == nil)
        #expect(calendar.nextOpening(atOrAfter: start) == start && calendar.isOpen(at: start))
        #expect(calendar.nextClosing(after: start) == nil)
        #expect(calendar.endOfBusinessDay(1, after: start) == nil)
        #expect(calendar == .always && calendar.text(of: start) == "2026-11-23T12:00:00.250Z")
    }

    @Test("an amount beyond all bounds is never, and no overflow")
    func absurd() throws {
        for years in [2_020...2_030, nil] {
            let calendar = try calendar("UTC", GoldenTests.office, years: years)
            let start = try at("2026-11-23T12:00:00Z")
            #expect(calendar.deadline(after: start, open: OpenTime(milliseconds: .max)) == nil)
            #expect(calendar.deadline(after: start, open: OpenTime(milliseconds: .min)) == start)
        }
    }

    @Test("a calendar that never closes has no next closing, one that never opens no next opening")
    func ends() throws {
        let moment = try at("2026-11-23T12:00:00Z")
        for years in [2_020...2_030, nil] {
            let open = try calendar("Europe/Berlin", GoldenTests.allDay, years: years)
            #expect(open.nextClosing(after: moment) == nil)
            #expect(open.nextOpening(atOrAfter: moment) == moment)
            let closed = try calendar("Europe/Berlin", "", years: years)
            #expect(closed.nextOpening(atOrAfter: moment) == nil && closed.nextClosing(after: moment) == nil)
            #expect(!closed.isOpen(at: moment) && closed.openTime(from: moment, to: moment + .days(10_000)) == .zero)
        }
    }

    @Test("an opening just within 50 years is found, one just behind them is none")
    func horizon() throws {
        let moment = try at("2026-01-01T00:00:00Z")
        let day = Zone.utc.date(at: moment + BusinessCalendar.horizon).daysSinceEpoch
        for (offset, isFound) in [(-1, true), (0, true), (1, false), (2, false)] {
            let hours = DatedHours(name: nil, intervals: try hours("00:00-01:00"))
            let layer = CalendarLayer(specialHours: [CivilDate(daysSinceEpoch: day + offset): hours])
            let calendar = try calendar("UTC", "", layers: [layer], years: 2_026...2_027)
            #expect((calendar.nextOpening(atOrAfter: moment) != nil) == isFound, "\(offset)")
            #expect((calendar.nextClosing(after: moment) != nil) == (offset < 0), "\(offset)")
            #expect((calendar.deadline(after: moment, open: seconds(1)) != nil) == (offset < 0), "\(offset)")
        }
    }

    @Test("calendars are the same if they are made of the same, whatever is indexed")
    func equality() throws {
        let first = try calendar("UTC", GoldenTests.office, years: 2_026...2_027)
        #expect(first == (try calendar("UTC", GoldenTests.office)))
        #expect(first.hashValue == (try calendar("UTC", GoldenTests.office)).hashValue)
        #expect(first != (try calendar("UTC", "mon-fri 09:00-17:01")))
        #expect(first != (try calendar("Europe/Berlin", GoldenTests.office)))
        #expect(first != .always)
    }
}
