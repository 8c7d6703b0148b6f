import Testing

@testable import BusinessTime

@Suite("The rule for later years")
struct PosixRuleTests {
    @Test(
        "the changes of a year come when the rule says",
        arguments: [
            // Berlin; the default time of a change is 02:00.
            ("CET-1CEST,M3.5.0,M10.5.0/3", 2_026, ["2026-03-29T01:00:00Z +7200", "2026-10-25T01:00:00Z +3600"]),
            // Lord Howe changes by half an hour.
            (
                "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2_026,
                ["2026-04-04T15:00:00Z +37800", "2026-10-03T15:30:00Z +39600"]
            ),
            // Dublin: standard time is in summer, what is called daylight lies an hour before it.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 2_026, ["2026-03-29T01:00:00Z +3600", "2026-10-25T01:00:00Z +0"]),
            // Nuuk: a negative time lies on the day before.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2_026, ["2026-03-29T01:00:00Z -3600", "2026-10-25T01:00:00Z -7200"]),
            // Jerusalem's old rule: hour 26 of Friday is 02:00 of Saturday.
            ("IST-2IDT,M3.4.4/26,M10.5.0", 2_026, ["2026-03-27T00:00:00Z +10800", "2026-10-24T23:00:00Z +7200"]),
            // Hours up to 167 either way.
            ("AAA0BBB,M3.1.1/167,M9.1.1/-167", 2_026, ["2026-03-08T23:00:00Z +3600", "2026-08-31T00:00:00Z +0"]),
            // Jn never counts the leap day, n does; 59 is 1 March or the leap day.
            ("AAA0BBB,J60/0,J300/0", 2_024, ["2024-03-01T00:00:00Z +3600", "2024-10-26T23:00:00Z +0"]),
            ("AAA0BBB,J60/0,J300/0", 2_025, ["2025-03-01T00:00:00Z +3600", "2025-10-26T23:00:00Z +0"]),
            ("AAA0BBB,59/0,300/0", 2_024, ["2024-02-29T00:00:00Z +3600", "2024-10-26T23:00:00Z +0"]),
            ("AAA0BBB,59/0,300/0", 2_025, ["2025-03-01T00:00:00Z +3600", "2025-10-27T23:00:00Z +0"]),
            ("AAA0BBB,J1/0,J365/0", 2_024, ["2024-01-01T00:00:00Z +3600", "2024-12-30T23:00:00Z +0"]),
            // Week 5 is the last, be it the fourth.
            ("AAA0BBB,M2.5.0/0,M2.5.6/0", 2_026, ["2026-02-22T00:00:00Z +3600", "2026-02-27T23:00:00Z +0"]),
            ("AAA0BBB,M2.5.4/0,M3.1.0/0", 2_024, ["2024-02-29T00:00:00Z +3600", "2024-03-02T23:00:00Z +0"]),
            // Minutes, seconds, signs and brackets.
            (
                "<AB1>+1:02:03<-C2>-4:05:06,M4.1.0/+1:01:01,M5.1.0/0:0:1", 2_026,
                ["2026-04-05T02:03:04Z +14706", "2026-05-02T19:54:55Z -3723"]
            ),
        ]
    )
    func changes(text: String, year: Int, expected: [String]) throws {
        let rule = try #require(PosixRuleParser.rule(text))
        let changes = rule.transitions(years: year...year).map { change in
            let at = Timestamp(millisecondsSinceEpoch: change.at * 1_000).utcText
            return "\(at) \(change.offset < 0 ? "" : "+")\(change.offset)"
        }
        #expect(changes == expected)
    }

    @Test(
        "daylight time all year is one offset, with no change at new year",
        arguments: [
            ("EST5EDT,0/0,J365/25", -14_400), ("XXX3EDT4,0/0,J365/23", -14_400), ("<A-3>3<B-2>,J1/0,J365/25", -7_200),
        ]
    )
    func allYear(text: String, offset: Int) throws {
        let file = TZifBytes(transitions: [0], indices: [1], types: [0, Int32(offset)], footer: text)
        let zone = try Zone(name: "Z", tzif: file.bytes)
        let (from, to) = (try at("1970-01-02T00:00:00Z"), try at("2600-01-01T00:00:00Z"))
        #expect(zone.transitions(from: from, to: to).isEmpty)
        for moment in [from, try at("2026-01-01T05:00:00Z"), try at("2026-12-31T23:30:00Z"), to] {
            #expect(zone.offsetSeconds(at: moment) == offset)
        }
        let newYear = try #require(CivilDate(year: 2_030, month: 1, day: 1))
        for seconds in [-3_600, -1, 0, 1, 1_800, 3_600, 7_200] {
            let expected = Int64(newYear.daysSinceEpoch) * 86_400 + Int64(seconds) - Int64(offset)
            #expect(zone.instant(of: newYear, secondsOfDay: seconds).millisecondsSinceEpoch == expected * 1_000)
        }
    }

    @Test("a rule without daylight time has no changes")
    func fixed() throws {
        let rule = try #require(PosixRuleParser.rule("<+0545>-5:45"))
        #expect(rule.standardOffset == 20_700)
        #expect(rule.transitions(years: 2_000...2_100).isEmpty)
    }

    @Test(
        "what is no rule is none",
        arguments: [
            "", "C", "CE-1", "CET", "CET-", "CET-25", "CET-1:60", "CET-1:00:60", "<CET-1", "<>-1", "<+1>-1", "<A B>-1",
            "CET-1CEST", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0",
            "CET-1CEST,J0,J1", "CET-1CEST,J366,J1", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0",
            "CET-1CEST,M3.5.0/-168,M10",
            "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M3.5.0,M10.5.0,M11.5.0", " CET-1", "CET-1 ", "CÉT-1", "CET-１",
            "CET--1", "CET-1CEST,M3.5.0/,M10.5.0", "CET-99999999999999999999",
        ]
    )
    func noRule(text: String) {
        #expect(PosixRuleParser.rule(text) == nil)
    }

    @Test(
        "a rule goes on for ever: what holds in a year holds 400, 800 and 7,600 years later",
        arguments: [2_100, 2_101, 2_399, 2_400])
    func repeats(year: Int) throws {
        let file = TZifBytes(transitions: [0], indices: [0], footer: "AAA0BBB,M3.5.0/-150,M10.5.0/150")
        let zone = try Zone(name: "Z", tzif: file.bytes)
        let shift = ElapsedTime.days(146_097)
        let (from, to) = (try at("\(year)-01-01T00:00:00Z"), try at("\(year + 1)-01-01T00:00:00Z"))
        let changes = zone.transitions(from: from, to: to)
        #expect(changes.count == 2)
        for cycles: Int64 in [1, 2, 19] {
            let away = ElapsedTime(milliseconds: shift.milliseconds * cycles)
            let later = zone.transitions(from: from + away, to: to + away)
            #expect(later.map { $0.at - away } == changes.map(\.at))
            #expect(later.map(\.after) == changes.map(\.after))
        }
    }
}
