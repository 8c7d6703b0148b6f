import BusinessTime
import Compliance
import Foundation
import SLATesting
import Testing

/// The system's own zone files; `TZDIR` is honoured.
enum SystemZones {
    static let directory = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
    static let areThere = FileManager.default.fileExists(atPath: directory + "/Europe/Berlin")
    static let none: Comment = "SKIPPED: the machine has no zone files (tzdata), so no window in a zone is looked at"

    static func zone(_ name: String) throws -> Zone {
        try Zone(name: name, tzif: Array(Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))))
    }
}

extension Timestamp {
    /// `2026-10-25T00:00:00Z`.
    init(_ text: String) throws {
        self = try Timestamp(rfc3339: text)
    }
}

@Suite("Windows of the calendar")
struct WindowTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let unit: CalendarUnit
        let zone: String
        let at: String
        let from: String
        let to: String
        let name: String
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "a month in summer begins two hours before midnight UTC", unit: .month, zone: "Europe/Berlin",
            at: "2026-07-15T12:00:00Z", from: "2026-06-30T22:00:00Z", to: "2026-07-31T22:00:00Z", name: "2026-07"),
        Row(
            rule: "the month of a clock change is longer by its hour", unit: .month, zone: "Europe/Berlin",
            at: "2026-10-25T01:30:00Z", from: "2026-09-30T22:00:00Z", to: "2026-10-31T23:00:00Z", name: "2026-10"),
        Row(
            rule: "the day of a change to winter time has 25 hours", unit: .day, zone: "Europe/Berlin",
            at: "2026-10-25T22:59:59.999Z", from: "2026-10-24T22:00:00Z", to: "2026-10-25T23:00:00Z",
            name: "2026-10-25"),
        Row(
            rule: "the day of a change to summer time has 23 hours", unit: .day, zone: "Europe/Berlin",
            at: "2026-03-28T23:00:00Z", from: "2026-03-28T23:00:00Z", to: "2026-03-29T22:00:00Z", name: "2026-03-29"),
        Row(
            rule: "a midnight that is skipped is the instant of the change", unit: .day, zone: "America/Sao_Paulo",
            at: "2016-10-16T03:00:00Z", from: "2016-10-16T03:00:00Z", to: "2016-10-17T02:00:00Z", name: "2016-10-16"),
        Row(
            rule: "and the end of the day before it", unit: .day, zone: "America/Sao_Paulo",
            at: "2016-10-16T02:59:59.999Z", from: "2016-10-15T03:00:00Z", to: "2016-10-16T03:00:00Z",
            name: "2016-10-15"),
        Row(
            rule: "a day whose last hour comes twice has 25 hours", unit: .day, zone: "America/Sao_Paulo",
            at: "2017-02-19T02:30:00Z", from: "2017-02-18T02:00:00Z", to: "2017-02-19T03:00:00Z", name: "2017-02-18"),
        Row(
            rule: "of a midnight that comes twice the first counts", unit: .day, zone: "America/Havana",
            at: "2016-11-06T05:30:00Z", from: "2016-11-06T04:00:00Z", to: "2016-11-07T05:00:00Z", name: "2016-11-06"),
        Row(
            rule: "clocks that show yesterday once more after it change nothing", unit: .day, zone: "America/Goose_Bay",
            at: "2010-11-07T03:30:00Z", from: "2010-11-07T03:00:00Z", to: "2010-11-08T04:00:00Z", name: "2010-11-07"),
        Row(
            rule: "a date that a zone skipped has no window", unit: .day, zone: "Pacific/Apia",
            at: "2011-12-30T10:00:00Z", from: "2011-12-30T10:00:00Z", to: "2011-12-31T10:00:00Z", name: "2011-12-31"),
        Row(
            rule: "a week begins on Monday", unit: .week, zone: "Europe/Berlin", at: "2026-11-22T22:59:59Z",
            from: "2026-11-15T23:00:00Z", to: "2026-11-22T23:00:00Z", name: "2026-W47"),
        Row(
            rule: "a week belongs to the year of its Thursday", unit: .week, zone: "Europe/Berlin",
            at: "2027-01-02T12:00:00Z", from: "2026-12-27T23:00:00Z", to: "2027-01-03T23:00:00Z", name: "2026-W53"),
        Row(
            rule: "a quarter has three months", unit: .quarter, zone: "Europe/Berlin", at: "2026-12-31T22:59:59Z",
            from: "2026-09-30T22:00:00Z", to: "2026-12-31T23:00:00Z", name: "2026-Q4"),
        Row(
            rule: "a leap year has 366 days", unit: .year, zone: "Europe/Berlin", at: "2028-02-29T12:00:00Z",
            from: "2027-12-31T23:00:00Z", to: "2028-12-31T23:00:00Z", name: "2028"),
    ]

    @Test("an instant lies in its window", .enabled(if: SystemZones.areThere, SystemZones.none), arguments: rows)
    func window(row: Row) throws {
        let windows = AlignedWindows(row.unit, in: try SystemZones.zone(row.zone))
        let window = windows.window(of: try Timestamp(row.at))
        #expect(window == Window(from: try Timestamp(row.from), to: try Timestamp(row.to)))
        #expect(windows.name(of: window) == row.name)
        #expect(windows.window(before: windows.window(after: window)) == window)
    }

    @Test(
        "people call a window by its title",
        arguments: zip(CalendarUnit.allCases, ["2027-01-02", "week 53 of 2026", "January 2027", "Q1 2027", "2027"]))
    func title(unit: CalendarUnit, title: String) throws {
        let windows = AlignedWindows(unit, in: .utc)
        #expect(windows.title(of: windows.window(of: try Timestamp("2027-01-02T12:00:00Z"))) == title)
    }

    @Test(
        "the windows of any zone cover all time, each instant once",
        .enabled(if: SystemZones.areThere, SystemZones.none),
        arguments: [
            "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "America/Goose_Bay", "Pacific/Apia",
            "Africa/Casablanca", "Asia/Kathmandu", "Australia/Lord_Howe", "Antarctica/Troll",
        ])
    func cover(zone: String) throws {
        let zone = try SystemZones.zone(zone)
        for unit in CalendarUnit.allCases {
            let windows = AlignedWindows(unit, in: zone)
            var window = windows.window(of: try Timestamp("2005-01-01T00:00:00Z"))
            let end = try Timestamp("2030-01-01T00:00:00Z")
            var names: Set<String> = []
            while window.from < end {
                #expect(window.from < window.to)
                #expect(names.insert(windows.name(of: window)).inserted)
                for instant in [window.from, window.to - ElapsedTime(milliseconds: 1)] {
                    #expect(windows.window(of: instant) == window)
                }
                let next = windows.window(after: window)
                #expect(next.from == window.to && windows.window(before: next) == window)
                window = next
            }
        }
    }

    @Test("Foundation names the same windows", .enabled(if: SystemZones.areThere, SystemZones.none))
    func foundation() throws {
        let windows = Dictionary(
            uniqueKeysWithValues: try CalendarUnit.allCases.map {
                ($0, AlignedWindows($0, in: try SystemZones.zone("Europe/Berlin")))
            })
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
        for seed in Seeds.cases(2_000, of: 7_002) {
            var random = SplitMix64(seed: seed)
            let seconds = Int64.random(in: 1_000_000_000..<1_900_000_000, using: &random)
            let instant = Timestamp(millisecondsSinceEpoch: seconds * 1_000)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .weekOfYear, .yearForWeekOfYear], from: date)
            let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            let expected: [CalendarUnit: String] = [
                .day: String(format: "%04d-%02d-%02d", year, month, day),
                .week: String(format: "%04d-W%02d", parts.yearForWeekOfYear ?? 0, parts.weekOfYear ?? 0),
                .month: String(format: "%04d-%02d", year, month),
                .quarter: "\(year)-Q\((month + 2) / 3)", .year: "\(year)",
            ]
            for (unit, name) in expected {
                guard let windows = windows[unit] else { continue }
                #expect(windows.name(of: windows.window(of: instant)) == name, "seed \(seed)")
            }
        }
    }
}
