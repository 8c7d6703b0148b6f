import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("what finished cycles came to")
struct VerdictTests {
    /// The rows, as `1 resolution missed 09:00-12:00 at 11:00 ran 3h of 2h`, with `for 1` where a row supersedes one.
    private func rows(_ line: TimeLine) -> [String] {
        line.bench.verdicts.map { row in
            let verdict = row.verdict
            var text = "\(row.number) \(verdict.clock.objective) \(verdict.outcome) \(verdict.startedAt.playText)-"
            text += "\(verdict.stoppedAt.playText) at \(verdict.at.playText) ran \(verdict.run.text)"
            if verdict.paused > .zero { text += " paused \(verdict.paused.text)" }
            if let overrun = verdict.overrun { text += " over \(overrun.text)" }
            if let reason = verdict.reason { text += " \(reason)" }
            if let superseded = row.supersedes { text += " for \(superseded)" }
            return text
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var rules = Rules(.resolution(120))
        let lines: [String]
        var reloads: [(at: String, rules: Rules)] = []
        let rows: [String]
        var testDescription: String { rule }
    }

    private static let table = Rules(Objective.resolution(0).with { $0.target = .byPriority(["P1": 120]) })

    static let all: [Row] = [
        Row(rule: "nothing is recorded of a clock that runs, breached or not", lines: ["09:00 created"], rows: []),
        Row(
            rule: "one that was met belongs to its stop",
            lines: ["09:00 created", "09:30 status pending", "10:00 status open", "10:30 resolved"],
            rows: ["1 resolution met 09:00-10:30 at 10:30 ran 1h paused 30m"]),
        Row(
            rule: "one that was missed belongs to its breach", lines: ["09:00 created", "12:00 resolved"],
            rows: ["1 resolution missed 09:00-12:00 at 11:00 ran 3h over 1h"]),
        Row(
            rule: "a late event supersedes, and once",
            lines: ["09:00 created", "12:00 resolved", "10:30 resolved known 13:00", "13:10 noted"],
            rows: [
                "1 resolution missed 09:00-12:00 at 11:00 ran 3h over 1h",
                "2 resolution met 09:00-10:30 at 10:30 ran 1h30m for 1",
            ]),
        Row(
            rule: "a reopening withdraws, and the next end supersedes that",
            lines: ["09:00 created", "10:00 resolved", "11:00 reopened", "11:30 resolved"],
            rows: [
                "1 resolution met 09:00-10:00 at 10:00 ran 1h",
                "2 resolution withdrawn 09:00-10:00 at 10:00 ran 1h for 1",
                "3 resolution met 09:00-11:30 at 11:30 ran 1h30m for 2",
            ]),
        Row(
            rule: "one that was cancelled says why", lines: ["09:00 created", "09:30 merged"],
            rows: ["1 resolution cancelled 09:00-09:30 at 09:30 ran 30m merged"]),
        Row(
            rule: "one that nothing measured belongs to its start, and is recorded when it ends", rules: table,
            lines: ["09:00 created priority=P9", "10:00 resolved"],
            rows: ["1 resolution unmeasured 09:00-10:00 at 09:00 ran 0s no target for this value"]),
        Row(
            rule: "a value with a row takes that back, and the next end supersedes it", rules: table,
            lines: ["09:00 created priority=P9", "10:00 resolved", "10:30 reopened priority=P1", "10:40 resolved"],
            rows: [
                "1 resolution unmeasured 09:00-10:00 at 09:00 ran 0s no target for this value",
                "2 resolution withdrawn 09:00-10:00 at 09:00 ran 0s no target for this value for 1",
                "3 resolution met 09:00-10:40 at 10:40 ran 1h10m for 2",
            ]),
        Row(
            rule: "a value without a row ends the clock, and at the end that was not measured", rules: table,
            lines: ["09:00 created priority=P1", "09:30 priority=P9", "10:00 resolved"],
            rows: [
                "1 resolution cancelled 09:00-09:30 at 09:30 ran 30m no target for this value",
                "2 resolution unmeasured 09:00-10:00 at 09:00 ran 0s no target for this value for 1",
            ]),
        Row(
            rule: "a late event that gives a row supersedes", rules: table,
            lines: ["09:00 created priority=P9", "10:00 resolved", "09:10 priority=P1 known 11:00"],
            rows: [
                "1 resolution unmeasured 09:00-10:00 at 09:00 ran 0s no target for this value",
                "2 resolution met 09:00-10:00 at 10:00 ran 1h for 1",
            ]),
        Row(
            rule: "a row that comes when the ticket is finished leaves what is recorded alone", rules: table,
            lines: ["09:00 created priority=P9", "10:00 resolved"],
            reloads: [("10:30", Rules(.resolution(30)))],
            rows: ["1 resolution unmeasured 09:00-10:00 at 09:00 ran 0s no target for this value"]),
        Row(
            rule: "new rules leave what is recorded alone",
            lines: ["09:00 created", "10:00 resolved"], reloads: [("10:30", Rules(.resolution(30)))],
            rows: ["1 resolution met 09:00-10:00 at 10:00 ran 1h"]),
    ]

    @Test("each rule", arguments: all)
    func rule(_ row: Row) {
        #expect(rows(TimeLine(row.rules, row.lines, reloads: row.reloads, until: "14:00")) == row.rows)
    }

    @Test("customer and team are those that had the ticket, not those to whom its end brought it")
    func attributes() {
        let l2 = Agreement(
            name: "l2", kind: .ola, match: .attribute("team", isOneOf: ["l2"]), objectives: [.resolution(30)])
        let line = TimeLine(
            Rules(agreements: [l2]),
            ["09:00 created customer=Acme team=l1", "10:00 team=l2", "11:00 team=l1 customer=Bolt"], until: "12:00")
        let verdicts = line.bench.verdicts.map(\.verdict)
        #expect(verdicts.map(\.outcome) == [.missed])
        #expect(verdicts.map(\.team) == ["l2"])
        #expect(verdicts.map(\.customer) == ["Acme"])
        let first = TimeLine(Rules(.resolution(60)), ["09:00 created", "09:30 resolved team=l1"], until: "10:00")
        #expect(first.bench.verdicts.map(\.verdict.team) == ["l1"])
    }

    @Test("the canary's are not recorded")
    func canary() {
        var bench = Bench(rules: Rules(agreements: [], canary: .minutes(5)))
        let name = Canary.ticket(openedAt: .playDay)
        bench.receive(Canary.event(.created, of: name, at: .playDay))
        bench.receive(Canary.event(.resolved, of: name, at: .playDay + .minutes(6)))
        bench.advance(to: .playDay + .minutes(7))
        #expect(bench.told.count == 2)
        #expect(bench.verdicts.isEmpty)
    }

    // MARK: - For any history

    @Test("the rows that stand are the finished clocks, after any history, reloads and restarts", arguments: 0..<4)
    func standing(part: UInt64) {
        for seed in Seeds.cases(120, of: 120 + part) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let loads = random.generator.pick([[], [rules], [random.rules()], [random.rules(), rules]])
            let schedule = random.schedule(tickets: 2, rules: loads)
            var bench = Bench(rules: rules, releases: random.generator.chance(50))
            for action in schedule { bench.take(action) }
            let last = schedule.last?.now ?? PropertyTests.end
            for moment in [last, PropertyTests.end] {
                bench.advance(to: moment)
                for ticket in ["T-1", "T-2"] { check(bench, ticket, moment, seed) }
            }
            checkChains(bench, seed)
        }
    }

    private func check(_ bench: Bench, _ ticket: String, _ now: Timestamp, _ seed: UInt64) {
        guard let memory = bench.memory(of: ticket), let state = bench.state(of: ticket, asOf: now) else { return }
        let rows = bench.verdicts.filter { $0.ticket == memory.place.ticket }
        let standing = VerdictRecord(rows).standing.values.map(VerdictTests.text).sorted()
        let holes = state.unmeasured.filter { $0.endedAt != nil || state.isOver }
        let finished = state.clocks.filter { clock in
            clock.state.isFinished && !holes.contains { $0.clock == clock.key }
        }
        let expected = (finished.map(VerdictTests.text) + holes.map(VerdictTests.text)).sorted()
        #expect(standing == expected, "SLAD_SEED=\(seed)")
        #expect(memory.place.lastVerdict == rows.last?.number, "SLAD_SEED=\(seed)")
    }

    private static func text(_ verdict: Verdict) -> String {
        "\(verdict.clock) \(verdict.outcome) \(verdict.startedAt)-\(verdict.stoppedAt) "
            + "\(String(describing: verdict.deadline)) \(verdict.at) \(verdict.run) \(verdict.target) "
            + "r\(verdict.revision) \(verdict.reason ?? "")"
    }

    private static func text(_ cycle: UnmeasuredCycle) -> String {
        "\(cycle.clock) unmeasured \(cycle.startedAt)-\(cycle.endedAt ?? .distantFuture) nil \(cycle.startedAt) "
            + "\(OpenTime.zero) \(OpenTime.zero) r\(cycle.revision) no target for this value"
    }

    private static func text(_ clock: Clock) -> String {
        let stop = clock.stoppedAt ?? .distantFuture
        let at = clock.state == .missed ? clock.breachAt ?? stop : stop
        return "\(clock.key) \(clock.state) \(clock.startedAt)-\(stop) \(String(describing: clock.deadline)) \(at) "
            + "\(clock.elapsed(at: stop)) \(clock.target) r\(clock.revision) \(clock.reason ?? "")"
    }

    /// Rows are numbered without a gap, each names the one before it of its ticket, and the newest of its cycle.
    private func checkChains(_ bench: Bench, _ seed: UInt64) {
        var last: [Int64: Int64] = [:]
        var newest: [String: Int64] = [:]
        for (index, row) in bench.verdicts.enumerated() {
            let cycle = "\(row.ticket) \(row.verdict.clock)"
            #expect(row.number == Int64(index + 1), "SLAD_SEED=\(seed)")
            #expect(row.previous == last[row.ticket], "SLAD_SEED=\(seed)")
            #expect(row.supersedes == newest[cycle], "SLAD_SEED=\(seed)")
            last[row.ticket] = row.number
            newest[cycle] = row.number
        }
    }

    // MARK: - What judged it is gone

    /// A ticket that was finished under one calendar, in an engine that has another one under the same revision.
    private func rebuilt(_ lines: [String], isExact: Bool, later: [String] = []) -> Bench {
        let open = BusinessCalendar(weekly: "mon-fri 08:00-18:00")
        let moved = BusinessCalendar(weekly: "mon-fri 07:00-18:00")
        let objective = Objective.resolution(0).with {
            $0.target = TargetTable(.open(OpenTime(milliseconds: 7_200_000)))
            $0.calendar = open
        }
        var bench = Bench(rules: Rules(objective))
        for scripted in Script.events(lines) { bench.receive(scripted.event) }
        bench.advance(to: Timestamp(play: "+1/12:00"))
        let rules = Rules(objective.with { $0.calendar = moved })
        return bench.restarted(
            [Revision(number: 1, loadedAt: .distantPast, rules: rules, isExact: isExact)],
            later: Script.events(later).map(\.event), now: Timestamp(play: "+1/12:00"))
    }

    /// Two open hours end at 08:30, and where it opens an hour earlier at 07:30.
    private static let lines = ["16:30 created", "+1/08:15 resolved"]

    @Test("a rebuild takes the verdict from the record where the zone data are gone, and tells nothing")
    func gone() {
        let bench = rebuilt(VerdictTests.lines, isExact: false)
        #expect(bench.verdicts.count == 1)
        #expect(bench.told.map(\.announcement.kind) == [.met])
        let clock = bench.state(of: "T-1", asOf: Timestamp(play: "+1/12:00"))?.clocks.first
        #expect(clock?.state == .met)
        #expect(clock?.elapsed(at: Timestamp(play: "+1/12:00")).text == "1h45m")
        #expect(clock?.deadline == Timestamp(play: "+1/08:30"))
    }

    @Test("a rebuild that has what judged it and finds another verdict says so")
    func exact() {
        let bench = rebuilt(VerdictTests.lines, isExact: true)
        #expect(bench.verdicts.map(\.verdict.outcome) == [.met, .missed])
        #expect(bench.verdicts.map(\.supersedes) == [nil, 1])
        #expect(bench.told.map(\.announcement.kind).contains(.withdrawn))
    }

    @Test("a late event that changes what happened is folded with the zone data of now, any other leaves the record")
    func late() {
        let same = rebuilt(VerdictTests.lines, isExact: false, later: ["+1/08:45 resolved id e3"])
        #expect(same.verdicts.count == 1)
        let other = rebuilt(VerdictTests.lines, isExact: false, later: ["+1/08:05 resolved id e3"])
        #expect(other.verdicts.map(\.verdict.outcome) == [.met, .missed])
        #expect(other.verdicts.last?.verdict.deadline == Timestamp(play: "+1/07:30"))
    }
}
