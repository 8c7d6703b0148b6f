import BusinessTime
import Compliance
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("Recorded verdicts")
struct VerdictTests {
    private static let rules = Rules(.firstResponse(45), .resolution(90, onReopen: .newCycle))

    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    @Test("every column comes back as it was, at once and after a crash", arguments: Seeds.cases(20, of: 33))
    func everything(seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        let ledger = try state.open()
        var written: [RecordedVerdict] = []
        var place = TicketPlace(ticket: 0)
        try ledger.transaction { writer in
            place = try writer.ticket(named: "T-1").place
            for number in 1...5 {
                let row = RecordedVerdict(
                    number: Int64(number), ticket: place.ticket, previous: place.lastVerdict,
                    supersedes: number == 3 ? 2 : nil, verdict: random.verdict(cycle: "e\(number)"))
                try writer.append([row], at: .playDay)
                place.lastVerdict = row.number
                written.append(row)
            }
        }
        let standing = written.filter { $0.number != 2 && $0.verdict.outcome != .withdrawn }
        #expect(try rows(ledger).map(spelled) == standing.map(spelled))
        try state.crash()
        let reopened = try state.open()
        #expect(try rows(reopened).map(spelled) == standing.map(spelled))
        let record = try reopened.ticket(at: place).recorded.standing.values.map(spelled).sorted()
        let all = VerdictRecord(written).standing.values.map(spelled).sorted()
        #expect(record == all)
    }

    private func rows(_ ledger: Ledger) throws -> [RecordedVerdict] {
        var rows: [RecordedVerdict] = []
        try ledger.standingVerdicts { rows.append($0) }
        return rows
    }

    @Test("a ticket that was finished has its attributes, and one that never was has none")
    func attributes() throws {
        var desk = Desk(try state.open(), VerdictTests.rules)
        let lines = ["09:00 created customer=Acme category=no_shipment", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        let other = Script.events(["09:00 created"], ticket: "T-2").map(\.event)
        try desk.turn(other, Timestamp(play: "09:40"), deciding: true)
        let attributes = try desk.ledger.attributes(ofFinishedTicket: 1)
        #expect(attributes?["customer"] == "Acme")
        #expect(attributes?["category"] == "no shipment")
        #expect(try desk.ledger.attributes(ofFinishedTicket: 2) == nil)
        #expect(try rows(desk.ledger).map(\.verdict.customer) == ["Acme", "Acme"])
    }

    @Test("a ticket that was finished without attributes has none of them, and is known to be finished")
    func noAttributes() throws {
        var desk = Desk(try state.open(), VerdictTests.rules)
        let lines = ["09:00 created", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        #expect(try desk.ledger.attributes(ofFinishedTicket: 1) == [:])
    }

    @Test("a ledger of the version before gets what was finished by then from its first start")
    func migration() throws {
        var desk = Desk(try state.open(), VerdictTests.rules)
        let lines = ["09:00 created", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        try desk.saveCheckpoint()
        let before = try rows(desk.ledger)
        #expect(before.count == 2)
        try state.crash()
        try SQLite(file: state.database).runAll([
            "DROP TABLE bulletin", "DROP TABLE told_window", "DROP TABLE exclusion", "DROP TABLE exclusion_withdrawal",
            "DROP TABLE feed_silence", "DROP TABLE verdict", "ALTER TABLE ticket DROP COLUMN last_verdict",
            "ALTER TABLE ticket DROP COLUMN attributes", "ALTER TABLE checkpoint DROP COLUMN verdict",
            "ALTER TABLE checkpoint_ticket DROP COLUMN last_verdict", "PRAGMA user_version = 2",
        ])
        let ledger = try state.open()
        #expect(try !ledger.openPlaces(Desk.mark).isFromCheckpoint)
        var renewed = try desk.reopened(ledger, Desk.mark)
        try renewed.turn([], Timestamp(play: "10:00"), deciding: true)
        #expect(try rows(ledger).map(\.verdict) == before.map(\.verdict))
        #expect(try ledger.openPlaces(Desk.mark).places == [])
        #expect(try SQLite(file: state.database).run("PRAGMA user_version") == ["5"])
    }

    private static let table = Rules(
        .firstResponse(45), Objective.resolution(0).with { $0.target = .byPriority(["P1": 120]) })

    @Test("what nothing measured is recorded when its ticket is finished, and adds the same as before")
    func unmeasured() throws {
        var desk = Desk(try state.open(), VerdictTests.table)
        let lines = ["09:00 created priority=P9", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        let expected = CycleStanding(
            clock: ClockKey(agreement: "gold", objective: "resolution", cycle: "opening"),
            state: .unmeasured(Timestamp(play: "09:00"), .noClock), startedAt: Timestamp(play: "09:00"),
            stoppedAt: Timestamp(play: "09:20"))
        var found: [CycleStanding] = []
        _ = try desk.ledger.finishedTickets { found += $0.cycles.filter { $0.clock.objective == "resolution" } }
        #expect(found == [expected])
        let ticket = try #require(try desk.ledger.finishedTicket(named: "T-1"))
        #expect(ticket.recorded.verdict(on: expected.clock).flatMap { CycleStanding($0, [:]) } == expected)
    }

    @Test("a custom cycle that goes on although its ticket is over comes back without an end")
    func goingOn() throws {
        let custom = Objective(
            name: "o", metric: .custom, target: .byPriority(["P1": 120]),
            conditions: ClockConditions(
                start: Trigger([.event([.custom("payment-received")])]),
                stop: Trigger([.event([.custom("factory-order")])])))
        var desk = Desk(try state.open(), Rules(custom))
        let lines = ["09:00 created priority=P9", "09:10 payment-received", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        #expect(desk.engine.census.tickets == 0)
        var found: [CycleStanding] = []
        _ = try desk.ledger.finishedTickets { found += $0.cycles }
        #expect(found.map(\.at) == [Timestamp(play: "09:10")])
        #expect(found.map(\.stoppedAt) == [nil])
    }

    @Test("a ledger that did not record what nothing measured gets it from its first start")
    func unmeasuredMigration() throws {
        var desk = Desk(try state.open(), VerdictTests.table)
        let lines = ["09:00 created priority=P9", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        try desk.saveCheckpoint()
        let before = try rows(desk.ledger)
        #expect(before.map(\.verdict.outcome) == [.met, .unmeasured])
        try state.crash()
        try SQLite(file: state.database).runAll([
            "DELETE FROM verdict WHERE outcome = 5", "UPDATE ticket SET last_verdict = 1", "PRAGMA user_version = 4",
        ])
        let ledger = try state.open()
        #expect(try !ledger.openPlaces(Desk.mark).isFromCheckpoint)
        var renewed = try desk.reopened(ledger, Desk.mark)
        try renewed.turn([], Timestamp(play: "10:00"), deciding: true)
        #expect(try rows(ledger).map(spelled) == before.map(spelled))
        #expect(try ledger.openPlaces(Desk.mark).places == [])
    }

    @Test("a verdict that the chain names and nobody has is an error that says so")
    func brokenChain() throws {
        let ledger = try state.open()
        try ledger.append(event())
        let error = #expect(throws: LedgerError.self) {
            try ledger.ticket(at: TicketPlace(ticket: 1, lastEvent: 1, lastVerdict: 7))
        }
        #expect(error?.description.contains("verdict 7 is missing") == true)
    }
}

extension SQLite {
    fileprivate func runAll(_ statements: [String]) throws {
        for statement in statements { try run(statement) }
    }
}

extension RandomRecords {
    mutating func verdict(cycle: String) -> Verdict {
        Verdict(
            clock: ClockKey(agreement: text(), objective: text(), cycle: cycle),
            outcome: generator.pick(Verdict.Outcome.allCases), kind: generator.pick(AgreementKind.allCases),
            metric: generator.pick(Metric.allCases), customer: optionalText(), team: optionalText(),
            startedAt: moment(), stoppedAt: moment(), deadline: generator.chance(50) ? moment() : nil, at: moment(),
            target: amount(), targetText: text(), run: amount(),
            counted: ElapsedTime(milliseconds: amount().milliseconds), paused: amount(),
            overrun: generator.chance(50) ? amount() : nil, revision: Int.random(in: 1...5, using: &generator),
            effectiveFrom: generator.chance(30) ? moment() : nil, reason: optionalText())
    }
}
