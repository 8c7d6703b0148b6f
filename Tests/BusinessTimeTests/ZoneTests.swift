import Foundation
import Testing

@testable import BusinessTime

@Suite("Zones")
struct ZoneTests {
    static let missing: Comment = "SKIPPED: no zdump (libc-bin) or no zone files (tzdata): zones are not compared"
    static let isThere = ZoneDump.path != nil && !ZoneFiles.names.isEmpty

    @Test("every transition of every zone from 1970 to 2100 is the C library's", .enabled(if: isThere, missing))
    func everyTransition() throws {
        let count = try compare(ZoneFiles.distinctNames, from: 1_970, to: 2_100)
        print(
            "\(count) transitions of \(ZoneFiles.distinctNames.count) zones (\(ZoneFiles.names.count) names)"
                + " from 1970 to 2100 compared with zdump, in both directions")
    }

    @Test("every rule that goes on for ever is the C library's in centuries", .enabled(if: isThere, missing))
    func laterCenturies() throws {
        // Around the years in which the listed ones begin to repeat.
        for year in [2_095, 2_498, 2_898] { _ = try compare(ZoneFiles.distinctRules, from: year, to: year + 10) }
    }

    @Test(
        "every transition before 1970 is the C library's too",
        .enabled(if: isThere, missing),
        .enabled(if: Effort.isLong, "SKIPPED: transitions before 1970 are compared with SLAD_LONG=1 alone")
    )
    func earlyTransitions() throws {
        _ = try compare(ZoneFiles.distinctNames, from: 1_800, to: 1_970)
    }

    /// - Returns: how many transitions were compared.
    private func compare(_ zones: [String], from first: Int, to last: Int) throws -> Int {
        let expected = try ZoneDump.changes(of: zones, from: first, to: last)
        #expect(!expected.isEmpty, "zdump told of no transition")
        let (from, to) = (try at("\(first)-01-01T00:00:00Z"), try at("\(last)-01-01T00:00:00Z"))
        for name in zones {
            let zone = try ZoneFiles.zone(name)
            let found = zone.transitions(from: from, to: to).map { change in
                ZoneDump.Change(at: change.at.secondsRoundedDown, before: change.before, after: change.after)
            }
            #expect(found == expected[name] ?? [], "\(name)")
            for change in expected[name] ?? [] where !bothDirectionsHold(zone, change) {
                Issue.record("\(name) at \(Timestamp(millisecondsSinceEpoch: change.at * 1_000).utcText)")
            }
        }
        return expected.values.map(\.count).reduce(0, +)
    }

    private func bothDirectionsHold(_ zone: Zone, _ change: ZoneDump.Change) -> Bool {
        let moment = Timestamp(millisecondsSinceEpoch: change.at * 1_000)
        guard zone.offsetSeconds(at: moment - .seconds(1)) == change.before,
            zone.offsetSeconds(at: moment - ElapsedTime(milliseconds: 1)) == change.before,
            zone.offsetSeconds(at: moment) == change.after
        else { return false }
        let low = change.at + Int64(min(change.before, change.after))
        let high = change.at + Int64(max(change.before, change.after))
        // Both ends of the skipped or doubled hours, a second to each side, and their middle.
        return [low - 1, low, low + 1, (low + high) / 2, high - 1, high, high + 1].allSatisfy {
            isFirst($0, zone, change)
        }
    }

    /// The instant of a civil time is the first at which the civil clock has reached it.
    private func isFirst(_ local: Int64, _ zone: Zone, _ change: ZoneDump.Change) -> Bool {
        let moment = zone.instant(
            of: CivilDate(daysSinceEpoch: 0), secondsOfDay: Int(local)
        )
        let seconds = moment.secondsRoundedDown
        func civil(_ at: Int64) -> Int64 {
            at + Int64(zone.offsetSeconds(at: Timestamp(millisecondsSinceEpoch: at * 1_000)))
        }
        guard civil(seconds) >= local, civil(seconds) == local || seconds == change.at else { return false }
        let earlier = [seconds - 1, min(change.at - 1, seconds - 1)] + (1...26).map { seconds - $0 * 3_600 }
        return earlier.allSatisfy { civil($0) < local }
    }

    @Test(
        "civil times of zones worth naming have the right instants",
        .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none),
        arguments: [
            // Half an hour skipped, half an hour twice.
            ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30:00Z"),
            ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"),
            ("Pacific/Chatham", "2026-09-27", "03:00", "2026-09-26T14:00:00Z"),
            ("Pacific/Chatham", "2026-04-05", "03:00", "2026-04-04T13:15:00Z"),
            // One minute past midnight, until 2011.
            ("America/St_Johns", "2010-03-14", "00:30", "2010-03-14T03:31:00Z"),
            ("America/St_Johns", "2010-11-07", "00:00", "2010-11-07T02:30:00Z"),
            // Two hours.
            ("Antarctica/Troll", "2026-03-29", "02:00", "2026-03-29T01:00:00Z"),
            ("Antarctica/Troll", "2026-10-25", "01:30", "2026-10-24T23:30:00Z"),
            // Ramadan of 2026, and of 2087, the last that is listed.
            ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30:00Z"),
            ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:00:00Z"),
            ("Africa/Casablanca", "2095-07-01", "12:00", "2095-07-01T11:00:00Z"),
            // Standard time in summer.
            ("Europe/Dublin", "2026-03-29", "01:30", "2026-03-29T01:00:00Z"),
            ("Europe/Dublin", "2026-10-25", "01:30", "2026-10-25T00:30:00Z"),
            // 2011-12-30 was skipped.
            ("Pacific/Apia", "2011-12-30", "00:00", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-31", "00:01", "2011-12-30T10:01:00Z"),
            // Half an hour back in 2015, and forward in 2018.
            ("Asia/Pyongyang", "2015-08-14", "23:45", "2015-08-14T14:45:00Z"),
            ("Asia/Pyongyang", "2018-05-04", "23:45", "2018-05-04T15:00:00Z"),
            // Summer time for good since 2025.
            ("America/Coyhaique", "2025-03-20", "00:00", "2025-03-20T03:00:00Z"),
            ("America/Coyhaique", "2026-07-01", "12:00", "2026-07-01T15:00:00Z"),
            ("Asia/Gaza", "2026-03-28", "02:30", "2026-03-28T00:00:00Z"),
            ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z"),
            ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
            ("Europe/Berlin", "9999-07-01", "12:00", "9999-07-01T10:00:00Z"),
        ]
    )
    func named(name: String, day: String, time: String, expected: String) throws {
        let zone = try ZoneFiles.zone(name)
        let parts = time.split(separator: ":").compactMap { Int($0) }
        let moment = zone.instant(of: try date(day), secondsOfDay: parts[0] * 3_600 + parts[1] * 60)
        #expect(moment.utcText == expected)
    }

    @Test(
        "an instant has the name that people have for its time",
        .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none),
        arguments: [
            ("Europe/Berlin", "2026-03-29T00:59:59Z", "CET"), ("Europe/Berlin", "2026-03-29T01:00:00Z", "CEST"),
            ("Europe/Berlin", "2026-10-25T00:59:59Z", "CEST"), ("Europe/Berlin", "2026-10-25T01:00:00Z", "CET"),
            // By the rule of the footer, and in the years that repeat.
            ("Europe/Berlin", "2099-07-01T12:00:00Z", "CEST"), ("Europe/Berlin", "9999-07-01T12:00:00Z", "CEST"),
            // Standard time in summer, negative daylight time in winter.
            ("Europe/Dublin", "2026-07-01T12:00:00Z", "IST"), ("Europe/Dublin", "2026-01-01T12:00:00Z", "GMT"),
            // An offset that was summer time in one zone's past and is standard time now: the last name.
            ("America/Indiana/Indianapolis", "2026-01-01T12:00:00Z", "EST"),
            ("America/Indiana/Indianapolis", "2026-07-01T12:00:00Z", "EDT"),
            // Where people have none there is the offset.
            ("Asia/Kathmandu", "2026-07-01T12:00:00Z", "+0545"), ("Antarctica/Troll", "2026-07-01T12:00:00Z", "+02"),
            ("Asia/Kolkata", "2026-07-01T12:00:00Z", "IST"), ("UTC", "2026-07-01T12:00:00Z", "UTC"),
        ])
    func abbreviation(name: String, moment: String, expected: String) throws {
        #expect(try ZoneFiles.zone(name).abbreviation(at: try at(moment)) == expected)
        #expect(try Zone.utc.abbreviation(at: at(moment)) == "UTC")
    }

    @Test("of what people call the time nothing is said where the file names it for no such offset")
    func noAbbreviation() throws {
        // Only the footer has a summer time.
        let bytes = TZifBytes(types: [3_600], footer: "CET-1CEST,M3.5.0,M10.5.0/3").bytes
        let zone = try Zone(name: "Test", tzif: bytes)
        #expect(zone.abbreviation(at: try at("2026-01-01T12:00:00Z")) == "LMT")
        #expect(zone.abbreviation(at: try at("2026-07-01T12:00:00Z")) == nil)
    }

    @Test("transitions are asked for in half-open spans", .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
    func halfOpen() throws {
        let berlin = try ZoneFiles.zone("Europe/Berlin")
        let change = try at("2026-03-29T01:00:00Z")
        let tick = ElapsedTime(milliseconds: 1)
        #expect(berlin.transitions(from: change, to: change + tick).count == 1)
        #expect(berlin.transitions(from: change - tick, to: change).isEmpty)
        #expect(berlin.transitions(from: change + tick, to: change + .days(1)).isEmpty)
        #expect(Zone.utc.transitions(from: .distantPast, to: .distantFuture).isEmpty)
    }
}
