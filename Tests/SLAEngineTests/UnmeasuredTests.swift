import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// Cycles that are owed, of a table without a row for the ticket's value.
@Suite("What nothing measures")
struct UnmeasuredTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var objective = Objective.resolution(0)
        var kind = AgreementKind.sla
        let lines: [String]
        var reloads: [(at: String, rules: Rules)] = []
        /// `resolution [CYCLE] 09:00-10:00`, without an end where it goes on.
        let unmeasured: [String]
        var testDescription: String { rule }
    }

    private static let table = TargetTable.byPriority(["P1": 60, "P2": 120, "none": nil])

    static let all: [Row] = [
        Row(
            rule: "a value without a row", lines: ["09:00 created priority=P9"], unmeasured: ["resolution 09:00-"]),
        Row(rule: "no value at all", lines: ["09:00 created"], unmeasured: ["resolution 09:00-"]),
        Row(rule: "a row that says there is no clock", lines: ["09:00 created priority=none"], unmeasured: []),
        Row(rule: "a value with a row", lines: ["09:00 created priority=P1"], unmeasured: []),
        Row(
            rule: "until the resolution", lines: ["09:00 created", "10:00 resolved"],
            unmeasured: ["resolution 09:00-10:00"]),
        Row(
            rule: "a value that comes in time is measured from the start",
            lines: ["09:00 created", "09:30 priority=P1", "10:00 resolved"], unmeasured: []),
        Row(
            rule: "a value that comes when it is finished is none",
            lines: ["09:00 created", "10:00 resolved", "10:30 priority=P1"], unmeasured: ["resolution 09:00-10:00"]),
        Row(
            rule: "a value that is taken away, after the breach too",
            lines: ["09:00 created priority=P1", "11:00 priority=P9", "11:30 resolved"],
            unmeasured: ["resolution 09:00-11:30"]),
        Row(
            rule: "a breach is no share of it", objective: Objective.resolution(0).with { $0.onRematch = .carry },
            lines: ["09:00 created priority=P1", "19:00 priority=P9", "19:30 merged"], unmeasured: []),
        Row(
            rule: "what is merged is owed no more", lines: ["09:00 created", "10:00 merged"], unmeasured: []),
        Row(
            rule: "nor is what another agreement takes over, or none",
            lines: ["09:00 created", "09:30 segment=none"], unmeasured: []),
        Row(
            rule: "under restart each value begins another", kind: .ola,
            lines: ["09:00 created priority=P1", "09:30 priority=P9", "10:00 priority=P2"], unmeasured: []),
        Row(
            rule: "under restart the last of them counts", kind: .ola,
            lines: ["09:00 created priority=P1", "09:30 priority=P9 id e2"], unmeasured: ["resolution [e2] 09:30-"]),
        Row(
            rule: "what nothing has started is not owed yet",
            objective: Objective.resolution(0).with { $0.metric = .nextResponse }, lines: ["09:00 created"],
            unmeasured: []),
        Row(
            rule: "a promised instant that is none", objective: promised,
            lines: ["09:00 created promise=soon"], unmeasured: ["resolution 09:00-"]),
        Row(
            rule: "rules that bring a row measure what goes on", lines: ["09:00 created"],
            reloads: [("09:30", Rules(.resolution(120)))], unmeasured: []),
        Row(
            rule: "rules that bring a row leave what is finished", lines: ["09:00 created", "09:20 resolved"],
            reloads: [("09:30", Rules(.resolution(120)))], unmeasured: ["resolution 09:00-09:20"]),
        Row(
            rule: "rules that take a row away", lines: ["09:00 created priority=P2"],
            reloads: [("09:30", rules(of: Objective.resolution(0).with { $0.target = .byPriority(["P1": 60]) }))],
            unmeasured: ["resolution 09:00-"]),
        Row(
            rule: "rules that bring a row leave what goes on of a ticket that is over", objective: payment,
            lines: ["09:00 created priority=P9", "09:10 payment-received", "09:20 resolved"],
            reloads: [("09:30", rules(of: payment.with { $0.target = .byPriority(["P9": 120]) }))],
            unmeasured: ["o [e2] 09:10-"]),
    ]

    private static let payment = Objective(
        name: "o", metric: .custom, target: .byPriority([:]),
        conditions: ClockConditions(
            start: Trigger([.event([.custom("payment-received")])]),
            stop: Trigger([.event([.custom("factory-order")])])))
    private static let promised = Objective.resolution(0).with { $0.target = TargetTable(promisedIn: "promise") }

    private static func rules(of objective: Objective, _ kind: AgreementKind = .sla) -> Rules {
        let match = Condition.not(.attribute("segment", isOneOf: ["none"]))
        return Rules(agreements: [Agreement(name: "gold", kind: kind, match: match, objectives: [objective])])
    }

    @Test("each rule", arguments: all)
    func rule(_ row: Row) {
        let objective = row.objective.with { if $0.target.promisedIn == nil { $0.target = UnmeasuredTests.table } }
        let line = TimeLine(
            UnmeasuredTests.rules(of: objective, row.kind), row.lines, reloads: row.reloads, until: "20:00")
        let unmeasured = line.bench.state(of: "T-1", asOf: Timestamp(play: "20:00"))?.unmeasured ?? []
        let texts = unmeasured.map { cycle in
            let name = cycle.clock.cycle == "opening" ? "" : " [\(cycle.clock.cycle)]"
            return "\(cycle.clock.objective)\(name) \(cycle.startedAt.playText)-\(cycle.endedAt?.playText ?? "")"
        }
        #expect(texts == row.unmeasured)
    }
}
