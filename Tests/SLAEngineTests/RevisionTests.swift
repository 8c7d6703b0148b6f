import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("agreements and reloads")
struct RevisionTests {
    static let gold = Agreement(
        name: "gold", match: .attribute("segment", isOneOf: ["gold"]), order: 1, objectives: [.resolution(60)])
    static let base = Agreement(name: "base", order: 2, objectives: [.resolution(120)])
    static let both = Rules(agreements: [base, gold])

    @Test("of a group the lowest order that matches wins, alone")
    func order() {
        let line = TimeLine(RevisionTests.both, ["09:00 created segment=gold"], until: "12:00")
        #expect(line.clockValues.map(\.key.agreement) == ["gold"])
        let other = TimeLine(RevisionTests.both, ["09:00 created segment=silver"], until: "12:00")
        #expect(other.clockValues.map(\.key.agreement) == ["base"])
    }

    @Test("agreements of two groups run side by side")
    func groups() {
        var team = RevisionTests.base
        team.group = "ola"
        team.name = "team"
        let rules = Rules(agreements: [RevisionTests.base, RevisionTests.gold, team])
        let line = TimeLine(rules, ["09:00 created"], until: "12:00")
        #expect(line.clockValues.map(\.key.agreement) == ["base", "team"])
    }

    @Test("another agreement of the group supersedes: the breach is withdrawn, the next counts from the start")
    func superseded() {
        let line = TimeLine(
            RevisionTests.both, ["09:00 created segment=gold", "10:30 segment=silver"], until: "12:00")
        #expect(
            line.told == [
                "10:00 breach resolution", "10:30 withdrawn resolution breach", "11:00 breach resolution",
            ])
        #expect(
            line.clocks == [
                "resolution running 09:00-, deadline 11:00, breached 11:00",
                "resolution cancelled 09:00-10:30, deadline 10:00, superseded",
            ])
    }

    @Test("what is finished stays with the agreement that judged it, and the next does not judge it again")
    func finishedStays() {
        let line = TimeLine(
            RevisionTests.both, ["09:00 created", "10:30 resolved", "11:00 segment=gold"], until: "12:00")
        #expect(line.told == ["10:30 met resolution"])
        #expect(line.clockValues.map(\.key.agreement) == ["base"])
    }

    @Test("a reopened cycle follows the attributes that changed while it was resolved")
    func reopenedFollows() {
        let line = TimeLine(
            RevisionTests.both,
            ["09:00 created", "09:30 resolved", "10:00 segment=gold", "11:00 reopened"], until: "12:00")
        #expect(
            line.clocks == [
                "resolution cancelled 09:00-10:00, superseded",
                "resolution running 09:00-, deadline 11:30, breached 11:30",
            ])
    }

    @Test("a superseded clock shows the deadline that was valid then, whatever its ticket does later")
    func supersededDeadline() {
        let line = TimeLine(
            RevisionTests.both,
            ["09:00 created", "10:00 segment=gold", "10:00 status pending", "11:30 status open"], until: "12:00")
        #expect(
            line.clocks == [
                "resolution cancelled 09:00-10:00, deadline 11:00, superseded",
                "resolution running 09:00-, deadline 10:00, breached 10:00",
            ])
    }

    @Test("what a target was only while the ticket was resolved moves no breach")
    func changedWhileResolved() {
        let byPriority = Objective.resolution(0).with {
            $0.target = .byPriority(["P1": 60, "P3": 120], else: .unmeasured)
        }
        let line = TimeLine(
            Rules(byPriority),
            [
                "09:00 created priority=P1", "10:30 resolved", "10:40 priority=P3", "10:50 priority=P1",
                "11:30 reopened",
            ], until: "12:00")
        #expect(line.clocks == ["resolution running 09:00-, deadline 10:00, breached 10:00"])
        #expect(line.told == ["10:00 breach resolution", "10:30 finished-late resolution"])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var rules = Rules(.resolution(120))
        let lines: [String]
        let loads: [(at: String, rules: Rules)]
        let clocks: [String]
        let told: [String]
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "an open clock follows an edit, and breaches not before the load",
            lines: ["09:00 created"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution running 09:00-, deadline 10:00, breached 10:30"],
            told: ["10:30 breach resolution"]),
        Row(
            rule: "a finished clock keeps the revision that judged it",
            lines: ["09:00 created", "10:15 resolved"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution met 09:00-10:15, deadline 11:00"],
            told: ["10:15 met resolution"]),
        Row(
            rule: "a clock that stopped at the instant of the load keeps the revision before",
            lines: ["09:00 created", "10:30 resolved"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution met 09:00-10:30, deadline 11:00"],
            told: ["10:30 met resolution"]),
        Row(
            rule: "an edit that gives more time withdraws the breach",
            lines: ["09:00 created"], loads: [("11:30", Rules(.resolution(180)))],
            clocks: ["resolution running 09:00-, deadline 12:00, breached 12:00"],
            told: ["11:00 breach resolution", "11:30 withdrawn resolution breach", "12:00 breach resolution #2"]),
        Row(
            rule: "loaded again unchanged, nothing is told, not of an earlier edit either",
            rules: Rules(.resolution(120, ladder: ["30m after"])),
            lines: ["09:00 created"],
            loads: [
                ("11:00", Rules(.resolution(60, ladder: ["30m after"]))),
                ("11:30", Rules(.resolution(60, ladder: ["30m after"]))),
                ("12:00", Rules(.resolution(60, ladder: ["30m after"]))),
            ],
            clocks: ["resolution running 09:00-, deadline 10:00, breached 11:00"],
            told: ["11:00 breach resolution", "11:00 ladder resolution 30m after"]),
        Row(
            rule: "an agreement that is removed cancels its open clock",
            lines: ["09:00 created"], loads: [("10:30", Rules(agreements: []))],
            clocks: ["resolution cancelled 09:00-10:30, deadline 11:00, removed"], told: []),
        Row(
            rule: "the breach of a removed agreement stands as missed",
            lines: ["09:00 created"], loads: [("11:30", Rules(agreements: [])), ("12:00", Rules(agreements: []))],
            clocks: ["resolution missed 09:00-11:30, deadline 11:00, breached 11:00, removed"],
            told: ["11:00 breach resolution"]),
        Row(
            rule: "the finished clock of a removed agreement stays",
            lines: ["09:00 created", "10:15 resolved"], loads: [("10:30", Rules(agreements: []))],
            clocks: ["resolution met 09:00-10:15, deadline 11:00"], told: ["10:15 met resolution"]),
        Row(
            rule: "where an agreement is removed the group's next match takes over, over later loads too",
            rules: Rules(agreements: [gold, base]),
            lines: ["09:00 created segment=gold"],
            loads: [("10:30", Rules(agreements: [base])), ("10:45", Rules(agreements: [base]))],
            clocks: [
                "resolution running 09:00-, deadline 11:00, breached 11:00",
                "resolution missed 09:00-10:30, deadline 10:00, breached 10:00, removed",
            ],
            told: ["10:00 breach resolution", "11:00 breach resolution"]),
        Row(
            rule: "a new agreement starts clocks from the opening, and breaches them not before the load",
            rules: Rules(agreements: []),
            lines: ["09:00 created"], loads: [("11:30", Rules(.resolution(120)))],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:30"],
            told: ["11:30 breach resolution"]),
        Row(
            rule: "a new agreement judges nothing that was finished before",
            rules: Rules(agreements: []),
            lines: ["09:00 created", "11:15 resolved"], loads: [("11:30", Rules(.resolution(120)))],
            clocks: [], told: []),
        Row(
            rule: "a late event folds a finished clock under the revision that judged it",
            lines: ["09:00 created", "10:15 resolved", "10:10 resolved known 12:00"],
            loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution met 09:00-10:10, deadline 11:00"],
            told: ["10:15 met resolution", "12:00 corrected resolution met of 10:10"]),
        Row(
            rule: "a late opened_at folds a finished clock too, under the revision that judged it",
            lines: ["09:00 status open", "10:15 resolved", "11:00 noted opened 08:30"],
            loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution met 08:30-10:15, deadline 10:30"],
            told: ["11:00 met resolution of 10:15"]),
        Row(
            rule: "an opening before the load whose ticket is known only after it breaches where it would have",
            lines: ["11:00 status open opened 08:00"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution running 08:00-, deadline 09:00, breached 10:00"],
            told: ["11:00 breach resolution of 10:00"]),
        Row(
            rule: "a reopened cycle is judged under the revision in force at the reopening, and not before it",
            lines: ["09:00 created", "10:15 resolved", "11:00 reopened"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution running 09:00-, deadline 10:00, breached 11:00"],
            told: ["10:15 met resolution", "11:00 breach resolution", "11:00 withdrawn resolution met"]),
        Row(
            rule: "a ticket opened after the load knows nothing of the revision before",
            lines: ["11:00 created"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution running 11:00-, deadline 12:00, breached 12:00"],
            told: ["12:00 breach resolution"]),
        Row(
            rule: "a late opening before the load is judged by both revisions",
            lines: ["09:00 created known 12:00"], loads: [("10:30", Rules(.resolution(60)))],
            clocks: ["resolution running 09:00-, deadline 10:00, breached 10:30"],
            told: ["12:00 breach resolution of 10:30"]),
        Row(
            rule: "a changed status map moves open clocks alone",
            lines: ["09:00 created", "09:30 status parked"],
            loads: [
                (
                    "10:00",
                    Rules(
                        statuses: StatusMap([("parked", .waitingCustomer)]),
                        agreements: Rules(.resolution(120)).agreements)
                )
            ],
            clocks: ["resolution paused 09:00-"], told: []),
        Row(
            rule: "an added warning whose instant is past is told at the load, once",
            lines: ["09:00 created"],
            loads: [
                ("10:30", Rules(.resolution(120, warnings: ["50%"]))),
                ("10:40", Rules(.resolution(120, warnings: ["50%"]))),
            ],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"],
            told: ["10:30 warning resolution 50%", "11:00 breach resolution"]),
    ]

    @Test("each rule of reloading", arguments: rows)
    func rule(_ row: Row) {
        let line = TimeLine(row.rules, row.lines, reloads: row.loads, until: "12:15")
        #expect(line.clocks == row.clocks)
        #expect(line.told == row.told)
    }

    @Test("cycles started by one id of two sources survive a reload")
    func sharedIds() {
        let rules = Rules(.resolution(120, onReopen: .newCycle))
        let line = TimeLine(
            rules,
            [
                "09:00 created", "09:10 resolved", "09:20 reopened id r source a", "09:30 resolved",
                "09:40 reopened id r source b",
            ], reloads: [("10:00", rules), ("10:10", rules)], until: "11:00")
        #expect(line.clockValues.map(\.key.cycle) == ["opening", "r", "r@b"])
    }
}
