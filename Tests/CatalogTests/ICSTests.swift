import BusinessTime
import Catalog
import Testing

/// A calendar of 08:00-17:00 on every day, with a file of holidays.
private func files(_ ics: String, zone: String, more: String = "") -> [String: String] {
    [
        "calendars/a.yaml":
            "calendar: a\ntime_zone: \(zone)\nhours: {mon-sun: 08:00-17:00}\nholidays: [{ics: h.ics}\(more)]\n",
        "h.ics": ics,
    ]
}

private func wrapped(_ components: String) -> String {
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//slad//test//EN\n\(components)\nEND:VCALENDAR\n"
}

private func event(_ lines: String) -> String { "BEGIN:VEVENT\n\(lines)\nEND:VEVENT" }

private func calendar(_ ics: String, zone: String = "Europe/Berlin", more: String = "") throws -> BusinessCalendar {
    let catalogue = try Catalogue.loaded(CatalogueFiles(files(ics, zone: zone, more: more)))
    return try #require(catalogue.calendars["a"])
}

/// What is found in a file of one entry; without the name of the file.
private func findings(_ lines: String) -> [String] {
    let agreements =
        "agreements: warning: no agreement: nothing is measured; write one, such as agreements/support.yaml"
    return findings(of: files(wrapped(event(lines)), zone: "Europe/Berlin")).filter { $0 != agreements }
}

@Suite("Files of holidays (.ics)", .enabled(if: hasZones, zonesMissing))
struct ICSTests {
    @Test(
        "an entry closes what it says",
        arguments: [
            // A date, and its neighbours.
            ("DTSTART;VALUE=DATE:20260302", "2026-03-01", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302", "2026-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20260302", "2026-03-03", "08:00-17:00"),
            ("DTSTART:20260302", "2026-03-02", "closed"),
            // The end of dates is the first that is open.
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303", "2026-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303", "2026-03-03", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260305", "2026-03-04", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260305", "2026-03-05", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260302", "2026-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nDURATION:P2D", "2026-03-03", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nDURATION:P1W", "2026-03-08", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nDURATION:P1W", "2026-03-09", "08:00-17:00"),
            // Times: without a zone, of the same, of another, of none.
            ("DTSTART:20260302T100000\nDTEND:20260302T120000", "2026-03-02", "08:00-10:00 12:00-17:00"),
            ("DTSTART:20260302T100000\nDURATION:PT90M", "2026-03-02", "08:00-10:00 11:30-17:00"),
            ("DTSTART;TZID=Europe/Berlin:20260302T100000\nDURATION:PT1H", "2026-03-02", "08:00-10:00 11:00-17:00"),
            ("DTSTART;TZID=America/New_York:20260302T090000\nDURATION:PT1H", "2026-03-02", "08:00-15:00 16:00-17:00"),
            (
                "DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20260302T090000\nDURATION:PT1H", "2026-03-02",
                "08:00-15:00 16:00-17:00"
            ),
            ("DTSTART:20260302T090000Z\nDTEND:20260302T100000Z", "2026-03-02", "08:00-10:00 11:00-17:00"),
            ("DTSTART:20260702T090000Z\nDTEND:20260702T100000Z", "2026-07-02", "08:00-11:00 12:00-17:00"),
            ("DTSTART:20260302T000000\nDTEND:20260303T000000", "2026-03-02", "closed"),
            ("DTSTART:20260302T000000\nDTEND:20260303T000000", "2026-03-03", "08:00-17:00"),
            ("DTSTART:20260302T160000\nDTEND:20260304T090000", "2026-03-02", "08:00-16:00"),
            ("DTSTART:20260302T160000\nDTEND:20260304T090000", "2026-03-03", "closed"),
            ("DTSTART:20260302T160000\nDTEND:20260304T090000", "2026-03-04", "09:00-17:00"),
            (
                "DTSTART;TZID=America/New_York:20260302T090000\nDTEND;TZID=Europe/Berlin:20260302T163000", "2026-03-02",
                "08:00-15:00 16:30-17:00"
            ),
            // Rules.
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY", "2029-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY;UNTIL=20280301", "2028-03-02", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY;UNTIL=20280302", "2028-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY;UNTIL=20280302T000000Z", "2028-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY;COUNT=7", "2026-03-02", "closed"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY;COUNT=7", "2027-03-02", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20241128\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2027-11-25", "closed"),
            ("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", "2028-02-29", "closed"),
            ("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", "2027-02-28", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260131\nRRULE:FREQ=MONTHLY", "2026-03-31", "closed"),
            ("DTSTART;VALUE=DATE:20260131\nRRULE:FREQ=MONTHLY", "2026-02-28", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU", "2026-03-17", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU", "2026-03-10", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=3", "2026-03-04", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=3", "2026-03-05", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260304\nRRULE:FREQ=YEARLY", "2027-03-03", "closed"),
            // Civil times repeat at the same civil time over a clock change (2026-03-29).
            (
                "DTSTART;TZID=Europe/Berlin:20260325T120000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=9", "2026-03-30",
                "08:00-12:00 13:00-17:00"
            ),
            (
                "DTSTART;TZID=America/New_York:20260302T070000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=9", "2026-03-09",
                "08:00-12:00 13:00-17:00"
            ),
            (
                "DTSTART;TZID=Europe/Berlin:20260302T120000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260303T110000Z",
                "2026-03-03", "08:00-12:00 13:00-17:00"
            ),
            (
                "DTSTART;TZID=Europe/Berlin:20260302T120000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260303T105959Z",
                "2026-03-03", "08:00-17:00"
            ),
            (
                "DTSTART:20260302T120000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260303", "2026-03-03",
                "08:00-12:00 13:00-17:00"
            ),
            // More and less dates.
            ("DTSTART;VALUE=DATE:20260302\nRDATE;VALUE=DATE:20260401,20260501", "2026-05-01", "closed"),
            ("DTSTART;VALUE=DATE:20260302\nRDATE;VALUE=DATE:20260401,20260501", "2026-03-02", "closed"),
            (
                "DTSTART:20260302T100000\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260401T100000/PT2H", "2026-04-01",
                "08:00-10:00 12:00-17:00"
            ),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270302", "2027-03-02", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20200302\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270302", "2028-03-02", "closed"),
            (
                "DTSTART:20260302T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE:20260303T090000Z",
                "2026-03-03",
                "08:00-17:00"
            ),
            (
                "DTSTART:20260302T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE;VALUE=DATE:20260303",
                "2026-03-03", "08:00-17:00"
            ),
            // Skipped.
            ("DTSTART;VALUE=DATE:20260302\nSTATUS:CANCELLED", "2026-03-02", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nTRANSP:TRANSPARENT", "2026-03-02", "08:00-17:00"),
            ("DTSTART;VALUE=DATE:20260302\nSTATUS:CONFIRMED\nTRANSP:OPAQUE", "2026-03-02", "closed"),
        ])
    func closes(lines: String, date: String, expected: String) throws {
        #expect(try calendar(wrapped(event(lines))).hours(date) == expected)
    }

    @Test("an entry in the place of one repetition, moved or cancelled", arguments: ["DATE", "DATE-TIME"])
    func overrides(kind: String) throws {
        let master = event("UID:1\nSUMMARY:Day\nDTSTART;VALUE=DATE:20260302\nRRULE:FREQ=YEARLY;COUNT=3")
        let moved = event("UID:1\nSUMMARY:Moved\nRECURRENCE-ID;VALUE=DATE:20270302\nDTSTART;VALUE=DATE:20270305")
        let cancelled = event("UID:1\nSTATUS:CANCELLED\nRECURRENCE-ID;VALUE=DATE:20280302\nDTSTART;VALUE=DATE:20280302")
        let other = event("UID:2\nSUMMARY:Other\nRECURRENCE-ID;VALUE=DATE:20260302\nDTSTART;VALUE=DATE:20260310")
        let office = try calendar(wrapped([moved, master, cancelled, other].joined(separator: "\n")))
        #expect(try office.reason("2026-03-02") == "holiday Day")
        #expect(try office.hours("2027-03-02") == "08:00-17:00")
        #expect(try office.reason("2027-03-05") == "holiday Moved")
        #expect(try office.hours("2028-03-02") == "08:00-17:00")
        #expect(try office.reason("2026-03-10") == "holiday Other")
    }

    @Test("names are of one line, and two entries of one date give both")
    func names() throws {
        let text = wrapped(
            event("DTSTART;VALUE=DATE:20260302\nSUMMARY;LANGUAGE=de:Tag der Arbeit\\, frei\\nüberall  \n  und so")
                + "\n" + event("DTSTART;VALUE=DATE:20260303\nSUMMARY:A") + "\n"
                + event("DTSTART;VALUE=DATE:20260303\nSUMMARY:B") + "\n" + event("DTSTART;VALUE=DATE:20260304"))
        let office = try calendar(text)
        #expect(try office.reason("2026-03-02") == "holiday Tag der Arbeit, frei überall und so")
        #expect(try office.reason("2026-03-03") == "holiday A, B")
        #expect(try office.reason("2026-03-04") == "holiday holiday")
    }

    /// zammad/zammad#390: 48 hours became six days, for the feed had a holiday that nobody saw.
    @Test("every date that a feed closes says by which name")
    func saintMartin() throws {
        let text = wrapped(event("DTSTART;VALUE=DATE:20261111\nSUMMARY:St. Martin"))
        #expect(try calendar(text).reason("2026-11-11") == "holiday St. Martin")
        let timed = wrapped(event("DTSTART:20261111T100000\nDURATION:PT1H\nSUMMARY:St. Martin"))
        #expect(try calendar(timed).reason("2026-11-11") == "closed in part: St. Martin")
    }

    /// zammad/zammad#3706: Chilean holidays were closed one day early.
    @Test(
        "an all-day entry is a civil date, wherever the zone lies",
        arguments: [
            "America/Santiago", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "UTC", "Pacific/Apia",
        ])
    func civilDates(zone: String) throws {
        let lines = "SUMMARY:Independencia\nDTSTART;VALUE=DATE:20260918\nRRULE:FREQ=YEARLY;UNTIL=20280918"
        let office = try calendar(wrapped(event(lines)), zone: zone)
        for year in 2026...2028 {
            #expect(try office.hours("\(year)-09-17") == "08:00-17:00")
            #expect(try office.hours("\(year)-09-18") == "closed")
            #expect(try office.hours("\(year)-09-19") == "08:00-17:00")
        }
    }

    @Test("the calendar's own file beats the .ics file, and this one the calendar that is extended")
    func precedence() throws {
        let ics = wrapped(
            event("DTSTART;VALUE=DATE:20260302\nSUMMARY:Feed") + "\n"
                + event("DTSTART:20260303T100000\nDURATION:PT1H\nSUMMARY:Meeting"))
        let text = """
            calendar: a
            extends: base
            holidays: [{ics: h.ics}, {date: 2026-03-04, name: Own}]
            special_hours: [{date: 2026-03-02, hours: 09:00-10:00}]
            ---
            calendar: b
            extends: base
            holidays: [{ics: h.ics}]
            ---
            calendar: base
            time_zone: Europe/Berlin
            hours: {mon-sun: 08:00-17:00}
            holidays: [{date: 2026-03-02, name: Base}, {date: 2026-03-03, name: Base}]
            """
        let all = try Catalogue.loaded(CatalogueFiles(["calendars/a.yaml": text, "h.ics": ics])).calendars
        #expect(try all["a"]?.hours("2026-03-02") == "09:00-10:00")
        #expect(try all["a"]?.reason("2026-03-04") == "holiday Own")
        #expect(try all["b"]?.reason("2026-03-02") == "holiday Feed")
        // What is closed in part does not open a holiday again.
        #expect(try all["b"]?.hours("2026-03-03") == "closed")
    }

    @Test("a zone that the file alone knows is read as it describes it")
    func writtenZone() throws {
        let zone = """
            BEGIN:VTIMEZONE
            TZID:W. Europe Standard Time
            BEGIN:STANDARD
            DTSTART:16011028T030000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010325T020000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            END:VTIMEZONE

            """
        let lines = "DTSTART;TZID=W. Europe Standard Time:20260302T100000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=12"
        let london = try calendar(wrapped(zone + event(lines)), zone: "Europe/London")
        #expect(try london.hours("2026-03-02") == "08:00-09:00 10:00-17:00")
        #expect(try london.hours("2026-07-02") == "08:00-09:00 10:00-17:00")
        let utc = try calendar(wrapped(zone + event(lines)), zone: "UTC")
        #expect(try utc.hours("2026-07-02") == "09:00-17:00")
        let hourly = zone.replacing("FREQ=YEARLY", with: "FREQ=HOURLY")
        let all = findings(of: files(wrapped(hourly + event(lines)), zone: "UTC"))
        #expect(all.contains { $0.hasPrefix("h.ics:8:1: error: a zone with a rule such as no zone has") }, "\(all)")
        let located = zone.replacing("BEGIN:STANDARD", with: "X-LIC-LOCATION:America/New_York\nBEGIN:STANDARD")
        #expect(
            try calendar(wrapped(located + event(lines)), zone: "UTC").hours("2026-03-02") == "08:00-15:00 16:00-17:00")
    }

    @Test(
        "what is wrong is a finding with its line",
        arguments: [
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=HOURLY", 6, "an entry that repeats HOURLY"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=MINUTELY;COUNT=1", 6, "an entry that repeats MINUTELY"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:INTERVAL=2;freq=secondly", 6, "an entry that repeats SECONDLY"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;BYHOUR=1,2", 6, "BYHOUR in a rule"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY", 6, "an entry of more than 1000 dates"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20300302", 4, "an entry of more than 1000 dates"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 6, "this rule never comes true"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 6, "this rule never comes true"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTH=4", 6, "this rule never comes true"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU", 6, "this rule never comes true"),
            (
                "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;BYYEARDAY=100", 6,
                "BYYEARDAY in a rule that is not YEARLY"
            ),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=SOMETIMES", 6, "'FREQ=SOMETIMES' is not a rule"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:yearly", 6, "'yearly' is not a rule"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=YEARLY;COUNT=0", 6, "is not a rule"),
            ("DTSTART;VALUE=DATE:20260302\nRRULE:RSCALE=CHINESE;FREQ=YEARLY", 6, "another calendar than the Gregorian"),
            ("DTSTART;VALUE=DATE:20260302\nEXRULE:FREQ=YEARLY", 6, "EXRULE is not read"),
            ("DTSTART;VALUE=DATE:20260230", 5, "'20260230' is not a value of DTSTART"),
            ("DTSTART:20260302T250000", 5, "is not a value of DTSTART"),
            ("DTSTART:tomorrow", 5, "'tomorrow' is not a value of DTSTART"),
            ("SUMMARY:x", 4, "an entry without DTSTART"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260301", 6, "an entry that ends before it begins"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND:20260302T100000", 6, "are not both dates or both times"),
            ("DTSTART;VALUE=DATE:20260302\nDURATION:-P1D", 6, "is not a value of DURATION"),
            ("DTSTART;VALUE=DATE:20260302\nDURATION:PT1H", 6, "is not a value of DURATION"),
            ("DTSTART;VALUE=DATE:20260302\nRDATE;VALUE=DATE:20260401,x", 6, "'x' is not a value of RDATE"),
            ("DTSTART;VALUE=DATE:20260302\nDTSTART;VALUE=DATE:20260303", 6, "DTSTART stands twice"),
            ("DTSTART;TZID=Mars/Base:20260302T100000\nDURATION:PT1H", 5, "nothing says what the zone 'Mars/Base' is"),
            ("DTSTART;VALUE=DATE:20260302\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260302", 6, "all later"),
            ("DTSTART;VALUE=DATE:20260302\nhello", 6, "'hello' is not a line of an .ics file"),
            ("DTSTART;VALUE=DATE:20260302\n: x", 6, "': x' is not a line of an .ics file"),
            ("DTSTART;VALUE=DATE:20260302\nBEGIN:VALARM", 5, "'END:VEVENT' ends what did not begin"),
            ("DTSTART;VALUE=DATE:20260302\nSUMMARY:a\u{1}", 6, "is not a line of an .ics file"),
        ])
    func errors(lines: String, line: Int, expected: String) throws {
        let all = findings(lines)
        try #require(all.count == 1, "\(all)")
        let number = expected.hasPrefix("'END:VEVENT'") ? 7 : line
        #expect(all[0].hasPrefix("h.ics:\(number):1: error: ") && all[0].contains(expected), "\(all)")
    }

    @Test(
        "what closes nothing, or not what one may think, is a warning",
        arguments: [
            ("DTSTART;VALUE=DATE:20260302\nSTATUS:CANCELLED\nSUMMARY:A", "an entry is cancelled (STATUS:CANCELLED)"),
            ("DTSTART;VALUE=DATE:20260302\nTRANSP:TRANSPARENT", "an entry is transparent (TRANSP:TRANSPARENT)"),
            ("DTSTART:20260302T100000", "an entry without an end closes nothing"),
            ("DTSTART:20260302T100000\nDTEND:20260302T100000", "an entry that ends as it begins closes nothing"),
            ("DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260302", "the end of a date is the next one"),
            (
                "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=YEARLY;BYMONTH=5",
                "the entry begins on a date that its own rule"
            ),
        ])
    func warnings(lines: String, expected: String) throws {
        let all = findings(lines)
        try #require(all.count == 1, "\(all)")
        #expect(all[0].hasPrefix("h.ics:") && all[0].contains(": warning: \(expected)"), "\(all)")
    }

    @Test("many entries that are skipped are one warning")
    func skipped() {
        let entries = (1...5).map { event("DTSTART;VALUE=DATE:2026030\($0)\nTRANSP:TRANSPARENT\nSUMMARY:D\($0)") }
        let all = findings(of: files(wrapped(entries.joined(separator: "\n")), zone: "Europe/Berlin"))
        #expect(all.count == 2)
        #expect(
            all.last?.contains(
                "5 entries are transparent (TRANSP:TRANSPARENT) and close nothing: 'D1', 'D2', 'D3' and 2 more") == true
        )
    }

    @Test(
        "a file that is none is a finding with its line",
        arguments: [
            ("", "h.ics: error: this is no .ics file"), ("hello\n", "h.ics:1:1: error: 'hello' is not a line"),
            ("<html>\n", "h.ics:1:1: error: '<html>' is not a line"),
            ("VERSION:2.0\n", "h.ics: error: this is no .ics file"),
            ("BEGIN:VCALENDAR\n", "h.ics:1:1: error: 'BEGIN:VCALENDAR' does not end"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "h.ics:3:1: error: 'END:VCALENDAR' ends what did not"),
            ("BEGIN:VEVENT\nEND:VEVENT\n", "h.ics:1:1: error: 'BEGIN:VEVENT' stands outside of a calendar"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\nX:1\n", "h.ics:3:1: error: 'X:1' stands outside of a calendar"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "h.ics: warning: no entry in this file"),
        ])
    func broken(text: String, expected: String) {
        let all = findings(of: files(text, zone: "Europe/Berlin"))
        #expect(all.contains { $0.hasPrefix(expected) }, "\(all)")
    }

    @Test("bytes that are no text are a finding with their line")
    func notText() {
        let yaml = files("", zone: "UTC")["calendars/a.yaml"] ?? ""
        let ics = Array("BEGIN:VCALENDAR\nSUMMARY:".utf8) + [0xFC, 0x0A]
        let all = CatalogueFiles([
            CatalogueFiles.File(path: "calendars/a.yaml", bytes: Array(yaml.utf8)),
            CatalogueFiles.File(path: "h.ics", bytes: ics),
        ])
        let refused = #expect(throws: CatalogueRefused.self) { try Catalogue.loaded(all) }
        #expect(refused?.findings.contains { $0.text.hasPrefix("h.ics:2:1: error: a line that is not UTF-8") } == true)
    }

    @Test("lines may be folded in the midst of a character, end in CR LF, and begin with a mark")
    func folding() throws {
        let text = wrapped(event("DTSTART;VALUE=\n DATE:202603\n\t02\nSUMMARY:Gr\u{fc}n")).replacing("\n", with: "\r\n")
        #expect(try calendar("\u{feff}" + text).reason("2026-03-02") == "holiday Grün")
        var bytes = Array(wrapped(event("DTSTART;VALUE=DATE:20260302\nSUMMARY:Grün")).utf8)
        let cut = try #require(bytes.firstIndex(of: 0xBC))
        bytes.insert(contentsOf: Array("\n ".utf8), at: cut)
        let yaml = files("", zone: "UTC")["calendars/a.yaml"] ?? ""
        let catalogue = try Catalogue.loaded(
            CatalogueFiles([
                CatalogueFiles.File(path: "calendars/a.yaml", bytes: Array(yaml.utf8)),
                CatalogueFiles.File(path: "h.ics", bytes: bytes),
            ]))
        #expect(try catalogue.calendars["a"]?.reason("2026-03-02") == "holiday Grün")
    }

    @Test("too much that repeats in one file is a finding, and takes no time")
    func tooMuch() {
        let daily = event("DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;BYMONTH=3;BYDAY=MO")
        let all = findings(
            of: files(wrapped(Array(repeating: daily, count: 102).joined(separator: "\n")), zone: "Europe/Berlin"))
        #expect(
            all.filter { $0.hasSuffix("too much in one file repeats; end rules with UNTIL, begin them later") }.count
                == 1, "\(all)")
    }
}
