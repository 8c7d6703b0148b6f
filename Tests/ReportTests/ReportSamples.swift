import BusinessTime
import Compliance
import Foundation
import Report
import SLAEngine
import SLATesting
import Testing

/// A finished cycle in words.
struct SampleCycle {
    var ticket: Int64
    var agreement = "gold"
    var objective = "first-response"
    var metric = Metric.firstResponse
    var outcome = Verdict.Outcome.met
    var at: Timestamp
    var startedAt: Timestamp?
    var customer: String?
    var team: String?
    var reason: String?
    var target = OpenTime(milliseconds: 4 * 3_600_000)
    var run = OpenTime(milliseconds: 3_600_000)

    var start: Timestamp { startedAt ?? at - .hours(1) }

    /// With the attributes that an exclusion asks for.
    func standing(_ attributes: [String: String]) -> CycleStanding? {
        var attributes = attributes
        attributes["customer"] = customer
        attributes["team"] = team
        let state: CycleStanding.State
        switch outcome {
        case .met: state = .met(at)
        case .missed: state = .missed(at)
        case .cancelled where reason == Clock.openingNotSeen: state = .unmeasured(at, .openingNotSeen)
        case .unmeasured: state = .unmeasured(at, .noClock)
        case .cancelled, .withdrawn: return nil
        }
        let clock = ClockKey(agreement: agreement, objective: objective, cycle: "opening")
        return CycleStanding(clock: clock, state: state, startedAt: start, stoppedAt: at, attributes: attributes)
    }
}

/// What a ledger would hand out, in memory.
struct SampleBook {
    var cycles: [SampleCycle] = []
    var open: [(ticket: Int64, metric: Metric, standing: CycleStanding)] = []
    var unclocked: [(ticket: Int64, openedAt: Timestamp)] = []
    var attributes: [Int64: [String: String]] = [:]
    var terms = ReportTerms(feeds: FeedWatch([], since: .distantPast))
    var now = Timestamp.sample("2026-11-22T12:00:00Z")

    func report(_ question: ReportQuestion) -> ComplianceReport {
        var texts: [String] = []
        func number(_ text: String) -> Int64 {
            if let index = texts.firstIndex(of: text) { return Int64(index) }
            texts.append(text)
            return Int64(texts.count - 1)
        }
        let rows = cycles.map { cycle in
            FinishedCycle(
                ticket: cycle.ticket, agreement: number(cycle.agreement), objective: number(cycle.objective),
                metric: number(cycle.metric.rawValue), customer: cycle.customer.map(number),
                team: cycle.team.map(number), reason: cycle.reason.map(number), outcome: cycle.outcome,
                startedAt: cycle.start, stoppedAt: cycle.at, at: cycle.at, target: cycle.target, run: cycle.run)
        }
        let lookup = CycleLookup(text: { texts[Int($0)] }, attributes: { attributes[$0] ?? [:] })
        do {
            var gathering = ReportGathering(question, terms, now: now, lookup) { Int64($0.dropFirst(2)) }
            for item in open { gathering.take(item.standing, of: item.ticket, item.metric) }
            for row in rows { try gathering.take(row) }
            for item in unclocked {
                gathering.take(unclocked: item.ticket, attributes[item.ticket] ?? [:]) { item.openedAt }
            }
            return gathering.report()
        } catch {
            preconditionFailure("what is looked up in memory is there: \(error)")
        }
    }

    func report(_ window: String, _ change: (inout ReportQuestion) -> Void = { _ in }) throws -> ComplianceReport {
        var question = ReportQuestion(period: try #require(ReportPeriod(window)))
        change(&question)
        return report(question)
    }
}

extension Timestamp {
    static func sample(_ text: String) -> Timestamp {
        guard let moment = try? Timestamp(rfc3339: text) else { preconditionFailure("\(text) is no moment") }
        return moment
    }
}

extension Zone {
    static let zonesAreThere = FileManager.default.fileExists(atPath: path("Europe/Berlin"))
    static let noZones: Comment = "SKIPPED: the machine has no zone files (tzdata), so no window in a zone is tried"

    static func berlin() throws -> Zone {
        let name = "Europe/Berlin"
        return try Zone(name: name, tzif: Array(try Data(contentsOf: URL(filePath: path(name)))))
    }

    private static func path(_ name: String) -> String {
        "\(ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")/\(name)"
    }
}

extension ReportTerms {
    /// 95 % a month of two objectives in a zone, and 90 % of all tickets a quarter.
    static func sample(in zone: Zone) throws -> ReportTerms {
        var terms = ReportTerms(feeds: FeedWatch([], since: .distantPast))
        let month = Goal.Span.aligned(AlignedWindows(.month, in: zone))
        let quarter = Goal.Span.aligned(AlignedWindows(.quarter, in: zone))
        for (name, metric) in [("first-response", Metric.firstResponse), ("resolution", .resolution)] {
            let objective = ObjectiveName("gold", name)
            terms.objectives[objective] = OfObjective(metric: metric, zone: zone)
            terms.goals.append(
                Goal(
                    name: "gold/\(name)", scope: .objectives([objective]),
                    share: try #require(Share(parts: 95_000)), span: month))
        }
        terms.goals.append(
            Goal(
                name: "all-tickets", scope: .everything, share: try #require(Share(parts: 90_000)), span: quarter,
                denominator: .tickets))
        terms.goals.append(
            Goal(
                name: "rolling", scope: .everything, share: try #require(Share(parts: 80_000)),
                span: .rolling(.days(30))))
        return terms
    }
}
