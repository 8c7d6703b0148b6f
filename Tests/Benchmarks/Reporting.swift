import BusinessTime
import Compliance
import Foundation
import Ledger
import Report
import SLAEngine

/// How long a report takes over a million finished cycles: from the ledger's file to the value that is printed.
struct Reporting {
    private static let tickets = 250_000
    private static let objectives = [
        ("first-response", Metric.firstResponse), ("next-response", .nextResponse), ("resolution", .resolution),
        ("total", .totalResolution),
    ]
    private static let start = Workload.newYear(2_026)

    private let directory: String
    private let terms: ReportTerms

    /// Writes the ledger; `BENCH_DIRECTORY` names another place than `/var/tmp`.
    init() throws {
        let parent = ProcessInfo.processInfo.environment["BENCH_DIRECTORY"] ?? "/var/tmp"
        directory = "\(parent)/slad-bench-report-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        terms = try Reporting.terms()
        let ledger = try Ledger(directory: directory)
        var random = SplitMix(state: 20_261_122)
        var next: Int64 = 1
        for first in stride(from: 0, to: Reporting.tickets, by: 10_000) {
            try ledger.transaction { writer in
                for number in first..<min(first + 10_000, Reporting.tickets) {
                    try Reporting.write(ticket: number, &next, &random, writer)
                }
            }
        }
        try ledger.close()
    }

    private static func terms() throws -> ReportTerms {
        let zone = try Workload.definition(hours: [(9, 17)], years: 1).zone
        var terms = ReportTerms(feeds: FeedWatch([], since: start))
        for agreement in ["gold", "silver"] {
            for (name, metric) in objectives {
                let objective = ObjectiveName(agreement, name)
                terms.objectives[objective] = ReportTerms.OfObjective(metric: metric, zone: zone)
                guard let share = Share(parts: 95_000) else { continue }
                terms.goals.append(
                    Goal(
                        name: "\(agreement)/\(name)", scope: .objectives([objective]), share: share,
                        span: .aligned(AlignedWindows(.month, in: zone))))
            }
        }
        return terms
    }

    /// A ticket with a cycle of each objective; one cycle of ten is missed.
    private static func write(
        ticket number: Int, _ next: inout Int64, _ random: inout SplitMix, _ writer: LedgerWriter
    ) throws {
        var place = try writer.ticket(named: "T-\(number)").place
        place.lastEvent = Int64(number + 1)
        let customer = "Customer \(Int.random(in: 0..<500, using: &random))"
        let team = "Team \(Int.random(in: 0..<12, using: &random))"
        let opened = start + ElapsedTime(milliseconds: Int64(number) * 120_000)
        var rows: [RecordedVerdict] = []
        for (name, metric) in objectives {
            let hours = Int64.random(in: 1...40, using: &random)
            let isMissed = Int.random(in: 0..<10, using: &random) == 0
            let clock = ClockKey(
                agreement: number.isMultiple(of: 3) ? "gold" : "silver", objective: name, cycle: "opening")
            let stopped = opened + ElapsedTime(milliseconds: hours * 3_600_000)
            let verdict = Verdict(
                clock: clock, outcome: isMissed ? .missed : .met, kind: .sla, metric: metric, customer: customer,
                team: team, startedAt: opened, stoppedAt: stopped, deadline: stopped, at: stopped,
                target: OpenTime(milliseconds: 14_400_000), targetText: "4bh",
                run: OpenTime(milliseconds: hours * 1_200_000), counted: stopped - opened, paused: .zero, overrun: nil,
                revision: 1, effectiveFrom: nil, reason: nil)
            rows.append(
                RecordedVerdict(
                    number: next, ticket: place.ticket, previous: place.lastVerdict, supersedes: nil, verdict: verdict))
            place.lastVerdict = next
            next += 1
        }
        try writer.append(rows, at: opened)
        let category = "category \(Int.random(in: 0..<20, using: &random))"
        try writer.finish(place, ["customer": customer, "team": team, "category": category, "priority": "P2"])
    }

    func figures() throws -> [Figure] {
        let month = Samples.interleaved(5, [{ report("2026-11") }])[0]
        let year = Samples.interleaved(3, [{ report("2026") }])[0]
        try FileManager.default.removeItem(atPath: directory)
        return [
            Figure(
                name: "a report of a month, over a million finished cycles", unit: "s", median: month.median,
                low: month.quartiles.low, high: month.quartiles.high
            ).below(2),
            Figure(
                name: "a report of the year, with all of them in it", unit: "s", median: year.median,
                low: year.quartiles.low, high: year.quartiles.high
            ).below(2),
        ]
    }

    private func report(_ window: String) {
        do {
            let report = try made(window)
            precondition(report.totals.figures.metBefore > 10_000 && !report.html.isEmpty, "nothing was counted")
        } catch {
            preconditionFailure("the ledger cannot be read: \(error)")
        }
    }

    private func made(_ window: String) throws -> ComplianceReport {
        guard let period = ReportPeriod(window) else { preconditionFailure("\(window) is no window") }
        let ledger = try Ledger(readingFrom: directory)
        return try ledger.reading { snapshot in
            var names: CycleNames?
            let lookup = CycleLookup(
                text: { try names?.text($0) ?? "" }, attributes: { try snapshot.attributes(ofTicket: $0) })
            var gathering = try ReportGathering(
                ReportQuestion(period: period), terms, now: Workload.newYear(2_027), lookup,
                ticketNumber: snapshot.number(ofTicketNamed:))
            try snapshot.finishedCycles { cycle, known in
                names = known
                try gathering.take(cycle)
            }
            return gathering.report()
        }
    }
}
