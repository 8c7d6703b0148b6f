import Testing

@testable import BusinessTime

/// Which hours a date has: weekday, holiday, special hours, partial closures, layer over layer.
@Suite("The hours of a date")
struct CalendarDayTests {
    /// 2026-12-24 is a Thursday.
    private func day(_ text: String, _ weekly: String, _ layers: [CalendarLayer]) throws -> (
        hours: String, why: CalendarDay.Reason
    ) {
        let definition = CalendarDefinition(name: "c", zone: .utc, weekly: try week(weekly), layers: layers)
        let day = definition.day(try date(text))
        let hours = day.intervals.map { "\($0.open / 3_600)-\($0.close / 3_600)" }.joined(separator: ",")
        return (hours, day.reason)
    }

    private func special(_ text: String, _ name: String? = nil) throws -> DatedHours {
        DatedHours(name: name, intervals: try hours(text))
    }

    private let office = "mon-fri 09:00-17:00"

    @Test("a weekday has its hours, united")
    func weekday() throws {
        #expect(try day("2026-12-24", office, []) == ("9-17", .weekday))
        #expect(try day("2026-12-26", office, []) == ("", .weekday))
        #expect(try day("2026-12-24", "mon-fri 13:00-17:00,09:00-13:00,10:00-11:00", []) == ("9-17", .weekday))
        #expect(try day("2026-12-24", "wed-thu 22:00-06:00", []) == ("0-6,22-24", .weekday))
    }

    @Test("a holiday closes the date, special hours replace its hours and beat the holiday")
    func exceptions() throws {
        let christmas = try date("2026-12-25")
        var layer = CalendarLayer(holidays: [christmas: "Christmas Day"])
        #expect(try day("2026-12-25", office, [layer]) == ("", .holiday("Christmas Day")))
        layer.specialHours[christmas] = try special("10:00-11:00", "Emergency")
        #expect(try day("2026-12-25", office, [layer]) == ("10-11", .specialHours("Emergency")))
        // On a date that is normally closed; and none at all.
        layer = CalendarLayer(specialHours: [try date("2026-12-26"): try special("10:00-11:00")])
        #expect(try day("2026-12-26", office, [layer]) == ("10-11", .specialHours(nil)))
        layer = CalendarLayer(specialHours: [christmas: DatedHours(name: nil, intervals: [])])
        #expect(try day("2026-12-25", office, [layer]) == ("", .specialHours(nil)))
    }

    @Test("what repeats every year holds in every year; 29 February in leap years")
    func yearlyExceptions() throws {
        let layer = CalendarLayer(
            yearlyHolidays: [try yearly("12-25"): "Christmas Day", try yearly("02-29"): "Leap Day"],
            yearlySpecialHours: [try yearly("12-24"): try special("09:00-12:00", "Christmas Eve")])
        for year in ["1999", "2026", "2099"] {
            #expect(try day("\(year)-12-25", GoldenTests.allDay, [layer]) == ("", .holiday("Christmas Day")))
            #expect(try day("\(year)-12-24", GoldenTests.allDay, [layer]) == ("9-12", .specialHours("Christmas Eve")))
        }
        #expect(try day("2028-02-29", GoldenTests.allDay, [layer]).why == .holiday("Leap Day"))
        #expect(try day("2027-03-01", GoldenTests.allDay, [layer]).why == .weekday)
    }

    @Test("the stronger layer decides, whatever it says")
    func layers() throws {
        let thursday = try date("2026-12-24")
        let holiday = CalendarLayer(holidays: [thursday: "Works holiday"])
        let hours = CalendarLayer(specialHours: [thursday: try special("09:00-12:00", "Eve")])
        #expect(try day("2026-12-24", office, [holiday, hours]) == ("", .holiday("Works holiday")))
        #expect(try day("2026-12-24", office, [hours, holiday]) == ("9-12", .specialHours("Eve")))
        #expect(try day("2026-12-24", office, [CalendarLayer(), hours]) == ("9-12", .specialHours("Eve")))
    }

    @Test("a partial closure closes its part of what the layers below say, and of nothing above")
    func closures() throws {
        let thursday = try date("2026-12-24")
        let meeting = CalendarLayer(closures: [
            thursday: [try special("10:00-11:00", "Meeting"), try special("16:00-18:00")]
        ])
        let drill = CalendarLayer(closures: [thursday: [try special("13:00-14:00", "Drill")]])
        let holiday = CalendarLayer(holidays: [thursday: "Works holiday"])
        let eve = CalendarLayer(specialHours: [thursday: try special("08:00-12:00", "Eve")])
        #expect(try day("2026-12-24", office, [meeting]) == ("9-10,11-16", .closures(["Meeting"])))
        #expect(
            try day("2026-12-24", office, [meeting, drill]) == ("9-10,11-13,14-16", .closures(["Meeting", "Drill"])))
        #expect(try day("2026-12-24", office, [meeting, holiday]) == ("", .holiday("Works holiday")))
        #expect(try day("2026-12-24", office, [meeting, eve]) == ("8-10,11-12", .closures(["Meeting"])))
        #expect(try day("2026-12-24", office, [eve, meeting]) == ("8-12", .specialHours("Eve")))
        let night = CalendarLayer(closures: [thursday: [try special("16:00-02:00")]])
        #expect(try day("2026-12-24", office, [night]).hours == "9-16")
        #expect(try day("2026-12-25", office, [night]) == ("9-17", .weekday))
    }

    @Test("what lasts over midnight stands in the next date as if written there, which its own exceptions replace")
    func overMidnight() throws {
        let (thursday, friday) = (try date("2026-12-24"), try date("2026-12-25"))
        let nights = "mon-fri 22:00-06:00"
        var layer = CalendarLayer(holidays: [thursday: "Eve"])
        #expect(try day("2026-12-24", nights, [layer]).hours == "")
        #expect(try day("2026-12-25", nights, [layer]).hours == "0-6,22-24")
        layer = CalendarLayer(specialHours: [thursday: try special("22:00-06:00")])
        #expect(try day("2026-12-24", office, [layer]).hours == "22-24")
        #expect(try day("2026-12-25", office, [layer]) == ("0-6,9-17", .weekday))
        #expect(try day("2026-12-26", office, [layer]).hours == "")
        layer.holidays[friday] = "Christmas Day"
        #expect(try day("2026-12-25", office, [layer]).hours == "")
        layer.specialHours[friday] = try special("12:00-13:00")
        #expect(try day("2026-12-25", office, [layer]).hours == "12-13")
        // A weaker layer's special hours of the day before do not last where a stronger one closes that day.
        let closed = CalendarLayer(holidays: [thursday: "Works holiday"])
        let weaker = CalendarLayer(specialHours: [thursday: try special("22:00-06:00")])
        #expect(try day("2026-12-25", office, [closed, weaker]).hours == "9-17")
    }

    @Test("yearly special hours that last over midnight reach 29 February and 1 March")
    func overTheLeapDay() throws {
        let layer = CalendarLayer(yearlySpecialHours: [try yearly("02-28"): try special("22:00-06:00")])
        for date in ["2027-03-01", "2028-02-29"] {
            #expect(try day(date, "", [layer]).hours == "0-6", "\(date)")
            let calendar = try calendar("UTC", "", layers: [layer], years: 2_026...2_029)
            let midnight = try at(date + "T00:00:00Z")
            #expect(calendar.openTime(from: midnight, to: midnight + .days(1)) == seconds(6 * 3_600), "\(date)")
        }
    }

    @Test("an interval opens within its date and closes behind its opening, within the next date at the latest")
    func intervals() {
        #expect(CivilInterval(open: 0, close: 0) == nil && CivilInterval(open: 3_600, close: 3_600) == nil)
        #expect(CivilInterval(open: 3_600, close: 0) == nil && CivilInterval(open: -1, close: 10) == nil)
        #expect(CivilInterval(open: 86_400, close: 86_401) == nil && CivilInterval(open: 0, close: 172_801) == nil)
        #expect(CivilInterval(open: 86_399, close: 172_800) != nil)
        #expect(
            MonthDay(month: 2, day: 29) != nil && MonthDay(month: 2, day: 30) == nil
                && MonthDay(month: 0, day: 1) == nil)
    }
}
