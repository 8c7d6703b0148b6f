import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("against a walk minute by minute")
struct OracleTests {
    static let now = 400

    @Test(
        "verdicts, deadlines and breaches are those of a naive help desk",
        arguments: [Metric.firstResponse, .resolution])
    func verdicts(metric: Metric) {
        for seed in Seeds.cases(600, of: metric == .resolution ? 70 : 71) {
            var random = RandomHistory(seed: seed)
            let objective = random.objective("o", metric)
            let events = random.events(ticket: "T-1", count: Int.random(in: 1...10, using: &random.generator))
            guard let first = OracleTests.difference(objective, events) else { continue }
            let least = shrunk(events) { OracleTests.difference(objective, $0) != nil }
            Issue.record(
                """
                SLAD_SEED=\(seed): \(OracleTests.difference(objective, least) ?? first)
                \(least.map(Script.line).joined(separator: "\n"))
                \(objective.target), \(objective.onReopen), \(objective.pausesIn), \(objective.resumeWithin.text)
                """)
        }
    }

    private static func difference(_ objective: Objective, _ events: [TicketEvent]) -> String? {
        let recorded = events.enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1) }
        let rules = Rules(agreements: [Agreement(name: "gold", objectives: [objective])])
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        let history = History(recorded)
        let fold = TicketFold(history, revisions: [revision], now: .minute(now))
        // What lost its target is no verdict.
        let judged = fold.state().clocks.filter { !($0.reason ?? "").hasSuffix("for this value") }
        let engine = Set(judged.map(OracleTests.verdict))
        let naive = Set(NaiveDesk.verdicts(standing(recorded), objective, until: now))
        return engine == naive ? nil : "the engine says \(engine), the naive desk \(naive)"
    }

    /// What stands, in the order in which it acts; said again in the plainest way.
    private static func standing(_ recorded: [RecordedEvent]) -> [TicketEvent] {
        let sorted = recorded.sorted { left, right in
            if left.event.at != right.event.at { return left.event.at < right.event.at }
            let (leftSeq, rightSeq) = (left.event.seq ?? .max, right.event.seq ?? .max)
            return leftSeq != rightSeq ? leftSeq < rightSeq : left.number < right.number
        }.map(\.event)
        let retracted = sorted.filter { $0.type == .retracted }.compactMap(\.corrects)
        let said = sorted.filter { $0.type != .retracted && !retracted.contains($0.id) }
        let corrected = said.compactMap(\.corrects)
        return said.filter { event in
            guard !corrected.contains(event.id) else { return false }
            guard let corrects = event.corrects else { return true }
            return said.last { $0.corrects == corrects }?.id == event.id
        }
    }

    private static func verdict(_ clock: Clock) -> NaiveDesk.Verdict {
        let isCancelled = clock.state == .cancelled
        let isBreached = clock.isBreached(asOf: .minute(now))
        // The walk ends now: what lies ahead is not compared, and what a cancelled clock would have been is nobody's
        // business.
        let deadline = clock.deadline.flatMap { $0 <= .minute(now) && !isCancelled ? $0.playMinute : nil }
        return NaiveDesk.Verdict(
            cycle: clock.key.cycle, state: clock.state.rawValue, start: clock.startedAt.playMinute,
            stop: isCancelled ? nil : clock.stoppedAt?.playMinute, deadline: deadline,
            breach: isBreached ? clock.breachAt?.playMinute : nil)
    }
}
