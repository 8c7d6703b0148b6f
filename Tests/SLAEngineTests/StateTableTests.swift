import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// Every cell of phase and signal, as a history that leads there and the clocks that come of it.
@Suite("the machine of a clock")
struct StateTableTests {
    struct Cell: Sendable, CustomTestStringConvertible {
        let phase: String
        let signal: String
        let lines: [String]
        let clocks: [String]
        var testDescription: String { "\(phase), \(signal)" }
    }

    /// Starts, stops and is held by events of these names alone.
    private static let custom = Objective(
        name: "o", metric: .custom, target: .minutes(60), conditions: conditions(start: .begin, stop: .finish))

    private static func conditions(start: Trigger?, stop: Trigger?) -> ClockConditions {
        ClockConditions(
            start: start, stop: stop, restart: .again, cancel: .drop, pause: .hold, resume: .proceed)
    }

    private static let idle = ["09:00 created"]
    private static let running = ["09:00 created", "09:10 begin id b"]
    private static let paused = ["09:00 created", "09:10 begin id b", "09:20 hold"]
    private static let removed = ["09:00 created", "09:10 begin id b", "09:20 merged"]
    private static let gone = "o [b] cancelled 09:10-09:20, deadline 10:10, merged"

    static let cells: [Cell] = [
        Cell(phase: "idle", signal: "cancel", lines: idle + ["09:30 drop"], clocks: []),
        Cell(phase: "idle", signal: "stop", lines: idle + ["09:30 finish"], clocks: []),
        Cell(phase: "idle", signal: "restart", lines: idle + ["09:30 again"], clocks: []),
        Cell(
            phase: "idle", signal: "pause: a clock that starts later sees it",
            lines: idle + ["09:30 hold", "09:40 begin id b"], clocks: ["o [b] paused 09:40-"]),
        Cell(
            phase: "idle", signal: "resume", lines: idle + ["09:30 hold", "09:35 proceed", "09:40 begin id b"],
            clocks: ["o [b] running 09:40-, deadline 10:40"]),
        Cell(
            phase: "idle", signal: "start", lines: idle + ["09:30 begin id b"],
            clocks: ["o [b] running 09:30-, deadline 10:30"]),
        Cell(
            phase: "idle after a stop", signal: "start",
            lines: running + ["09:30 finish", "09:40 begin id c"],
            clocks: ["o [b] met 09:10-09:30, deadline 10:10", "o [c] running 09:40-, deadline 10:40"]),
        Cell(
            phase: "idle after a cancel", signal: "start",
            lines: running + ["09:30 drop", "09:40 begin id c"],
            clocks: [
                "o [b] cancelled 09:10-09:30, deadline 10:10, its cancel condition holds",
                "o [c] running 09:40-, deadline 10:40",
            ]),

        Cell(
            phase: "running", signal: "cancel", lines: running + ["09:30 drop"],
            clocks: ["o [b] cancelled 09:10-09:30, deadline 10:10, its cancel condition holds"]),
        Cell(
            phase: "running", signal: "stop", lines: running + ["09:30 finish"],
            clocks: ["o [b] met 09:10-09:30, deadline 10:10"]),
        Cell(
            phase: "running", signal: "restart", lines: running + ["09:30 again id a"],
            clocks: [
                "o [b] cancelled 09:10-09:30, deadline 10:10, restarted", "o [a] running 09:30-, deadline 10:30",
            ]),
        Cell(
            phase: "running", signal: "pause", lines: running + ["09:30 hold"], clocks: ["o [b] paused 09:10-"]),
        Cell(
            phase: "running", signal: "resume", lines: running + ["09:30 proceed"],
            clocks: ["o [b] running 09:10-, deadline 10:10"]),
        Cell(
            phase: "running", signal: "start is ignored", lines: running + ["09:30 begin"],
            clocks: ["o [b] running 09:10-, deadline 10:10"]),
        Cell(
            phase: "running", signal: "a resolution ends no custom clock",
            lines: running + ["09:30 resolved", "09:40 reopened"], clocks: ["o [b] running 09:10-, deadline 10:10"]),
        Cell(phase: "running", signal: "merged", lines: removed, clocks: [gone]),

        Cell(
            phase: "paused", signal: "cancel", lines: paused + ["09:30 drop"],
            clocks: ["o [b] cancelled 09:10-09:30, its cancel condition holds"]),
        Cell(
            phase: "paused", signal: "stop", lines: paused + ["09:30 finish"], clocks: ["o [b] met 09:10-09:30"]),
        Cell(
            phase: "paused", signal: "restart", lines: paused + ["09:30 again id a"],
            clocks: ["o [b] cancelled 09:10-09:30, restarted", "o [a] paused 09:30-"]),
        Cell(phase: "paused", signal: "pause", lines: paused + ["09:30 hold"], clocks: ["o [b] paused 09:10-"]),
        Cell(
            phase: "paused", signal: "resume", lines: paused + ["09:30 proceed"],
            clocks: ["o [b] running 09:10-, deadline 10:20"]),
        Cell(
            phase: "paused", signal: "start is ignored", lines: paused + ["09:30 begin"],
            clocks: ["o [b] paused 09:10-"]
        ),
        Cell(
            phase: "paused", signal: "cancelled", lines: paused + ["09:30 cancelled"],
            clocks: ["o [b] cancelled 09:10-09:30, cancelled"]),

        Cell(phase: "removed", signal: "cancel", lines: removed + ["09:30 drop"], clocks: [gone]),
        Cell(phase: "removed", signal: "stop", lines: removed + ["09:30 finish"], clocks: [gone]),
        Cell(phase: "removed", signal: "restart", lines: removed + ["09:30 again"], clocks: [gone]),
        Cell(phase: "removed", signal: "start", lines: removed + ["09:30 begin"], clocks: [gone]),
        Cell(
            phase: "removed", signal: "pause: a clock after the reopening sees it",
            lines: removed + ["09:30 hold", "09:40 reopened", "09:50 begin id c"],
            clocks: [gone, "o [c] paused 09:50-"]),
        Cell(
            phase: "removed", signal: "resume", lines: removed + ["09:30 hold", "09:35 proceed", "09:40 reopened"],
            clocks: [gone]),
        Cell(
            phase: "removed", signal: "a reopening lets starts through again",
            lines: removed + ["09:40 reopened", "09:50 begin id c"],
            clocks: [gone, "o [c] running 09:50-, deadline 10:50"]),
    ]

    @Test("each phase and signal of a custom clock", arguments: cells)
    func cell(_ cell: Cell) {
        #expect(TimeLine(Rules(StateTableTests.custom), cell.lines, until: "10:00").clocks == cell.clocks)
    }

    private static let resolved = ["09:00 created", "09:10 resolved"]
    private static let met = "o met 09:00-09:10, deadline 10:00"

    /// A clock that a resolution stopped; reopened under `resume` where nothing is said.
    static let resolvedCells: [(ReopenPolicy, Cell)] = [
        (.resume, Cell(phase: "resolved", signal: "cancel", lines: resolved + ["09:30 drop"], clocks: [met])),
        (
            .resume,
            Cell(
                phase: "resolved", signal: "cancel, then a reopening: it is not taken up again",
                lines: resolved + ["09:30 drop", "09:40 reopened"], clocks: [met])
        ),
        (.resume, Cell(phase: "resolved", signal: "stop", lines: resolved + ["09:30 closed"], clocks: [met])),
        (.resume, Cell(phase: "resolved", signal: "restart", lines: resolved + ["09:30 again"], clocks: [met])),
        (
            .resume,
            Cell(
                phase: "resolved", signal: "pause, then a reopening",
                lines: resolved + ["09:30 hold", "09:40 reopened"],
                clocks: ["o paused 09:00-"])
        ),
        (
            .resume,
            Cell(
                phase: "resolved", signal: "resume",
                lines: resolved + ["09:30 hold", "09:35 proceed", "09:40 reopened"],
                clocks: ["o running 09:00-, deadline 10:30"])
        ),
        (
            .resume,
            Cell(
                phase: "resolved", signal: "reopened under resume", lines: resolved + ["09:40 reopened"],
                clocks: ["o running 09:00-, deadline 10:30"])
        ),
        (
            .newCycle,
            Cell(
                phase: "resolved", signal: "reopened under new_cycle", lines: resolved + ["09:40 reopened id r"],
                clocks: [met, "o [r] running 09:40-, deadline 10:40"])
        ),
        (
            .ignore,
            Cell(
                phase: "resolved", signal: "reopened under ignore", lines: resolved + ["09:40 reopened id r"],
                clocks: [met])
        ),
        (
            .resume,
            Cell(
                phase: "resolved", signal: "merged, then reopened under resume: a new cycle",
                lines: resolved + ["09:20 merged", "09:40 reopened id r"],
                clocks: [met, "o [r] running 09:40-, deadline 10:40"])
        ),
        (
            .ignore,
            Cell(
                phase: "removed", signal: "reopened under ignore",
                lines: ["09:00 created", "09:10 cancelled", "09:40 reopened id r"],
                clocks: ["o cancelled 09:00-09:10, deadline 10:00, cancelled"])
        ),
    ]

    @Test("each signal of a resolved clock", arguments: resolvedCells)
    func resolvedCell(policy: ReopenPolicy, cell: Cell) {
        let objective = Objective(
            name: "o", metric: .resolution, target: .minutes(60),
            conditions: StateTableTests.conditions(start: nil, stop: nil), onReopen: policy)
        #expect(TimeLine(Rules(objective), cell.lines, until: "09:50").clocks == cell.clocks)
    }

    struct Order: Sendable, CustomTestStringConvertible {
        let rule: String
        let conditions: ClockConditions
        let clocks: [String]
        var testDescription: String { rule }
    }

    /// One event sets two inputs off.
    static let orders: [Order] = [
        Order(
            rule: "cancel before stop", conditions: ClockConditions(start: .begin, stop: .both, cancel: .both),
            clocks: ["o [b] cancelled 09:10-09:30, deadline 10:10, its cancel condition holds"]),
        Order(
            rule: "stop before restart", conditions: ClockConditions(start: .begin, stop: .both, restart: .both),
            clocks: ["o [b] met 09:10-09:30, deadline 10:10"]),
        Order(
            rule: "restart before pause",
            conditions: ClockConditions(start: .begin, stop: .finish, restart: .both, pause: .both),
            clocks: ["o [b] cancelled 09:10-09:30, deadline 10:10, restarted", "o [x] paused 09:30-"]),
        Order(
            rule: "pause before resume",
            conditions: ClockConditions(start: .begin, stop: .finish, pause: .both, resume: .both),
            clocks: ["o [b] running 09:10-, deadline 10:10"]),
        Order(
            rule: "stop before start", conditions: ClockConditions(start: .beginOrBoth, stop: .both),
            clocks: ["o [b] met 09:10-09:30, deadline 10:10", "o [x] running 09:30-, deadline 10:30"]),
        Order(
            rule: "pause before start", conditions: ClockConditions(start: .beginOrBoth, stop: .both, pause: .both),
            clocks: ["o [b] met 09:10-09:30, deadline 10:10", "o [x] paused 09:30-"]),
    ]

    @Test("within an instant inputs act in the order cancel, stop, restart, pause, resume, start", arguments: orders)
    func order(_ order: Order) {
        let objective = Objective(
            name: "o", metric: .custom, target: .minutes(60), conditions: order.conditions)
        let lines = ["09:00 created", "09:10 begin id b", "09:30 both id x"]
        #expect(TimeLine(Rules(objective), lines, until: "10:00").clocks == order.clocks)
    }

    struct State: Sendable, CustomTestStringConvertible {
        let rule: String
        var metric = Metric.custom
        var kind = AgreementKind.sla
        var conditions: ClockConditions
        let lines: [String]
        let clocks: [String]
        var testDescription: String { rule }
    }

    static let states: [State] = [
        State(
            rule: "a state starts when it becomes true, or is true at the opening",
            conditions: ClockConditions(start: Trigger([.attribute("priority", isOneOf: ["P1"])]), stop: .finish),
            lines: [
                "09:00 created priority=P1", "09:10 finish", "09:20 priority=P1", "09:30 priority=P2",
                "09:40 priority=P1 id p",
            ],
            clocks: ["o met 09:00-09:10, deadline 10:00", "o [p] running 09:40-, deadline 10:40"]),
        State(
            rule: "a clock that starts where its stop holds already stops at once",
            conditions: ClockConditions(start: .begin, stop: Trigger([.present("assignee")])),
            lines: ["09:00 created assignee=ann", "09:10 begin id b"],
            clocks: ["o [b] met 09:10-09:10, deadline 10:10"]),
        State(
            rule: "a pause of a state lasts while it is true",
            conditions: ClockConditions(start: .begin, stop: .finish, pause: Trigger([.absent("assignee")])),
            lines: [
                "09:00 created", "09:10 begin id b", "09:30 assigned assignee=ann", "09:40 assignee=",
                "09:45 assignee=bob",
            ],
            clocks: ["o [b] running 09:10-, deadline 10:35"]),
        State(
            rule: "a clock that an event starts is not assumed, whatever is known of the opening",
            conditions: ClockConditions(start: .begin, stop: .finish),
            lines: ["09:10 begin id b", "09:20 finish"], clocks: ["o [b] met 09:10-09:20, deadline 10:10"]),
        State(
            rule: "a state that holds at an assumed opening may have held for longer",
            conditions: ClockConditions(start: Trigger([.attribute("priority", isOneOf: ["P1"])]), stop: .finish),
            lines: ["09:10 priority=P1", "09:20 finish"],
            clocks: ["o cancelled 09:10-09:20, deadline 10:10, opening not seen"]),
        State(
            rule: "a ticket born with the supplier, and with somebody who has it, is one cycle", metric: .resolution,
            kind: .uc, conditions: ClockConditions(), lines: ["09:00 created status on_hold assignee=ann"],
            clocks: ["o running 09:00-, deadline 10:00"]),
        State(
            rule: "a supplier's clock never pauses while the ticket waits for him", metric: .firstResponse, kind: .uc,
            conditions: ClockConditions(),
            lines: ["09:00 created", "09:10 status on_hold id s", "09:40 status pending"],
            clocks: ["o [s] met 09:10-09:40, deadline 10:10"]),
        State(
            rule: "an agent's reply on a resolved ticket answers from the reopening, not before", metric: .nextResponse,
            conditions: ClockConditions(),
            lines: [
                "09:00 created", "09:10 resolved", "09:15 replied by customer", "09:20 replied by agent",
                "09:30 reopened id r",
            ],
            clocks: []),
        State(
            rule: "an update that is owed is owed after a reopening", metric: .periodicUpdate,
            conditions: ClockConditions(), lines: ["09:00 created", "09:10 resolved", "09:40 reopened id r"],
            clocks: ["o running 09:00-, deadline 10:30"]),
        State(
            rule: "after a merge a reopening begins the next update", metric: .periodicUpdate,
            conditions: ClockConditions(), lines: ["09:00 created", "09:10 merged", "09:40 reopened id r"],
            clocks: ["o cancelled 09:00-09:10, deadline 10:00, merged", "o [r] running 09:40-, deadline 10:40"]),
    ]

    @Test("each rule of states and starts", arguments: states)
    func state(_ state: State) {
        let objective = Objective(
            name: "o", metric: state.metric, target: .minutes(60), conditions: state.conditions)
        let rules = Rules(agreements: [Agreement(name: "gold", kind: state.kind, objectives: [objective])])
        #expect(TimeLine(rules, state.lines, until: "09:50").clocks == state.clocks)
    }

    @Test("repeat: no starts once")
    func once() {
        let objective = Objective(
            name: "o", metric: .custom, target: .minutes(60),
            conditions: ClockConditions(start: .begin, stop: .finish), repeats: false)
        let lines = ["09:00 created", "09:10 begin id b", "09:20 finish", "09:30 begin"]
        #expect(TimeLine(Rules(objective), lines, until: "09:50").clocks == ["o [b] met 09:10-09:20, deadline 10:10"])
    }
}

extension Trigger {
    fileprivate static let begin = Trigger([.event([.custom("begin")])])
    fileprivate static let finish = Trigger([.event([.custom("finish")])])
    fileprivate static let again = Trigger([.event([.custom("again")])])
    fileprivate static let drop = Trigger([.event([.custom("drop")])])
    fileprivate static let hold = Trigger([.event([.custom("hold")])])
    fileprivate static let proceed = Trigger([.event([.custom("proceed")])])
    fileprivate static let both = Trigger([.event([.custom("both")])])
    fileprivate static let beginOrBoth = Trigger([.event([.custom("begin"), .custom("both")])])
}
