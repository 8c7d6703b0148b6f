import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// Bugs that other systems had, each as the rule that it broke. The numbers are those of the list of these bugs.
@Suite("rules that other help desks broke")
struct FieldTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let numbers: String
        let rule: String
        var rules = Rules(.resolution(60))
        let lines: [String]
        var reloads: [(at: String, rules: Rules)] = []
        var until = "20:00"
        var told: [String]?
        var clocks: [String]?
        var testDescription: String { "\(numbers): \(rule)" }
    }

    private static let byPriority = Objective.resolution(0).with { $0.target = .byPriority(["P1": 60, "P3": 480]) }
    private static func update(_ name: String, _ metric: Metric) -> Objective {
        Objective(name: name, metric: metric, target: .minutes(60))
    }

    static let telling: [Row] = [
        Row(
            numbers: "1, 23, 60", rule: "a breach is told once, not again after midnight", lines: ["16:00 created"],
            until: "+30/00:00", told: ["17:00 breach resolution"]),
        Row(
            numbers: "7", rule: "an agreement that is taken away ends its clocks, and nothing more is told",
            rules: Rules(.resolution(60, ladder: ["60m after"])), lines: ["09:00 created"],
            reloads: [("09:30", Rules(agreements: []))], told: [],
            clocks: ["resolution cancelled 09:00-09:30, deadline 10:00, removed"]),
        Row(
            numbers: "7", rule: "a breach of an agreement that is taken away stands, and its ladder ends",
            rules: Rules(.resolution(60, ladder: ["60m after"])), lines: ["09:00 created"],
            reloads: [("10:30", Rules(agreements: []))], told: ["10:00 breach resolution"],
            clocks: ["resolution missed 09:00-10:30, deadline 10:00, breached 10:00, removed"]),
        Row(
            numbers: "8", rule: "a merged ticket breaches nothing",
            lines: ["09:00 created", "09:30 merged", "09:40 replied by customer", "09:50 priority=P1"], told: [],
            clocks: ["resolution cancelled 09:00-09:30, deadline 10:00, merged"]),
        Row(
            numbers: "9", rule: "the verdict comes with the first stop, not with a second close",
            lines: ["09:00 created", "09:30 resolved", "11:00 closed"], told: ["09:30 met resolution"]),
        Row(
            numbers: "22, 37", rule: "each step of the ladder stands alone",
            rules: Rules(.resolution(60, ladder: ["10m after", "20m after", "30m after"])),
            lines: ["09:00 created", "10:25 resolved"],
            told: [
                "10:00 breach resolution", "10:10 ladder resolution 10m after", "10:20 ladder resolution 20m after",
                "10:25 finished-late resolution",
            ]),
        Row(
            numbers: "58", rule: "each objective has warnings of its own",
            rules: Rules(.firstResponse(60, warnings: ["30m before"]), .resolution(240, warnings: ["50%", "75%"])),
            lines: ["09:00 created"], until: "12:30",
            told: [
                "09:30 warning response 30m before", "10:00 breach response", "11:00 warning resolution 50%",
                "12:00 warning resolution 75%",
            ]),
        Row(
            numbers: "61", rule: "a ticket that is finished tells no further step",
            rules: Rules(.resolution(60, ladder: ["30m after"])), lines: ["09:00 created", "10:10 resolved"],
            until: "+60/00:00", told: ["10:00 breach resolution", "10:10 finished-late resolution"]),
        Row(
            numbers: "61", rule: "an old answered ticket tells nothing",
            rules: Rules(.firstResponse(60, warnings: ["50%"])), lines: ["09:00 created", "09:10 replied by agent"],
            until: "+60/00:00", told: ["09:10 met response"]),
    ]

    static let pauses: [Row] = [
        Row(
            numbers: "17", rule: "another target remembers the pauses that were", rules: Rules(byPriority),
            lines: ["09:00 created priority=P3", "10:00 status pending", "11:00 status open", "11:00 priority=P1"],
            until: "11:00", clocks: ["resolution running 09:00-, deadline 10:00, breached 11:00"]),
        Row(
            numbers: "17", rule: "a clock that starts in a pause sees it",
            rules: Rules(update("answer", .nextResponse).with { $0.messageEndsPause = false }),
            lines: [
                "09:00 created by agent", "09:10 status pending", "09:30 replied by customer id q", "10:00 status open",
            ],
            clocks: ["answer [q] running 09:30-, deadline 11:00, breached 11:00"]),
        Row(
            numbers: "19", rule: "what pauses is each objective's choice",
            rules: Rules(
                .resolution(60),
                Objective.resolution(60).with {
                    $0.name = "whatever"
                    $0.conditions.pause = .never
                }),
            lines: ["09:00 created", "09:30 status pending"],
            clocks: ["resolution paused 09:00-", "whatever running 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            numbers: "20", rule: "no pause moves a promised instant",
            rules: Rules(Objective.resolution(0).with { $0.target = TargetTable(promisedIn: "promise") }),
            lines: ["09:00 created promise=2026-11-02T12:00:00Z", "09:30 status pending", "11:30 status open"],
            until: "12:30", clocks: ["resolution running 09:00-, deadline 12:00, breached 12:00"]),
        Row(
            numbers: "35, 48", rule: "waiting for the customer pauses, as often as it happens",
            lines: [
                "09:00 created", "09:10 status pending", "09:40 status open", "09:50 status pending",
                "10:20 status open",
            ],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            numbers: "34", rule: "a pause that is open at the stop ends with it, however long it was",
            lines: ["09:00 created", "09:30 status pending", "+180/09:00 resolved"], until: "+181/00:00",
            clocks: ["resolution met 09:00-+180/09:00"]),
        Row(
            numbers: "57", rule: "after a pause the deadline is another one, and nothing fires at the old",
            lines: ["09:00 created", "09:50 status pending", "12:00 status open"], until: "12:05", told: [],
            clocks: ["resolution running 09:00-, deadline 12:10"]),
        Row(
            numbers: "49", rule: "the first breach is the breach",
            lines: ["09:00 created", "10:30 status pending", "12:00 status open", "13:00 resolved"],
            clocks: ["resolution missed 09:00-13:00, deadline 10:00, breached 10:00"]),
    ]

    static let births: [Row] = [
        Row(
            numbers: "34, 41", rule: "no clock is red at its birth", lines: ["09:00 created"], until: "09:00", told: [],
            clocks: ["resolution running 09:00-, deadline 10:00"]),
        Row(
            numbers: "55", rule: "a ticket born closed is met at once",
            rules: Rules(.firstResponse(60), .resolution(60)), lines: ["09:00 created status closed"],
            clocks: ["resolution met 09:00-09:00, deadline 10:00", "response met 09:00-09:00, deadline 10:00"]),
        Row(
            numbers: "55", rule: "a ticket born paused does not run", rules: Rules(.firstResponse(60), .resolution(60)),
            lines: ["09:00 created status pending"], clocks: ["resolution paused 09:00-", "response paused 09:00-"]),
        Row(
            numbers: "56", rule: "a ticket from the backlog has its whole time when somebody picks it up",
            rules: Rules(
                Objective(
                    name: "work", metric: .custom, target: .minutes(60),
                    conditions: ClockConditions(
                        start: Trigger([.present("assignee")]), stop: Trigger([.category([.resolved, .closed])])))),
            lines: ["09:00 created", "+3/09:00 assigned assignee=ann id a"], until: "+3/09:10",
            clocks: ["work [a] running +3/09:00-, deadline +3/10:00"]),
        Row(
            numbers: "18", rule: "a team's clock begins when it gets the ticket, the customer's at the opening",
            rules: Rules(agreements: [
                Agreement(
                    name: "l2", kind: .ola, match: .attribute("team", isOneOf: ["l2"]),
                    objectives: [Objective.resolution(60).with { $0.name = "team" }]),
                Agreement(name: "gold", objectives: [.resolution(240)]),
            ]),
            lines: ["09:00 created", "10:00 team=l2 id a"], until: "10:30",
            clocks: [
                "resolution running 09:00-, deadline 13:00", "team [a] running 10:00-, deadline 11:00",
            ]),
        Row(
            numbers: "28", rule: "a resolution is what the status says, whatever brought it",
            rules: Rules(.resolution(60)), lines: ["09:00 created", "09:30 factory-order status resolved"],
            clocks: ["resolution met 09:00-09:30, deadline 10:00"]),
    ]

    static let answers: [Row] = [
        Row(
            numbers: "11, 44", rule: "once the agent has answered no question is open, but an update is owed",
            rules: Rules(update("answer", .nextResponse), update("update", .periodicUpdate)),
            lines: ["09:00 created by agent", "09:10 replied by customer id q", "09:30 replied by agent id r"],
            until: "09:40",
            clocks: [
                "answer [q] met 09:10-09:30, deadline 10:10", "update met 09:00-09:30, deadline 10:00",
                "update [r] running 09:30-, deadline 10:30",
            ]),
        Row(
            numbers: "12", rule: "what counts as an answer is the operator's choice",
            rules: Rules(
                Objective.firstResponse(60).with {
                    $0.conditions.stop = Trigger([.all([.event([.noted, .replied]), .by([.agent])])])
                }),
            lines: ["09:00 created", "09:30 noted by agent"], clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            numbers: "2, 25", rule: "the time while resolved does not count",
            lines: ["09:00 created", "09:30 resolved", "12:00 reopened"], until: "12:10",
            clocks: ["resolution running 09:00-, deadline 12:30"]),
        Row(
            numbers: "40", rule: "closed in time and reopened later, the verdict stands under new_cycle",
            rules: Rules(.resolution(60, onReopen: .newCycle)),
            lines: ["09:00 created", "09:30 resolved", "12:00 reopened id r"], until: "12:10",
            told: ["09:30 met resolution"],
            clocks: ["resolution met 09:00-09:30, deadline 10:00", "resolution [r] running 12:00-, deadline 13:00"]),
        Row(
            numbers: "47", rule: "a breach stays one over a reopening",
            lines: ["09:00 created", "10:30 resolved", "11:00 reopened", "11:10 resolved"],
            clocks: ["resolution missed 09:00-11:10, deadline 10:00, breached 10:00"]),
        Row(
            numbers: "47", rule: "a breach goes with the target that it broke", rules: Rules(byPriority),
            lines: ["09:00 created priority=P1", "10:30 priority=P3"], until: "10:40",
            told: ["10:00 breach resolution", "10:30 withdrawn resolution breach"],
            clocks: ["resolution running 09:00-, deadline 17:00"]),
    ]

    @Test("each rule", arguments: telling + pauses + births + answers)
    func rule(row: Row) {
        let line = TimeLine(row.rules, row.lines, reloads: row.reloads, until: row.until)
        if let told = row.told { #expect(line.told == told) }
        if let clocks = row.clocks { #expect(line.clocks == clocks) }
    }

    private static func office(_ hours: String, _ amount: Amount) -> Rules {
        Rules(
            Objective(
                name: "resolution", metric: .resolution, target: TargetTable(amount),
                calendar: BusinessCalendar(weekly: hours)))
    }

    @Test("6: another calendar moves the clocks that run on it")
    func calendarChange() {
        let amount = Amount.open(OpenTime(milliseconds: 4 * 3_600_000))
        let line = TimeLine(
            FieldTests.office("mon-fri 08:00-18:00", amount), ["17:00 created"],
            reloads: [("17:30", FieldTests.office("mon-fri 08:00-20:00", amount))], until: "18:00")
        #expect(line.clocks == ["resolution running 17:00-, deadline +1/09:00"])
    }

    @Test("51: a business day ends with its last closing, however short it is")
    func businessDay() {
        let line = TimeLine(
            FieldTests.office("mon-thu 08:00-18:00;fri 08:00-12:00", .businessDays(1)), ["+3/16:00 created"],
            until: "+3/17:00")
        #expect(line.clocks == ["resolution running +3/16:00-, deadline +4/12:00"])
    }

    @Test("33: what is told names objective, cycle and deadline of one clock")
    func named() throws {
        let line = TimeLine(
            Rules(.firstResponse(60), .resolution(120, onReopen: .newCycle)),
            ["09:00 created", "09:10 replied by agent", "10:00 resolved", "12:00 reopened id r"], until: "15:00")
        let breach = try #require(line.announcements.first { $0.kind == .breach })
        #expect(breach.key.text == "T-1/gold/resolution/r/breach/1")
        #expect(breach.metric == .resolution)
        #expect(breach.startedAt == Timestamp(play: "12:00"))
        #expect(breach.deadline == Timestamp(play: "14:00"))
    }

    @Test("39: the trace of matching says of each agreement why it does not hold")
    func trace() {
        let rules = Rules(agreements: [
            Agreement(
                name: "gold", match: .attribute("segment", isOneOf: ["gold"]), order: 1, objectives: [.resolution(60)]),
            Agreement(name: "base", order: 2, objectives: [.resolution(60)]),
            Agreement(name: "rest", order: 3, objectives: [.resolution(60)]),
            Agreement(name: "next-year", order: 0, objectives: [], effectiveFrom: .playDay + .days(60)),
        ])
        let verdicts = rules.trace(["segment": "silver"], at: .playDay).map(\.verdict)
        #expect(
            verdicts == [
                .notInForce, .unmatched("segment is silver, not gold"), .holds, .beaten(by: "base"),
            ])
    }
}
