import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("first_response")
struct FirstResponseTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let lines: [String]
        let clocks: [String]
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "it runs from the opening to the agent's first public reply",
            lines: ["09:00 created", "09:30 replied by agent", "10:30 replied by agent"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a stop at the deadline is met",
            lines: ["09:00 created", "10:00 replied by agent"],
            clocks: ["response met 09:00-10:00, deadline 10:00"]),
        Row(
            rule: "a stop a second after the deadline is missed",
            lines: ["09:00 created", "10:00:01 replied by agent"],
            clocks: ["response missed 09:00-10:00:01, deadline 10:00, breached 10:00"]),
        Row(
            rule: "a reply and pending in one event answers first",
            lines: ["09:00 created", "09:30 replied by agent status pending"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a reply and pending of one instant in two events answers first, whichever came first",
            lines: ["09:00 created", "09:30 status pending", "09:30 replied by agent"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "an internal note answers nothing",
            lines: ["09:00 created", "09:30 noted by agent", "09:40 replied by agent internal"],
            clocks: ["response running 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "a public note of the agent answers",
            lines: ["09:00 created", "09:30 noted by agent public"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a message of the system answers nothing",
            lines: ["09:00 created", "09:01 replied by system"],
            clocks: ["response running 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "a resolution ends it too",
            lines: ["09:00 created", "09:30 resolved by agent"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "born resolved is met at once",
            lines: ["09:00 created status resolved"],
            clocks: ["response met 09:00-09:00, deadline 10:00"]),
        Row(
            rule: "born paused does not run until the pause ends",
            lines: ["09:00 created status pending", "11:00 status open"],
            clocks: ["response running 09:00-, deadline 12:00"]),
        Row(
            rule: "a pause at the deadline comes too late",
            lines: ["09:00 created", "10:00 status pending"],
            clocks: ["response paused 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "a pause before the deadline leaves none",
            lines: ["09:00 created", "09:59:59 status pending"],
            clocks: ["response paused 09:00-"]),
        Row(
            rule: "both waiting categories pause it",
            lines: ["09:00 created", "09:20 status pending", "09:40 status on_hold", "10:00 status open"],
            clocks: ["response running 09:00-, deadline 10:40, breached 10:40"]),
        Row(
            rule: "an agent's opening starts nothing",
            lines: ["09:00 created by agent", "09:30 replied by agent"], clocks: []),
        Row(
            rule: "after an agent's opening the customer's first message starts it",
            lines: ["09:00 created by agent", "09:30 replied by customer id m1", "09:40 replied by customer"],
            clocks: ["response [m1] running 09:30-, deadline 10:30, breached 10:30"]),
        Row(
            rule: "an opening by the system starts it",
            lines: ["09:00 created by system"],
            clocks: ["response running 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "an answer to a customer in the same instant is an answer",
            lines: ["09:00 created by agent", "09:30 replied by customer id m1", "09:30 replied by agent"],
            clocks: ["response [m1] met 09:30-09:30, deadline 10:30"]),
        Row(
            rule: "a customer's message that starts it ends the customer's pause",
            lines: ["09:00 created by agent status pending", "09:30 replied by customer id m1"],
            clocks: ["response [m1] running 09:30-, deadline 10:30, breached 10:30"]),
        Row(
            rule: "a clock that starts while the supplier is waited for pauses at once",
            lines: ["09:00 created by agent status on_hold", "09:30 replied by customer id m1"],
            clocks: ["response [m1] paused 09:30-"]),
        Row(
            rule: "never again: messages after the first response start nothing",
            lines: ["09:00 created", "09:30 replied by agent", "10:00 replied by customer"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "where only a resolution ended it, a reopening takes it up again",
            lines: ["09:00 created", "09:30 resolved", "11:00 reopened"],
            clocks: ["response running 09:00-, deadline 11:30, breached 11:30"]),
        Row(
            rule: "where a reply ended it, a reopening does not take it up again",
            lines: ["09:00 created", "09:30 replied by agent", "09:40 resolved", "11:00 reopened"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a reply while resolved answers before the status of the reopening pauses",
            lines: ["09:00 created", "09:30 resolved", "11:00 replied by agent status on_hold"],
            clocks: ["response met 09:00-11:00, deadline 11:30"]),
        Row(
            rule: "a reply while resolved counts from the reopening",
            lines: ["09:00 created", "09:30 resolved", "09:40 replied by agent", "11:00 reopened"],
            clocks: ["response met 09:00-11:00, deadline 11:30"]),
        Row(
            rule: "a customer's message while resolved counts from the reopening",
            lines: ["09:00 created by agent", "09:30 resolved", "09:40 replied by customer", "11:00 reopened id r"],
            clocks: ["response [r] running 11:00-, deadline 12:00"]),
        Row(
            rule: "a customer's message with the reopening counts from it",
            lines: ["09:00 created by agent", "09:30 resolved", "11:00 replied by customer status open id r"],
            clocks: ["response [r] running 11:00-, deadline 12:00"]),
        Row(
            rule: "a message while resolved and never reopened starts nothing",
            lines: ["09:00 created by agent", "09:30 resolved", "09:40 replied by customer"], clocks: []),
        Row(
            rule: "messages before a reopening later than resume_within do not count",
            lines: ["09:00 created by agent", "09:01 resolved", "09:40 replied by customer", "+7/09:01:01 reopened"],
            clocks: []),
        Row(
            rule: "messages before a reopening after just resume_within count",
            lines: ["09:00 created by agent", "09:01 resolved", "09:40 replied by customer", "+7/09:01 reopened id r"],
            clocks: ["response [r] running +7/09:01-, deadline +7/10:01, breached +7/10:01"]),
        Row(
            rule: "an assumed opening is never met",
            lines: ["09:00 replied by customer", "09:30 replied by agent"],
            clocks: ["response cancelled 09:00-09:30, deadline 10:00, opening not seen"]),
        Row(
            rule: "an assumed opening may be breached",
            lines: ["09:00 changed", "10:30 replied by agent"],
            clocks: ["response missed 09:00-10:30, deadline 10:00, breached 10:00"]),
        Row(
            rule: "opened_at is a seen opening",
            lines: ["09:00 changed opened 08:30", "09:20 replied by agent"],
            clocks: ["response met 08:30-09:20, deadline 09:30"]),
        Row(
            rule: "opened_at may be long ago, and the breach with it",
            lines: ["09:00 changed opened 06:00"],
            clocks: ["response running 06:00-, deadline 07:00, breached 07:00"]),
        Row(
            rule: "opened_at counts on whichever event it came",
            lines: ["09:00 status open", "09:20 replied by agent opened 08:30"],
            clocks: ["response met 08:30-09:20, deadline 09:30"]),
        Row(
            rule: "opened_at that comes after the stop makes the opening a seen one",
            lines: ["09:00 status open", "09:20 replied by agent", "11:00 noted by agent opened 08:30"],
            clocks: ["response met 08:30-09:20, deadline 09:30"]),
        Row(
            rule: "an opened_at counts beside a created too",
            lines: ["09:00 created", "09:20 replied by agent", "09:30 noted by agent opened 08:30"],
            clocks: ["response met 08:30-09:20, deadline 09:30"]),
        Row(
            rule: "of several opened_at the earliest counts",
            lines: [
                "09:00 status open opened 08:45", "09:20 replied by agent opened 08:30", "09:30 noted opened 08:40",
            ],
            clocks: ["response met 08:30-09:20, deadline 09:30"]),
        Row(
            rule: "an opened_at that does not stand is not known",
            lines: ["09:00 status open opened 08:30 id x", "09:00 status open corrects x", "09:20 replied by agent"],
            clocks: ["response cancelled 09:00-09:20, deadline 10:00, opening not seen"]),
        Row(
            rule: "an opened_at ahead of now is not known yet",
            lines: ["09:00 status open", "09:20 replied by agent", "12:00 noted opened 08:30 known 10:00"],
            clocks: ["response cancelled 09:00-09:20, deadline 10:00, opening not seen"]),
        Row(
            rule: "an opening after its event is taken to be at the event",
            lines: ["09:00 created opened 09:30"],
            clocks: ["response running 09:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "the opening of an instant is its created, whichever event came first",
            lines: ["09:00 priority=P1", "09:00 created by agent"], clocks: []),
        Row(
            rule: "a created in the instant of the opening makes it a seen one",
            lines: ["09:00 status open", "09:00 created", "09:30 replied by agent"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a late created before the first event is the opening",
            lines: ["09:30 status open", "09:40 replied by agent", "09:00 created known 09:50"],
            clocks: ["response met 09:00-09:40, deadline 10:00"]),
        Row(
            rule: "merged cancels",
            lines: ["09:00 created", "09:30 merged"],
            clocks: ["response cancelled 09:00-09:30, deadline 10:00, merged"]),
        Row(
            rule: "cancelled after the breach leaves it missed",
            lines: ["09:00 created", "10:30 cancelled"],
            clocks: ["response missed 09:00-10:30, deadline 10:00, breached 10:00, cancelled"]),
        Row(
            rule: "merged at the deadline cancels",
            lines: ["09:00 created", "10:00 merged"],
            clocks: ["response cancelled 09:00-10:00, deadline 10:00, merged"]),
        Row(
            rule: "a reply with merged answers first",
            lines: ["09:00 created", "09:30 merged", "09:30 replied by agent"],
            clocks: ["response met 09:00-09:30, deadline 10:00"]),
        Row(
            rule: "a status in no category counts as open",
            lines: ["09:00 created status pending", "09:30 status being_discussed"],
            clocks: ["response running 09:00-, deadline 10:30, breached 10:30"]),
        Row(
            rule: "a late agent reply beats the one known before",
            lines: ["09:00 created", "09:40 replied by agent", "09:20 replied by agent known 11:00"],
            clocks: ["response met 09:00-09:20, deadline 10:00"]),
    ]

    @Test("each rule of first_response", arguments: rows)
    func rule(_ row: Row) {
        // Later than every event that shall act.
        let last = row.lines.contains { $0.hasPrefix("+7") } ? "+7/12:00" : "11:45"
        #expect(TimeLine(Rules(.firstResponse(60)), row.lines, until: last).clocks == row.clocks)
    }
}
