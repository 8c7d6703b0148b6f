import BusinessTime
import Compliance
import SLAEngine
import SLATesting
import Testing

@Suite("What a clock adds to the windows")
struct StandingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let lines: [String]
        let now: String
        /// nil where it counts nowhere.
        let state: CycleStanding.State?
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "met at its stop", lines: ["09:00 created", "09:30 replied by agent"], now: "12:00",
            state: .met(Timestamp(play: "09:30"))),
        Row(
            rule: "open until its deadline", lines: ["09:00 created"], now: "09:59:59",
            state: .open(Timestamp(play: "10:00"))),
        Row(
            rule: "missed at its deadline, while it still runs", lines: ["09:00 created"], now: "10:00",
            state: .missed(Timestamp(play: "10:00"))),
        Row(
            rule: "missed at its deadline, not at its late stop",
            lines: ["09:00 created", "11:00 replied by agent"], now: "12:00",
            state: .missed(Timestamp(play: "10:00"))),
        Row(
            rule: "paused without a deadline", lines: ["09:00 created", "09:30 status pending"], now: "12:00",
            state: .paused),
        Row(
            rule: "missed at its deadline, though it pauses after it",
            lines: ["09:00 created", "10:30 status pending"], now: "12:00",
            state: .missed(Timestamp(play: "10:00"))),
        Row(
            rule: "cancelled counts nowhere", lines: ["09:00 created", "09:30 cancelled"], now: "12:00", state: nil),
        Row(
            rule: "in time only if the opening was seen", lines: ["09:00 priority=P1", "09:30 replied by agent"],
            now: "12:00", state: .unmeasured(Timestamp(play: "09:30"), .openingNotSeen)),
    ]

    @Test("it stands as the clock does", arguments: rows)
    func standing(row: Row) throws {
        var bench = Bench(rules: Rules(.firstResponse(60)))
        for scripted in Script.events(row.lines) { bench.receive(scripted.event) }
        let now = Timestamp(play: row.now)
        bench.advance(to: now)
        let clock = try #require(bench.state(of: "T-1", asOf: now)?.clocks.first)
        let standing = CycleStanding(clock, ["customer": "acme"], asOf: now)
        #expect(standing?.state == row.state)
        #expect(standing.map { $0.stoppedAt == clock.stoppedAt && $0.startedAt == clock.startedAt } ?? true)
    }
}
