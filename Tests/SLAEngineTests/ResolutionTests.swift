import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("resolution")
struct ResolutionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var onReopen = ReopenPolicy.resume
        let lines: [String]
        let clocks: [String]
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "it runs from the opening to the resolution",
            lines: ["09:00 created", "10:00 replied by agent", "11:00 resolved"],
            clocks: ["resolution met 09:00-11:00, deadline 11:00"]),
        Row(
            rule: "a resolution is a change of category, whatever the type says",
            lines: ["09:00 created", "10:00 status solved"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00"]),
        Row(
            rule: "the status decides over the type",
            lines: ["09:00 created", "10:00 resolved status pending"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "between resolved and closed nothing happens",
            lines: ["09:00 created", "10:00 resolved", "11:30 closed", "12:00 resolved"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00"]),
        Row(
            rule: "born resolved is met at once",
            lines: ["09:00 created status closed"],
            clocks: ["resolution met 09:00-09:00, deadline 11:00"]),
        Row(
            rule: "born paused, and resolved from the pause",
            lines: ["09:00 created status on_hold", "13:00 resolved"],
            clocks: ["resolution met 09:00-13:00"]),
        Row(
            rule: "an agent's opening starts it",
            lines: ["09:00 created by agent"],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            rule: "from pause to resolution directly",
            lines: ["09:00 created", "10:30 status pending", "15:00 resolved"],
            clocks: ["resolution met 09:00-15:00"]),
        Row(
            rule: "stopped while it runs it shows the deadline that was valid then",
            lines: ["09:00 created", "09:30 status pending", "10:00 status open", "10:30 resolved"],
            clocks: ["resolution met 09:00-10:30, deadline 11:30"]),
        Row(
            rule: "paused and then resolved in one instant it was paused at the stop",
            lines: ["09:00 created", "10:00 status pending", "10:00 resolved"],
            clocks: ["resolution met 09:00-10:00"]),
        Row(
            rule: "stopped while paused after the deadline it keeps the deadline",
            lines: ["09:00 created", "11:30 status pending", "12:00 resolved"],
            clocks: ["resolution missed 09:00-12:00, deadline 11:00, breached 11:00"]),
        Row(
            rule: "the customer's message ends the pause for the customer",
            lines: ["09:00 created", "10:00 status pending", "12:00 replied by customer"],
            clocks: ["resolution running 09:00-, deadline 13:00, breached 13:00"]),
        Row(
            rule: "the agent's message does not end the pause",
            lines: ["09:00 created", "10:00 status pending", "12:00 replied by agent"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "an internal message of the customer does not end the pause",
            lines: ["09:00 created", "10:00 status pending", "12:00 noted by customer"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "the customer's message does not end the pause for the supplier",
            lines: ["09:00 created", "10:00 status on_hold", "12:00 replied by customer"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "waiting set again, in the same word, pauses again",
            lines: [
                "09:00 created", "10:00 status pending", "12:00 replied by customer", "12:30 status pending",
            ],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "a customer's message with pending ends the pause first, then pauses again",
            lines: ["09:00 created", "10:00 status pending", "12:00 replied by customer status pending"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "a message with a resolution pauses nothing",
            lines: ["09:00 created", "10:00 status pending", "12:00 replied by customer status resolved"],
            clocks: ["resolution met 09:00-12:00, deadline 13:00"]),
        Row(
            rule: "pending set twice is one pause",
            lines: ["09:00 created", "10:00 status pending", "11:00 status pending", "12:00 status open"],
            clocks: ["resolution running 09:00-, deadline 13:00, breached 13:00"]),
        Row(
            rule: "after the deadline a pause keeps it",
            lines: ["09:00 created", "11:30 status pending"],
            clocks: ["resolution paused 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            rule: "reopened under resume the same cycle goes on",
            lines: ["09:00 created", "10:00 resolved", "12:00 reopened"],
            clocks: ["resolution running 09:00-, deadline 13:00, breached 13:00"]),
        Row(
            rule: "reopened into a pause it is paused",
            lines: ["09:00 created", "10:00 resolved", "12:00 status pending"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "a pause before the resolution is forgotten by the reopening",
            lines: ["09:00 created", "09:30 status pending", "10:00 resolved", "12:00 reopened"],
            clocks: ["resolution running 09:00-, deadline 13:30, breached 13:30"]),
        Row(
            rule: "a breach stays one over a reopening",
            lines: ["09:00 created", "11:30 resolved", "12:00 reopened"],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            rule: "a stop at the deadline that is undone is breached by the reopening",
            lines: ["09:00 created", "11:00 resolved", "12:00 reopened"],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 12:00"]),
        Row(
            rule: "reopened under new_cycle the verdict stands and a new target starts",
            onReopen: .newCycle,
            lines: ["09:00 created", "10:00 resolved", "12:00 reopened id r"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r] running 12:00-, deadline 14:00, breached 14:00",
            ]),
        Row(
            rule: "a new cycle that starts in a pause is paused",
            onReopen: .newCycle,
            lines: ["09:00 created", "10:00 resolved", "12:00 status pending id r"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00", "resolution [r] paused 12:00-"]),
        Row(
            rule: "two reopenings are two new cycles",
            onReopen: .newCycle,
            lines: [
                "09:00 created", "10:00 resolved", "11:00 reopened id r1", "11:10 resolved", "12:00 reopened id r2",
                "12:10 closed",
            ],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r1] met 11:00-11:10, deadline 13:00",
                "resolution [r2] met 12:00-12:10, deadline 14:00",
            ]),
        Row(
            rule: "two events of one id and two sources name two cycles",
            onReopen: .newCycle,
            lines: [
                "09:00 created", "10:00 resolved", "11:00 reopened id r source a", "11:10 resolved",
                "12:00 reopened id r source b", "12:10 closed",
            ],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r] met 11:00-11:10, deadline 13:00",
                "resolution [r@b] met 12:00-12:10, deadline 14:00",
            ]),
        Row(
            rule: "an event with a source names its cycle by its id alone",
            onReopen: .newCycle,
            lines: ["09:00 created source a", "10:00 resolved", "12:00 reopened id r source b", "12:10 closed"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00", "resolution [r] met 12:00-12:10, deadline 14:00",
            ]),
        Row(
            rule: "an event that calls itself opening names another cycle than the opening",
            onReopen: .newCycle,
            lines: ["09:00 created", "10:00 resolved", "12:00 reopened id opening", "12:10 closed"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [opening@] met 12:00-12:10, deadline 14:00",
            ]),
        Row(
            rule: "reopened under ignore nothing goes on",
            onReopen: .ignore,
            lines: ["09:00 created", "10:00 resolved", "12:00 reopened", "15:00 resolved"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00"]),
        Row(
            rule: "reopened after just resume_within the cycle goes on",
            lines: ["09:00 created", "10:00 resolved", "+7/10:00 reopened"],
            clocks: ["resolution running 09:00-, deadline +7/11:00, breached +7/11:00"]),
        Row(
            rule: "reopened later than resume_within a new cycle starts",
            lines: ["09:00 created", "10:00 resolved", "+7/10:00:01 reopened id r"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r] running +7/10:00:01-, deadline +7/12:00:01",
            ]),
        Row(
            rule: "reopened after just resume_within under ignore nothing goes on",
            onReopen: .ignore,
            lines: ["09:00 created", "10:00 resolved", "+7/10:00 reopened"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00"]),
        Row(
            rule: "reopened later than resume_within a new cycle starts under ignore too",
            onReopen: .ignore,
            lines: ["09:00 created", "10:00 resolved", "+7/10:00:01 reopened id r"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r] running +7/10:00:01-, deadline +7/12:00:01",
            ]),
        Row(
            rule: "resume_within counts from the last resolution",
            lines: [
                "09:00 created", "10:00 resolved", "10:10 reopened", "+3/10:00 status pending", "+6/10:00 resolved",
                "+7/11:00 reopened",
            ],
            clocks: ["resolution running 09:00-, deadline 11:10, breached 11:10"]),
        Row(
            rule: "closing a resolved ticket does not move the resolution",
            lines: ["09:00 created", "10:00 resolved", "+1/10:00 closed", "+7/10:00:01 reopened id r"],
            clocks: [
                "resolution met 09:00-10:00, deadline 11:00",
                "resolution [r] running +7/10:00:01-, deadline +7/12:00:01",
            ]),
        Row(
            rule: "merged cancels, and later events start nothing",
            lines: ["09:00 created", "10:00 merged", "10:30 replied by customer", "11:30 resolved"],
            clocks: ["resolution cancelled 09:00-10:00, deadline 11:00, merged"]),
        Row(
            rule: "merged from a pause cancels",
            lines: ["09:00 created", "10:00 status pending", "12:00 merged"],
            clocks: ["resolution cancelled 09:00-12:00, merged"]),
        Row(
            rule: "cancelled after the breach leaves it missed",
            lines: ["09:00 created", "11:30 cancelled"],
            clocks: ["resolution missed 09:00-11:30, deadline 11:00, breached 11:00, cancelled"]),
        Row(
            rule: "resolved and merged at one instant is resolved first",
            lines: ["09:00 created", "10:00 merged", "10:00 resolved"],
            clocks: ["resolution met 09:00-10:00, deadline 11:00"]),
        Row(
            rule: "a reopening after a merge starts a new cycle",
            lines: ["09:00 created", "10:00 merged", "11:00 reopened id r"],
            clocks: [
                "resolution cancelled 09:00-10:00, deadline 11:00, merged",
                "resolution [r] running 11:00-, deadline 13:00, breached 13:00",
            ]),
        Row(
            rule: "an assumed opening ends as not seen",
            lines: ["09:00 status open", "10:00 resolved"],
            clocks: ["resolution cancelled 09:00-10:00, deadline 11:00, opening not seen"]),
        Row(
            rule: "an assumed opening may be breached and stays so",
            lines: ["09:00 status open", "12:00 resolved"],
            clocks: ["resolution missed 09:00-12:00, deadline 11:00, breached 11:00"]),
        Row(
            rule: "a new cycle after an assumed opening can be met",
            onReopen: .newCycle,
            lines: ["09:00 status open", "10:00 resolved", "11:00 reopened id r", "12:00 resolved"],
            clocks: [
                "resolution cancelled 09:00-10:00, deadline 11:00, opening not seen",
                "resolution [r] met 11:00-12:00, deadline 13:00",
            ]),
        Row(
            rule: "a status removed counts as open",
            lines: ["09:00 created status pending", "10:00 changed status="],
            clocks: ["resolution running 09:00-, deadline 12:00, breached 12:00"]),
        Row(
            rule: "a status in no category reopens",
            lines: ["09:00 created", "10:00 resolved", "12:00 status being_discussed"],
            clocks: ["resolution running 09:00-, deadline 13:00, breached 13:00"]),
        Row(
            rule: "of several statuses of one instant each acts, in order",
            lines: ["09:00 created", "10:00 status open seq 2", "10:00 status pending seq 1"],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            rule: "events of one instant without seq come after those with one",
            lines: ["09:00 created", "10:00 status pending", "10:00 status open seq 9"],
            clocks: ["resolution paused 09:00-"]),
        Row(
            rule: "a correction replaces the event",
            lines: ["09:00 created", "10:30 resolved id x", "12:00 resolved corrects x known 13:00"],
            clocks: ["resolution missed 09:00-12:00, deadline 11:00, breached 11:00"]),
        Row(
            rule: "a retraction removes the event",
            lines: ["09:00 created", "10:30 resolved id x", "12:00 retracted corrects x"],
            clocks: ["resolution running 09:00-, deadline 11:00, breached 11:00"]),
        Row(
            rule: "a retracted correction is void",
            lines: [
                "09:00 created", "10:30 resolved id x", "12:00 resolved corrects x id y", "13:00 retracted corrects y",
            ],
            clocks: ["resolution met 09:00-10:30, deadline 11:00"]),
        Row(
            rule: "a correction may itself be corrected",
            lines: [
                "09:00 created", "10:30 resolved id x", "12:00 resolved corrects x id y",
                "10:45 resolved corrects y known 13:00",
            ],
            clocks: ["resolution met 09:00-10:45, deadline 11:00"]),
        Row(
            rule: "a corrected opening moves the start",
            lines: ["09:00 created id x", "09:20 status open", "08:00 created corrects x known 09:30"],
            clocks: ["resolution running 08:00-, deadline 10:00, breached 10:00"]),
        Row(
            rule: "a retracted opening leaves an assumed one",
            lines: ["09:00 created id x", "09:20 status open", "09:30 retracted corrects x", "10:00 resolved"],
            clocks: ["resolution cancelled 09:20-10:00, deadline 11:20, opening not seen"]),
    ]

    @Test("each rule of resolution", arguments: rows)
    func rule(_ row: Row) {
        let last = row.lines.contains { $0.hasPrefix("+7") } ? "+7/11:30" : "15:30"
        let rules = Rules(.resolution(120, onReopen: row.onReopen))
        #expect(TimeLine(rules, row.lines, until: last).clocks == row.clocks)
    }
}
