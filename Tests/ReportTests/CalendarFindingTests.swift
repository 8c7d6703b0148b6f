import BusinessTime
import Report
import Testing

@Suite("What is odd in a calendar's year to come")
struct CalendarFindingTests {
    private let start = Calendars.date(2026, 11, 22)

    private func findings(_ layers: [CalendarLayer]) throws -> [String] {
        CalendarFinding.all(in: try Calendars.berlinOffice(layers), from: start)
            .map { "\($0.kind.rawValue) \($0.date) \($0.what)" }
    }

    @Test("a holiday on a closed day, and a list that ends")
    func christmas() throws {
        #expect(
            try findings([Calendars.christmas]) == [
                "closed_day 2026-12-26 Boxing Day falls on a Saturday, which is closed anyway",
                "list_ends 2026-12-31 the last date, Works holiday, of a list of 6; the year ahead goes on",
            ])
    }

    @Test("a list that has dates in the last year that is looked at does not end")
    func listGoesOn() throws {
        let layer = CalendarLayer(holidays: [Calendars.date(2027, 1, 1): "New Year"])
        #expect(try findings([layer]) == [])
    }

    @Test("two lists with two names for one date")
    func twoNames() throws {
        let file = CalendarLayer(yearlyHolidays: [Calendars.monthDay(10, 4): "Works outing"])
        let ics = CalendarLayer(
            holidays: [Calendars.date(2027, 10, 4): "Founders' Day", Calendars.date(2027, 1, 1): "New Year"])
        #expect(
            try findings([file, ics]) == [
                "two_names 2027-10-04 both 'Works outing' and 'Founders' Day'; the first counts"
            ])
    }

    @Test("the same name twice is one name")
    func sameName() throws {
        let ics = CalendarLayer(holidays: [Calendars.date(2027, 1, 1): "New Year"])
        let file = CalendarLayer(yearlyHolidays: [Calendars.monthDay(1, 1): "New Year"])
        #expect(try findings([file, ics]) == [])
    }

    @Test("days that have no hours although no holiday says so")
    func noHours() throws {
        let layer = CalendarLayer(
            specialHours: [Calendars.date(2027, 2, 1): DatedHours(name: "Stocktaking", intervals: [])],
            closures: [
                Calendars.date(2027, 2, 2): [DatedHours(name: "Move", intervals: [Calendars.interval(0, 24)])],
                Calendars.date(2027, 2, 3): [DatedHours(name: "Lunch", intervals: [Calendars.interval(11, 14)])],
            ])
        #expect(
            try findings([layer]) == [
                "no_hours 2027-02-01 special hours without an interval: Stocktaking",
                "no_hours 2027-02-02 nothing is left open by Move",
            ])
    }

    @Test("hours that a change of the clock takes away")
    func hoursInAGap() throws {
        let night = [[CivilInterval]](repeating: [Calendars.interval(2, 3)], count: 7)
        let calendar = try Calendars.calendar("night", "Europe/Berlin", weekly: night, [])
        #expect(CalendarFinding.all(in: calendar, from: start).map(\.date) == ["2027-03-28"])
    }

    @Test("a year without open time is one finding, not one a day")
    func closed() throws {
        let calendar = try Calendars.calendar("closed", "UTC", weekly: .init(repeating: [], count: 7), [])
        #expect(
            CalendarFinding.all(in: calendar, from: start).map(\.what) == ["no open time from here to 2027-11-22"])
    }

    @Test("always has nothing to find")
    func always() {
        #expect(CalendarFinding.all(in: .always, from: start) == [])
    }
}
