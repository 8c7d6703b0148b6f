import BusinessTime
import Catalog
import SLAEngine
import Testing

private func calendars(_ text: String) throws -> [String: BusinessCalendar] {
    try Catalogue.loaded(CatalogueFiles(["calendars/a.yaml": text])).calendars
}

private func calendar(_ lines: String, zone: String = "Europe/Berlin") throws -> BusinessCalendar {
    try #require(try calendars("calendar: a\ntime_zone: \(zone)\n\(lines)\n")["a"])
}

@Suite("Business calendars", .enabled(if: hasZones, zonesMissing))
struct CalendarTests {
    @Test("the example of the contract has the hours it says")
    func example() throws {
        let office = try calendar(
            """
            hours:
              mon-thu: 08:00-12:00, 13:00-17:00
              fri: 08:00-14:00
              sat: closed
            holidays:
              - {date: 2026-12-25, name: Christmas Day}
              - {date: 12-26, name: Boxing Day}
              - {from: 2026-12-28, to: 2026-12-31, name: Works holiday}
            special_hours:
              - {date: 2026-12-24, hours: 08:00-12:00, name: Christmas Eve}
            """)
        let rows = [
            ("2026-12-23", "08:00-12:00 13:00-17:00", "weekday"),
            ("2026-12-24", "08:00-12:00", "special Christmas Eve"),
            ("2026-12-25", "closed", "holiday Christmas Day"), ("2026-12-26", "closed", "holiday Boxing Day"),
            ("2029-12-26", "closed", "holiday Boxing Day"), ("2026-12-27", "closed", "weekday"),
            ("2026-12-28", "closed", "holiday Works holiday"), ("2026-12-31", "closed", "holiday Works holiday"),
            ("2027-01-01", "08:00-14:00", "weekday"), ("2027-01-02", "closed", "weekday"),
        ]
        for (date, hours, reason) in rows {
            #expect(try office.hours(date) == hours, "\(date)")
            #expect(try office.reason(date) == reason, "\(date)")
        }
        #expect(office.definition?.zone.name == "Europe/Berlin")
    }

    /// 2026-03-02 is a Monday.
    @Test(
        "the hours of a week are read as they are written",
        arguments: [
            ("{}", "2026-03-02", "closed"),
            ("{mon: 08:00-17:00}", "2026-03-02", "08:00-17:00"),
            ("{mon: 00:00-24:00}", "2026-03-02", "00:00-24:00"),
            ("{mon: 22:00-06:00}", "2026-03-02", "22:00-24:00"),
            ("{mon: 22:00-06:00}", "2026-03-03", "00:00-06:00"),
            ("{sun: 22:00-06:00}", "2026-03-02", "00:00-06:00"),
            ("{mon-sun: 22:00-06:00}", "2026-03-02", "00:00-06:00 22:00-24:00"),
            ("{mon: 22:00-00:00}", "2026-03-02", "22:00-24:00"),
            ("{mon: 22:00-00:00}", "2026-03-03", "closed"),
            ("{mon: 00:01-00:00}", "2026-03-02", "00:01-24:00"),
            ("{mon: [08:00-12:00, 13:00-17:00]}", "2026-03-02", "08:00-12:00 13:00-17:00"),
            ("{mon: ['08:00-12:00, 13:00-14:00', 15:00-17:00]}", "2026-03-02", "08:00-12:00 13:00-14:00 15:00-17:00"),
            ("{mon: 08:00 - 12:00}", "2026-03-02", "08:00-12:00"),
            ("{mon: '13:00-17:00,08:00-12:00'}", "2026-03-02", "08:00-12:00 13:00-17:00"),
            ("{mon: '08:00-12:00, 12:00-13:00'}", "2026-03-02", "08:00-13:00"),
            ("{'mon, wed': 08:00-12:00}", "2026-03-04", "08:00-12:00"),
            ("{'mon, wed': 08:00-12:00}", "2026-03-03", "closed"),
            ("{sun-thu: 08:00-12:00}", "2026-03-01", "08:00-12:00"),
            ("{sun-thu: 08:00-12:00}", "2026-03-05", "08:00-12:00"),
            ("{sun-thu: 08:00-12:00}", "2026-03-06", "closed"),
            ("{'mon, thu-fri': 08:00-12:00}", "2026-03-06", "08:00-12:00"),
        ])
    func week(hours: String, date: String, expected: String) throws {
        #expect(
            try calendar("hours: \(hours)\nspecial_hours: [{date: 2030-01-01, hours: 08:00-09:00}]").hours(date)
                == expected)
    }

    @Test(
        "dated exceptions beat each other as the contract says",
        arguments: [
            // Special hours beat a holiday.
            ("[{date: 2026-03-02}]", "[{date: 2026-03-02, hours: 09:00-10:00}]", "2026-03-02", "09:00-10:00"),
            ("[{date: 03-02}]", "[{date: 2026-03-02, hours: 09:00-10:00}]", "2026-03-02", "09:00-10:00"),
            ("[{date: 2026-03-02}]", "[{date: 03-02, hours: 09:00-10:00}]", "2026-03-02", "09:00-10:00"),
            ("[{date: 03-02}]", "[{date: 2026-03-02, hours: 09:00-10:00}]", "2027-03-02", "closed"),
            // They may open a day that is closed.
            ("[]", "[{date: 2026-03-01, hours: 09:00-10:00}]", "2026-03-01", "09:00-10:00"),
            // Over midnight: the next date's exceptions replace its hours alone.
            ("[]", "[{date: 2026-03-01, hours: 22:00-02:00}]", "2026-03-01", "22:00-24:00"),
            ("[]", "[{date: 2026-03-01, hours: 22:00-02:00}]", "2026-03-02", "00:00-02:00 08:00-17:00"),
            ("[{date: 2026-03-02}]", "[{date: 2026-03-01, hours: 22:00-02:00}]", "2026-03-02", "closed"),
            // Ranges, with both ends, over the new year where they are yearly.
            ("[{from: 2026-03-02, to: 2026-03-04}]", "[]", "2026-03-04", "closed"),
            ("[{from: 2026-03-02, to: 2026-03-04}]", "[]", "2026-03-05", "08:00-17:00"),
            ("[{from: 12-24, to: 01-02}]", "[]", "2027-12-31", "closed"),
            ("[{from: 12-24, to: 01-02}]", "[]", "2029-01-02", "closed"),
            ("[{from: 12-24, to: 01-02}]", "[]", "2029-01-03", "08:00-17:00"),
            ("[{from: 02-27, to: 03-01}]", "[]", "2028-02-29", "closed"),
            ("[{date: 02-29}]", "[]", "2028-02-29", "closed"),
            ("[{date: 02-29}]", "[]", "2027-03-01", "08:00-17:00"),
            ("[]", "[{from: 2026-03-02, to: 2026-03-03, hours: 10:00-11:00}]", "2026-03-03", "10:00-11:00"),
        ])
    func exceptions(holidays: String, special: String, date: String, expected: String) throws {
        let text = "hours: {mon-fri: 08:00-17:00}\nholidays: \(holidays)\nspecial_hours: \(special)"
        #expect(try calendar(text).hours(date) == expected)
    }

    @Test("a date in a range may have a name of its own, whichever comes first")
    func nameInRange() throws {
        let single = "{date: 2026-12-25, name: Christmas Day}"
        let range = "{from: 2026-12-24, to: 2026-12-31, name: Works holiday}"
        for list in [[single, range], [range, single]] {
            let office = try calendar("hours: {mon-fri: 08:00-17:00}\nholidays: [\(list.joined(separator: ", "))]")
            #expect(try office.reason("2026-12-25") == "holiday Christmas Day")
            #expect(try office.reason("2026-12-28") == "holiday Works holiday")
        }
    }

    @Test("an extending calendar beats the one it extends, and has the rest from it")
    func extending() throws {
        let text = """
            calendar: branch
            extends: office
            holidays:
              - {date: 2026-08-15, name: Assumption}
            special_hours:
              - {date: 2026-12-25, hours: 10:00-11:00, name: Emergency desk}
            ---
            calendar: office
            time_zone: Europe/Berlin
            hours: {mon-sat: 08:00-17:00}
            holidays:
              - {date: 2026-12-25, name: Christmas Day}
            special_hours:
              - {date: 2026-08-15, hours: 08:00-09:00}
            ---
            calendar: night
            extends: branch
            time_zone: America/New_York
            hours: {mon-fri: 20:00-24:00}
            """
        let all = try calendars(text)
        #expect(all.keys.sorted() == ["branch", "night", "office"])
        let branch = try #require(all["branch"])
        #expect(try branch.hours("2026-12-25") == "10:00-11:00")
        #expect(try branch.reason("2026-08-15") == "holiday Assumption")
        #expect(try branch.hours("2026-08-14") == "08:00-17:00")
        #expect(branch.definition?.zone.name == "Europe/Berlin")
        let night = try #require(all["night"])
        #expect(try night.hours("2026-08-14") == "20:00-24:00")
        #expect(try night.reason("2026-08-15") == "holiday Assumption")
        #expect(night.definition?.zone.name == "America/New_York")
    }

    @Test("agreements and objectives name calendars, and business days count on them")
    func agreements() throws {
        let catalogue = try Catalogue.loaded(
            CatalogueFiles([
                "calendars/a.yaml": "calendar: a\ntime_zone: Europe/Berlin\nhours: {mon-fri: 08:00-17:00}\n",
                "agreements/a.yaml": """
                agreement: x
                kind: sla
                calendar: a
                objectives:
                  - {objective: one, metric: resolution, target: 2bd}
                  - {objective: two, metric: resolution, target: 4h, calendar: always}
                  - {objective: three, metric: resolution, target: {by: priority, P1: 0bd, else: 4bh}}
                """,
            ]))
        let objectives = catalogue.rules.agreements[0].objectives
        #expect(objectives.map(\.calendar.name) == ["a", "always", "a"])
        #expect(objectives[0].target == TargetTable(.businessDays(2)))
        #expect(objectives[2].target.choice(for: ["priority": "P1"]) == .amount(.businessDays(0)))
        #expect(objectives[0].calendar == catalogue.calendars["a"])
        #expect(catalogue.warnings.isEmpty)
    }

    @Test("the zone data name the release and change with the bytes of the zones that are used")
    func zoneData() throws {
        func load(_ zone: String) throws -> String {
            let text = "calendar: a\ntime_zone: \(zone)\nhours: {mon: 08:00-17:00}\n"
            return try Catalogue.loaded(CatalogueFiles(["calendars/a.yaml": text])).zoneData
        }
        let release = ZoneData(directory: "/usr/share/zoneinfo").release
        let berlin = try load("Europe/Berlin")
        #expect(berlin.hasPrefix("\(release)/") && berlin.count == release.count + 33)
        #expect(try load("Europe/Berlin") == berlin)
        #expect(try load("Europe/Paris") != berlin)
        #expect(try Catalogue.loaded(CatalogueFiles([:])).zoneData == "none")
    }

    @Test("a calendar that is broken is told once, not by everyone who names it")
    func cascade() {
        let agreement = """
            agreement: x
            kind: sla
            calendar: a
            objectives: [{objective: one, metric: resolution, target: 2bd}]
            """
        for text in ["calendar: a\ntime_zone: Mars/Base\nhours: {}\n", "calendar: [a\n", "calender: a\n"] {
            let all = findings(of: ["calendars/a.yaml": text, "agreements/a.yaml": agreement])
            #expect(all.allSatisfy { $0.hasPrefix("calendars/a.yaml") }, "\(all)")
        }
    }

    @Test("a revision read from the ledger has the same calendars, .ics files included")
    func again() throws {
        let files = CatalogueFiles([
            "calendars/a.yaml":
                "calendar: a\ntime_zone: Europe/Berlin\nhours: {mon: 08:00-17:00}\nholidays: [{ics: h.ics}]",
            "h.ics": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260302\r\nSUMMARY:Grüße\r\nEND:VEVENT\r\n"
                + "END:VCALENDAR\r\n",
        ])
        let first = try Catalogue.loaded(files)
        let again = try Catalogue.loaded(CatalogueFiles(encoded: files.encoded()))
        #expect(first == again)
        #expect(try again.calendars["a"]?.reason("2026-03-02") == "holiday Grüße")
    }
}
