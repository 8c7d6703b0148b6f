import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("against a walk minute by minute")
struct OracleTests {
    static let now = 400

    @Test(
        "verdicts, deadlines and breaches are those of a naive help desk, for every metric and kind",
        arguments: Metric.allCases)
    func verdicts(metric: Metric) {
        for seed in Seeds.cases(400, of: 70 + UInt64(Metric.allCases.firstIndex(of: metric) ?? 0)) {
            var random = RandomHistory(seed: seed)
            let kind = random.kind()
            let agreement = Agreement(name: "gold", kind: kind, objectives: [random.objective("o", metric)])
            check([agreement], &random, seed)
        }
    }

    @Test("agreements of a group take over from each other as on paper", arguments: 0..<4)
    func rematches(part: UInt64) {
        for seed in Seeds.cases(400, of: 100 + part) {
            var random = RandomHistory(seed: seed)
            check(random.rivals(), &random, seed)
        }
    }

    @Test("a cycle is judged by the versions in force at its start", arguments: 0..<2)
    func versions(part: UInt64) {
        for seed in Seeds.cases(400, of: 110 + part) {
            var random = RandomHistory(seed: seed)
            check(random.versions(of: random.rivals()), &random, seed)
        }
    }

    private func check(_ agreements: [Agreement], _ random: inout RandomHistory, _ seed: UInt64) {
        let events = random.events(ticket: "T-1", count: Int.random(in: 1...10, using: &random.generator))
        guard let first = OracleTests.difference(agreements, events) else { return }
        let least = shrunk(events) { OracleTests.difference(agreements, $0) != nil }
        Issue.record(
            """
            SLAD_SEED=\(seed): \(OracleTests.difference(agreements, least) ?? first)
            \(least.map(Script.line).joined(separator: "\n"))
            \(agreements.map(\.summary).joined(separator: "\n"))
            """)
    }

    private static func difference(_ agreements: [Agreement], _ events: [TicketEvent]) -> String? {
        let recorded = events.enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1) }
        let rules = Rules(agreements: agreements)
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        let fold = TicketFold(History(recorded), revisions: [revision], now: .minute(now))
        let state = fold.state()
        let holes = state.unmeasured.map(OracleTests.hole).sorted()
        let naiveHoles = NaiveDesk.unmeasured(standing(recorded), rules.agreements, until: now).sorted()
        guard holes == naiveHoles else { return "the engine has unmeasured \(holes), the naive desk \(naiveHoles)" }
        let engine = state.clocks.map(OracleTests.verdict).sorted { $0.description < $1.description }
        let naive = NaiveDesk.verdicts(standing(recorded), rules.agreements, until: now).map(OracleTests.known)
            .sorted { $0.description < $1.description }
        guard engine != naive else { return nil }
        return """
            the engine says
            \(engine.filter { !naive.contains($0) }.map { "  \($0)" }.joined(separator: "\n"))
            the naive desk
            \(naive.filter { !engine.contains($0) }.map { "  \($0)" }.joined(separator: "\n"))
            """
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

    private static func hole(_ cycle: UnmeasuredCycle) -> String {
        "\(cycle.clock.agreement)/\(cycle.clock.objective)/\(cycle.clock.cycle) "
            + "\(cycle.startedAt.playMinute)-\(cycle.endedAt.map { String($0.playMinute) } ?? "")"
    }

    private static func verdict(_ clock: Clock) -> NaiveVerdict {
        let isCancelled = clock.state == .cancelled
        return known(
            NaiveVerdict(
                key: "\(clock.key.agreement)/\(clock.key.objective)/\(clock.key.cycle)", state: clock.state.rawValue,
                start: clock.startedAt.playMinute, stop: isCancelled ? nil : clock.stoppedAt?.playMinute,
                deadline: isCancelled ? nil : clock.deadline, breach: clock.breachAt,
                reason: isCancelled ? clock.reason : nil))
    }

    /// The walk ends now: what lies ahead is not compared.
    private static func known(_ verdict: NaiveVerdict) -> NaiveVerdict {
        var verdict = verdict
        verdict.deadline = verdict.deadline.flatMap { $0 <= .minute(now) ? $0 : nil }
        verdict.breach = verdict.breach.flatMap { $0 <= .minute(now) ? $0 : nil }
        return verdict
    }
}

extension Agreement {
    /// What a failure has to show of it.
    fileprivate var summary: String {
        let heads = objectives.map { objective in
            """
              \(objective.metric.rawValue) target \(objective.target)
                on reopen \(objective.onReopen) within \(objective.resumeWithin.text), \
            on rematch \(objective.onRematch.map { "\($0)" } ?? "-"), credits \(objective.creditsPauses), \
            repeats \(objective.repeats), message ends \(objective.messageEndsPause)
                \(objective.conditions)
            """
        }
        return "\(name) \(kind) \(order) match \(match)\n\(heads.joined(separator: "\n"))"
    }
}
