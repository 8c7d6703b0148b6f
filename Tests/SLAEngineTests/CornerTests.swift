import SLAEngine
import SLATesting
import Testing

/// Where two rules meet, and what was decided.
@Suite("corners")
struct CornerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let agreements: [Agreement]
        let lines: [String]
        let clocks: [String]
        var testDescription: String { rule }
    }

    private static func l2(_ objectives: Objective..., also: Condition = .always) -> Agreement {
        Agreement(
            name: "l2", kind: .ola, match: .all([.attribute("team", isOneOf: ["l2"]), also]), objectives: objectives)
    }

    private static let takeOver = Objective(name: "take-over", metric: .assignment, target: .minutes(30))
    private static let urgent = Condition.attribute("priority", isOneOf: ["P1"])

    static let rows: [Row] = [
        Row(
            rule: "a hand-over ends the clock of the team before, and begins none for it in the agreement of the next",
            agreements: [l2(takeOver)],
            lines: ["09:00 created team=l1", "10:00 team=l2 id a", "10:20 assignee=ann", "13:00 team=l1"],
            clocks: ["take-over [a] met 10:00-10:20, deadline 10:30"]),
        Row(
            rule: "what a change of attributes stops is finished, and does not start anew with it",
            agreements: [
                Agreement(
                    name: "work",
                    objectives: [
                        Objective.resolution(0).with {
                            $0.target = .byPriority(["P1": 60, "P3": 240])
                            $0.onRematch = .restart
                            $0.conditions.stop = Trigger([.present("done")])
                        }
                    ])
            ],
            lines: ["09:00 created priority=P3", "10:00 priority=P1 done=yes"],
            clocks: ["resolution met 09:00-10:00, deadline 13:00"]),
        Row(
            rule: "an OLA whose ticket stays with the team ends as not matched, and not as handed over",
            agreements: [l2(.resolution(60), also: urgent)],
            lines: ["09:00 created team=l2 priority=P1", "09:30 priority=P3"],
            clocks: ["resolution cancelled 09:00-09:30, deadline 10:00, no longer matched"]),
        Row(
            rule: "an OLA whose ticket is another agreement's of the group, in the same team, is superseded",
            agreements: [
                l2(.resolution(60), also: urgent),
                Agreement(
                    name: "slow", kind: .ola, match: .attribute("team", isOneOf: ["l2"]), order: 2,
                    objectives: [.resolution(240)]),
            ],
            lines: ["09:00 created team=l2 priority=P1", "09:30 priority=P3 id p"],
            clocks: [
                "resolution cancelled 09:00-09:30, deadline 10:00, superseded",
                "resolution [p] running 09:30-, deadline 13:30, breached 13:30",
            ]),
        Row(
            rule: "another team is a hand-over, whatever else changes",
            agreements: [l2(.resolution(60), also: urgent)],
            lines: ["09:00 created team=l2 priority=P1", "09:30 priority=P3 team=l3"],
            clocks: ["resolution cancelled 09:00-09:30, deadline 10:00, handed over"]),
        Row(
            rule: "where the feed knows no teams, a ticket that an OLA does not match any more was handed over",
            agreements: [
                Agreement(
                    name: "desk", kind: .ola, match: .attribute("queue", isOneOf: ["desk"]),
                    objectives: [.resolution(60)])
            ],
            lines: ["09:00 created queue=desk", "09:30 queue=field"],
            clocks: ["resolution cancelled 09:00-09:30, deadline 10:00, handed over"]),
        Row(
            rule: "a team that gets a resolved ticket has nothing to take over",
            agreements: [Agreement(name: "any", objectives: [takeOver])],
            lines: ["09:00 created", "10:00 resolved", "11:00 team=archive"], clocks: []),
        Row(
            rule: "its clock begins when the ticket is reopened",
            agreements: [Agreement(name: "any", objectives: [takeOver])],
            lines: ["09:00 created team=l1", "09:10 resolved", "11:00 team=l2", "12:00 reopened id r"],
            clocks: [
                "take-over cancelled 09:00-09:10, deadline 09:30, handed over",
                "take-over [r] running 12:00-, deadline 12:30, breached 12:30",
            ]),
        Row(
            rule: "and not where the ticket comes back to the team that resolved it",
            agreements: [Agreement(name: "any", objectives: [takeOver])],
            lines: [
                "09:00 created team=l1", "09:10 resolved", "11:00 team=l2", "11:30 team=l1", "12:00 reopened",
            ],
            clocks: ["take-over cancelled 09:00-09:10, deadline 09:30, handed over"]),
        Row(
            rule: "somebody who was set meanwhile has taken it over",
            agreements: [Agreement(name: "any", objectives: [takeOver])],
            lines: [
                "09:00 created", "09:10 resolved", "11:00 team=l2", "11:30 assignee=ann", "12:00 reopened id r",
            ],
            clocks: ["take-over [r] met 12:00-12:00, deadline 12:30"]),
        Row(
            rule: "a resolution neither ends nor holds a clock of one's own",
            agreements: [
                Agreement(
                    name: "orders",
                    objectives: [
                        Objective(
                            name: "order", metric: .custom, target: .minutes(120),
                            conditions: ClockConditions(
                                start: Trigger([.event([.custom("payment-received")])]),
                                stop: Trigger([.event([.custom("factory-order")])])))
                    ])
            ],
            lines: ["09:00 created", "10:00 payment-received id p", "10:30 resolved", "11:30 reopened"],
            clocks: ["order [p] running 10:00-, deadline 12:00, breached 12:00"]),
        Row(
            rule: "a first answer that only a resolution made needless is owed again, however late the reopening",
            agreements: [Agreement(name: "gold", objectives: [.firstResponse(60)])],
            lines: ["-90/09:00 created", "-90/09:30 resolved", "09:00 reopened"],
            clocks: ["response running -90/09:00-, deadline 09:30, breached 09:30"]),
    ]

    @Test("each rule", arguments: rows)
    func rule(_ row: Row) {
        #expect(TimeLine(Rules(agreements: row.agreements), row.lines, until: "20:00").clocks == row.clocks)
    }
}
