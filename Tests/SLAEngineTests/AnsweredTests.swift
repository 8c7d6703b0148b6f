import SLAEngine
import SLATesting
import Testing

/// `resume: status`: a public message of the customer does not end the pause, and is told.
@Suite("a customer who answers into a paused ticket")
struct AnsweredTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var objectives = [AnsweredTests.deaf]
        let lines: [String]
        let told: [String]
        var testDescription: String { rule }
    }

    static let deaf = Objective.resolution(240).with { $0.messageEndsPause = false }

    static let rows: [Row] = [
        Row(
            rule: "is told, and the clock stays paused until the status",
            lines: ["09:00 created", "09:30 status pending", "10:00 replied by customer", "15:00 status open"],
            told: ["10:00 answered resolution", "18:30 breach resolution"]),
        Row(
            rule: "is told once, however often he writes",
            lines: [
                "09:00 created", "09:30 status pending", "10:00 replied by customer", "10:10 replied by customer",
                "10:20 noted by customer public",
            ], told: ["10:00 answered resolution"]),
        Row(
            rule: "is told again when the ticket was set to wait again",
            lines: [
                "09:00 created", "09:30 status pending", "10:00 replied by customer", "10:30 status pending",
                "11:00 replied by customer",
            ], told: ["10:00 answered resolution", "11:00 answered resolution #2"]),
        Row(
            rule: "is not told where the message ends the pause", objectives: [.resolution(240)],
            lines: ["09:00 created", "09:30 status pending", "10:00 replied by customer", "10:30 resolved"],
            told: ["10:30 met resolution"]),
        Row(
            rule: "is not told where only the supplier is waited for",
            lines: ["09:00 created", "09:30 status on_hold", "10:00 replied by customer"], told: []),
        Row(
            rule: "is not told of an agent, of what is internal, of the system",
            lines: [
                "09:00 created", "09:30 status pending", "10:00 replied by agent", "10:10 replied by customer internal",
                "10:20 replied by system",
            ], told: []),
        Row(
            rule: "is told of the first of several clocks alone",
            objectives: [deaf, deaf.with { $0.name = "another" }],
            lines: ["09:00 created", "09:30 status pending", "10:00 replied by customer"],
            told: ["10:00 answered another"]),
        Row(
            rule: "is not told where nothing of the status pauses",
            objectives: [deaf.with { $0.pausesIn = [.waitingSupplier] }],
            lines: ["09:00 created", "09:30 status pending", "10:00 replied by customer", "10:30 resolved"],
            told: ["10:30 met resolution"]),
        Row(
            rule: "is not told where another pause holds the clock too",
            objectives: [
                deaf.with {
                    $0.conditions.pause = Trigger([.category([.waitingCustomer]), .present("freeze")])
                }
            ],
            lines: ["09:00 created freeze=yes", "09:30 status pending", "10:00 replied by customer"], told: []),
        Row(
            rule: "is not told when the status was set before anybody knew",
            lines: [
                "09:00 created", "09:30 status pending", "10:00 replied by customer known 11:00", "10:30 status open",
                "12:00 resolved",
            ], told: ["12:00 met resolution"]),
        Row(
            rule: "is told late where the ticket still waits, and once though an earlier message comes in",
            lines: [
                "09:00 created", "09:30 status pending", "10:00 replied by customer known 11:00",
                "09:45 replied by customer known 11:30",
            ], told: ["11:00 answered resolution of 10:00"]),
        Row(
            rule: "is told of a question that starts a clock which is paused at once",
            objectives: [
                Objective(name: "answer", metric: .nextResponse, target: .minutes(60)).with {
                    $0.messageEndsPause = false
                }
            ],
            lines: ["09:00 created by agent", "09:30 status pending", "10:00 replied by customer id q"],
            told: ["10:00 answered answer [q]"]),
    ]

    @Test("each rule", arguments: rows)
    func rule(_ row: Row) {
        let rules = Rules(agreements: [Agreement(name: "gold", objectives: row.objectives)])
        #expect(TimeLine(rules, row.lines, until: "19:00").told == row.told)
    }
}
