import Testing

@testable import BusinessTime

@Suite("Business days", .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
struct BusinessDayTests {
    @Test(
        "a business day ends at its last closing edge",
        arguments: [
            // 2026-11-27 is a Friday.
            (0, "2026-11-27T12:00:00Z", "2026-11-27T17:00:00Z"), (1, "2026-11-27T12:00:00Z", "2026-11-30T17:00:00Z"),
            (2, "2026-11-27T12:00:00Z", "2026-12-01T17:00:00Z"), (0, "2026-11-27T17:00:00Z", "2026-11-30T17:00:00Z"),
            (1, "2026-11-28T12:00:00Z", "2026-12-01T17:00:00Z"), (0, "2026-11-27T08:00:00Z", "2026-11-27T17:00:00Z"),
            (0, "2026-11-27T16:59:59.999Z", "2026-11-27T17:00:00Z"),
            // Over a holiday.
            (1, "2026-12-24T12:00:00Z", "2026-12-28T17:00:00Z"),
        ]
    )
    func office(count: Int, start: String, expected: String) throws {
        let holiday = CalendarLayer(yearlyHolidays: [try yearly("12-25"): "Christmas Day"])
        let calendar = try calendar("UTC", "mon-fri 09:00-12:00,13:00-17:00", layers: [holiday], years: 2_026...2_028)
        let end = calendar.endOfBusinessDay(count, after: try at(start))
        #expect(end == (try at(expected)))
        let open = try #require(calendar.openTime(ofBusinessDays: count, after: try at(start)))
        #expect(calendar.deadline(after: try at(start), open: open) == end)
    }

    @Test("hours over midnight are cut to the date, 24:00 is the next midnight")
    func nights() throws {
        let calendar = try calendar("Europe/Berlin", "mon 22:00-06:00", years: 2_026...2_027)
        let start = try at("2026-11-23T23:00:00+01:00")
        #expect(calendar.endOfBusinessDay(0, after: start) == (try at("2026-11-24T00:00:00+01:00")))
        #expect(calendar.endOfBusinessDay(1, after: start) == (try at("2026-11-24T06:00:00+01:00")))
        #expect(calendar.endOfBusinessDay(2, after: start) == (try at("2026-12-01T00:00:00+01:00")))
    }

    @Test("a date that the zone skipped is no business day")
    func skipped() throws {
        let calendar = try calendar("Pacific/Apia", "mon-sun 09:00-17:00", years: 2_011...2_012)
        let end = calendar.endOfBusinessDay(1, after: try at("2011-12-29T12:00:00-10:00"))
        #expect(end == (try at("2011-12-31T17:00:00+14:00")))
    }

    @Test("where the clock goes back over midnight no business day ends before it is asked for")
    func backOverMidnight() throws {
        let calendar = try calendar("America/St_Johns", "mon-sun 00:00-24:00", years: 2_010...2_011)
        // Midnight came at 02:30Z; at 02:31Z the clock went back to 23:01.
        let start = try at("2010-11-07T03:00:00Z")
        #expect(calendar.endOfBusinessDay(0, after: start) == (try at("2010-11-08T03:30:00Z")))
        #expect(calendar.endOfBusinessDay(1, after: start) == (try at("2010-11-08T03:30:00Z")))
    }

    @Test("without open time there is no business day")
    func never() throws {
        #expect(try calendar("UTC", "").endOfBusinessDay(0, after: at("2026-11-23T12:00:00Z")) == nil)
        let once = CalendarLayer(specialHours: [
            try date("2026-11-24"): DatedHours(name: nil, intervals: try hours("09:00-10:00"))
        ])
        let calendar = try calendar("UTC", "", layers: [once], years: 2_026...2_027)
        #expect(calendar.endOfBusinessDay(0, after: try at("2026-11-23T12:00:00Z")) == (try at("2026-11-24T10:00:00Z")))
        #expect(calendar.endOfBusinessDay(1, after: try at("2026-11-23T12:00:00Z")) == nil)
    }

    @Test("business days of random calendars are those that a walk counts")
    func random() throws {
        let zones = try ZoneFiles.distinctNames.map { try ZoneFiles.zone($0) }
        var seeds = SeededRandom(seed: Effort.seed)
        var checked = 0
        for number in 0..<(Effort.isLong ? 5_000 : 120) {
            var random = SeededRandom(seed: seeds.next())
            guard let zone = zones.randomElement(using: &random) else { return }
            // Transitions are at whole minutes, so the walk's steps are whole minutes too.
            let moment = Timestamp(millisecondsSinceEpoch: 0) + .days(Int64.random(in: 2_000...40_000, using: &random))
            let middle = zone.transitions(from: moment, to: moment + .days(800)).first?.at ?? moment
            var maker = RandomCalendar(grain: 300, random: random)
            let definition = maker.definition(zone, around: middle)
            let walk = StepWalk(definition, from: middle - .days(5), steps: 12 * 1_440, stepSeconds: 60)
            let calendar = BusinessCalendar(definition, indexedFrom: middle - .days(3), to: middle + .days(3))
            for _ in 0..<20 {
                let start = walk.moment(Int.random(in: 0..<walk.isOpen.count, using: &random))
                let count = Int.random(in: 0...4, using: &random)
                guard let expected = walk.endOfBusinessDay(count, after: start, zone) else { continue }
                checked += 1
                #expect(
                    calendar.endOfBusinessDay(count, after: start) == expected,
                    "\(zone.name), calendar \(number), \(count)bd after \(start.utcText), SLAD_SEED=\(Effort.seed)")
            }
        }
        print("\(checked) business days of random calendars compared with a walk; SLAD_SEED=\(Effort.seed)")
    }
}

extension StepWalk {
    /// Lists the dates with open steps, and where the last open step of each ends; nil where the walk may not reach.
    fileprivate func endOfBusinessDay(_ count: Int, after start: Timestamp, _ zone: Zone) -> Timestamp? {
        guard let first = first(true, atOrAfter: start) else { return nil }
        var days: [(day: Int, end: Timestamp)] = []
        for place in isOpen.indices where isOpen[place] {
            if days.last?.day == dates[place] { days.removeLast() }
            days.append((dates[place], moment(place + 1)))
        }
        let dayZero = zone.date(at: first).daysSinceEpoch
        let wanted = count == 0 ? days.filter { $0.day >= dayZero && $0.end > first } : days.filter { $0.day > dayZero }
        let place = max(count - 1, 0)
        // The last date may go on behind the walk.
        guard place < wanted.count, wanted[place].day != dates.last else { return nil }
        return wanted[place].end
    }
}
