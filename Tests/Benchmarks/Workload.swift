import BusinessTime
import Foundation

/// The questions of the benchmark: always the same ones.
struct Workload {
    static let firstYear = 2_025

    let starts: [Timestamp]
    let amounts: [OpenTime]

    /// Starts spread over two years from 2026 on, amounts of 4 to 40 open hours, in milliseconds.
    init(count: Int) {
        var random = SplitMix(state: 20_261_122)
        let first = Workload.newYear(2_026).millisecondsSinceEpoch
        starts = (0..<count).map { _ in
            Timestamp(millisecondsSinceEpoch: first + Int64.random(in: 0..<(2 * 365 * 86_400_000), using: &random))
        }
        amounts = (0..<count).map { _ in
            OpenTime(milliseconds: Int64.random(in: 14_400_000...144_000_000, using: &random))
        }
    }

    /// Europe/Berlin, Monday to Friday, ten dated holidays a year with their names.
    static func definition(hours: [(open: Int, close: Int)], years: Int) throws -> CalendarDefinition {
        let directory = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
        let file = try Data(contentsOf: URL(fileURLWithPath: directory + "/Europe/Berlin"))
        let day = hours.compactMap { CivilInterval(open: $0.open * 3_600, close: $0.close * 3_600) }
        var layer = CalendarLayer()
        for year in firstYear..<(firstYear + years) {
            for number in 0..<10 {
                let date = CivilDate(year: year, month: number + 2, day: (year * 7 + number * 11) % 28 + 1)
                if let date { layer.holidays[date] = "Holiday \(number) of \(year)" }
            }
        }
        return CalendarDefinition(
            name: "berlin", zone: try Zone(name: "Europe/Berlin", tzif: Array(file)),
            weekly: (0..<7).map { $0 < 5 ? day : [] }, layers: [layer])
    }

    /// The definition indexed for some years; a year before the first question.
    static func calendar(_ definition: CalendarDefinition, years: Int) -> BusinessCalendar {
        BusinessCalendar(definition, indexedFrom: newYear(firstYear), to: newYear(firstYear + max(years, 4)))
    }

    static func newYear(_ year: Int) -> Timestamp {
        let days = CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0
        return Timestamp(millisecondsSinceEpoch: Int64(days) * 86_400_000)
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
