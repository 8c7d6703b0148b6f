import BusinessTime
import CIntervalIndex
import Foundation

/// `make bench`: business time beside the same work in plain C, the engine in memory, the reading of events, and
/// reports from a ledger.
@main
struct Bench {
    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        let isJSON = Array(arguments.suffix(2)) == ["--format", "json"]
        if isJSON { arguments.removeLast(2) }
        guard arguments.allSatisfy(["time", "folding", "decoding", "report"].contains) else {
            print("usage: bench [time] [folding] [decoding] [report] [--format json]")
            exit(64)
        }
        var figures: [Figure] = []
        if arguments.isEmpty || arguments.contains("time") { figures += try businessTime() }
        if arguments.isEmpty || arguments.contains("folding") { figures += try Folding().figures() }
        if arguments.isEmpty || arguments.contains("decoding") { figures += try Decoding().figures() }
        if arguments.isEmpty || arguments.contains("report") { figures += try Reporting().figures() }
        let page = Page(machine: Page.thisMachine, figures: figures)
        print(isJSON ? page.json : page.text, terminator: "")
    }

    private static func businessTime() throws -> [Figure] {
        var figures: [Figure] = []
        for years in [2, 30, 100] { figures += try questions(years: years) }
        figures.append(try deadlinesWithPauses())
        return figures + (try building())
    }

    private static let rounds = 21

    /// Deadlines and open times on office hours, by Swift and by C in turn.
    private static func questions(years: Int) throws -> [Figure] {
        let work = Workload(count: 500_000)
        let calendar = Workload.calendar(
            try Workload.definition(hours: [(9, 17)], years: years), years: years)
        let plain = PlainIndex(calendar, years: years)
        defer { plain.free() }
        let ends = zip(work.starts, work.amounts).map { calendar.deadline(after: $0, open: $1) ?? $0 }
        let plainWork = (
            starts: work.starts.map(\.millisecondsSinceEpoch), ends: ends.map(\.millisecondsSinceEpoch),
            amounts: work.amounts.map(\.milliseconds)
        )

        var sums = [Int64](repeating: 0, count: 4)
        let samples = Samples.interleaved(
            rounds,
            [
                { sums[0] = deadlines(calendar, work.starts, work.amounts) },
                { sums[1] = plain.deadlines(plainWork.starts, plainWork.amounts) },
                { sums[2] = openTimes(calendar, work.starts, ends) },
                { sums[3] = plain.openTimes(plainWork.starts, plainWork.ends) },
            ])
        precondition(sums[0] == sums[1] && sums[2] == sums[3], "Swift and C disagree")
        let count = work.starts.count
        return [
            .rate("deadlines, \(years) years, Swift", samples[0], count: count),
            .rate("deadlines, \(years) years, C", samples[1], count: count),
            ratio("deadlines, \(years) years, Swift's time / C's", samples[0], samples[1]),
            .rate("open times, \(years) years, Swift", samples[2], count: count),
            .rate("open times, \(years) years, C", samples[3], count: count),
            ratio("open times, \(years) years, Swift's time / C's", samples[2], samples[3]),
        ]
    }

    private static func ratio(_ name: String, _ swift: Samples, _ plain: Samples) -> Figure {
        let ratios = swift.ratios(to: plain)
        return Figure(
            name: name, unit: "times", median: ratios.median, low: ratios.quartiles.low, high: ratios.quartiles.high
        ).atMost(1.2)
    }

    private static func deadlines(_ calendar: BusinessCalendar, _ starts: [Timestamp], _ amounts: [OpenTime]) -> Int64 {
        var sum: Int64 = 0
        for number in starts.indices {
            sum &+= calendar.deadline(after: starts[number], open: amounts[number])?.millisecondsSinceEpoch ?? 0
        }
        return sum
    }

    private static func openTimes(_ calendar: BusinessCalendar, _ from: [Timestamp], _ to: [Timestamp]) -> Int64 {
        var sum: Int64 = 0
        for number in from.indices { sum &+= calendar.openTime(from: from[number], to: to[number]).milliseconds }
        return sum
    }

    /// What users feel: a clock that ran, was paused three times and runs again, on two intervals a day.
    private static func deadlinesWithPauses() throws -> Figure {
        let work = Workload(count: 200_000)
        let calendar = Workload.calendar(
            try Workload.definition(hours: [(8, 12), (13, 17)], years: 30), years: 30)
        let clocks = zip(work.starts, work.amounts).map { PausedClock(start: $0, target: $1) }
        var sum: Int64 = 0
        let samples = Samples.interleaved(
            rounds, [{ sum = clocks.reduce(0) { $0 &+ ($1.deadline(on: calendar)?.millisecondsSinceEpoch ?? 0) } }])
        precondition(sum > 0, "no deadline was found")
        return Figure.rate("deadlines with three pauses, two intervals a day", samples[0], count: clocks.count)
            .atLeast(3)
    }

    private static func building() throws -> [Figure] {
        let definition = try Workload.definition(hours: [(8, 12), (13, 17)], years: 30)
        var calendar = BusinessCalendar.always
        let samples = Samples.interleaved(rounds, [{ calendar = Workload.calendar(definition, years: 30) }])[0]
        let bytes = Double(calendar.indexByteCount) / 1_048_576
        return [
            Figure(
                name: "building an index, 30 years, two intervals a day", unit: "ms", median: samples.median * 1_000,
                low: samples.quartiles.low * 1_000, high: samples.quartiles.high * 1_000
            ).below(5),
            Figure(name: "memory of that index", unit: "MiB", median: bytes, low: bytes, high: bytes).below(1),
        ]
    }
}
