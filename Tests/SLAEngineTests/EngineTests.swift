import BusinessTime
import SLAEngine
import SLATesting
import Testing

@Suite("the engine")
struct EngineTests {
    private static func event(_ line: String, ticket: String = "T-1") -> TicketEvent {
        Script.events([line], ticket: ticket)[0].event
    }

    private static func engine(_ rules: Rules = Rules(.resolution(120))) -> Engine {
        var engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
        engine.hold(OpenTicket(name: "T-1", place: TicketPlace(ticket: 1)))
        return engine
    }

    @Test("an event of a ticket that is not held needs its history, and changes nothing")
    func needsHistory() {
        var engine = EngineTests.engine()
        #expect(engine.receive(EngineTests.event("09:00 created", ticket: "T-2"), number: 1) == .needsHistory)
        #expect(engine.nextWakeup == nil)
        #expect(engine.census.counts == [1, 0, 0, 0])
    }

    @Test("an event is taken, and tells where its ticket stood before")
    func taken() {
        var engine = EngineTests.engine()
        let first = engine.receive(EngineTests.event("09:00 created"), number: 7)
        #expect(first == .taken(place: TicketPlace(ticket: 1)))
        let second = engine.receive(EngineTests.event("09:01 noted id n"), number: 9)
        #expect(second == .taken(place: TicketPlace(ticket: 1, lastEvent: 7)))
    }

    @Test("the same id and content is a duplicate, harmless")
    func duplicate() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        _ = engine.advance(to: .minute(540))
        #expect(engine.receive(EngineTests.event("09:00 created"), number: 2) == .duplicate)
        #expect(engine.nextWakeup == Timestamp(play: "11:00"))
        #expect(engine.ticket(named: "T-1")?.history.events.count == 1)
    }

    @Test("the same id and other content is a conflict that shows the event that was there")
    func conflict() {
        var engine = EngineTests.engine()
        let first = EngineTests.event("09:00 created")
        _ = engine.receive(first, number: 1)
        #expect(engine.receive(EngineTests.event("09:01 created"), number: 2) == .conflict(with: first))
        #expect(engine.ticket(named: "T-1")?.history.events.count == 1)
    }

    @Test(
        "among many events of one ticket too: known are those that were taken, whatever their order", arguments: [3, 7])
    func many(step: Int) {
        var engine = EngineTests.engine()
        let events = (0..<200).map { EngineTests.event("09:00 noted id n\($0 * step % 200)") }
        for (index, event) in events.enumerated() {
            #expect(engine.receive(event, number: Int64(index + 1)) != .duplicate)
            #expect(engine.receive(event, number: 1_000) == .duplicate)
            #expect(
                engine.receive(EngineTests.event("09:01 noted id \(event.id)"), number: 1_000) == .conflict(with: event)
            )
        }
        let history = engine.ticket(named: "T-1")?.history
        #expect(history?.events.count == 200)
        #expect(history == History(history?.events ?? []))
    }

    @Test("the same id of another source is another event")
    func otherSource() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        let reception = engine.receive(EngineTests.event("09:00 noted source mail"), number: 2)
        #expect(reception == .taken(place: TicketPlace(ticket: 1, lastEvent: 1)))
    }

    @Test("the next wake-up is exactly the next instant at which something becomes true")
    func nextWakeup() {
        var engine = EngineTests.engine(Rules(.resolution(120, warnings: ["50%"], ladder: ["60m after"])))
        #expect(engine.nextWakeup == nil)
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        #expect(engine.nextWakeup == .distantPast)
        var wakeups: [String] = []
        _ = engine.advance(to: Timestamp(play: "09:00"))
        while let wakeup = engine.nextWakeup {
            wakeups.append(wakeup.playText)
            let early = engine.advance(to: wakeup - ElapsedTime(milliseconds: 1))
            #expect(early.news.isEmpty)
            let turn = engine.advance(to: wakeup)
            #expect(turn.news.count == 1)
        }
        #expect(wakeups == ["10:00", "11:00", "12:00"])
    }

    @Test("a ticket that is due and took an event is looked at once")
    func lookedAtOnce() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        _ = engine.advance(to: Timestamp(play: "09:00"))
        _ = engine.receive(EngineTests.event("10:00 replied by agent id a"), number: 2)
        _ = engine.receive(EngineTests.event("10:00 resolved id r"), number: 3)
        let turn = engine.advance(to: Timestamp(play: "10:00"))
        #expect(turn.finished == [1])
        #expect(turn.isComplete)
    }

    @Test("the next deadline is that of a running clock, and gone once it has passed")
    func nextDeadline() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        _ = engine.advance(to: Timestamp(play: "09:00"))
        #expect(engine.nextDeadline == Timestamp(play: "11:00"))
        #expect(engine.census.counts == [1, 1, 0, 0])
        _ = engine.receive(EngineTests.event("10:00 status pending id p"), number: 2)
        _ = engine.advance(to: Timestamp(play: "10:00"))
        #expect(engine.nextDeadline == nil)
        #expect(engine.nextWakeup == nil)
        #expect(engine.census.counts == [1, 0, 1, 0])
        _ = engine.receive(EngineTests.event("10:30 status open id o"), number: 3)
        _ = engine.advance(to: Timestamp(play: "10:30"))
        #expect(engine.nextDeadline == Timestamp(play: "11:30"))
        _ = engine.advance(to: Timestamp(play: "11:30"))
        #expect(engine.nextDeadline == nil)
        #expect(engine.census.counts == [1, 1, 0, 1])
    }

    @Test("a finished ticket is offered for release, and its next event needs its history")
    func release() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        _ = engine.receive(EngineTests.event("09:30 resolved id r"), number: 2)
        let turn = engine.advance(to: Timestamp(play: "09:30"))
        #expect(turn.finished == [1])
        engine.release(1)
        #expect(engine.census.counts == [0, 0, 0, 0])
        #expect(engine.ticket(named: "T-1") == nil)
        #expect(engine.receive(EngineTests.event("10:00 reopened id o"), number: 3) == .needsHistory)
    }

    @Test("a resolved ticket with an event ahead is not finished")
    func notFinished() {
        var engine = EngineTests.engine()
        _ = engine.receive(EngineTests.event("09:00 created"), number: 1)
        _ = engine.receive(EngineTests.event("09:30 resolved id r"), number: 2)
        _ = engine.receive(EngineTests.event("09:40 reopened id o"), number: 3)
        let turn = engine.advance(to: Timestamp(play: "09:35"))
        #expect(turn.finished.isEmpty)
        #expect(engine.nextWakeup == Timestamp(play: "09:40"))
    }

    @Test("after the clock was set back and forth nothing is told twice")
    func clockSteps() {
        var bench = Bench(rules: Rules(.resolution(120, warnings: ["50%"])))
        bench.receive(EngineTests.event("09:00 created"))
        bench.advance(to: Timestamp(play: "11:30"))
        bench.lookAtAll()
        bench.advance(to: Timestamp(play: "09:30"))
        bench.live(until: Timestamp(play: "11:30"))
        let keys = bench.told.map(\.announcement.key.text)
        #expect(Set(keys).count == keys.count)
        #expect(bench.memory(of: "T-1")?.told.breachedClocks.count == 1)
    }

    @Test("rules loaded before the clock was set back take effect at their instant")
    func loadAhead() {
        var bench = Bench(rules: Rules(.resolution(120)))
        bench.receive(EngineTests.event("09:00 created"))
        bench.advance(to: Timestamp(play: "10:30"))
        bench.adopt(Rules(.resolution(60)), at: Timestamp(play: "10:30"))
        bench.lookAtAll()
        bench.advance(to: Timestamp(play: "10:10"))
        #expect(bench.nextWakeup == Timestamp(play: "10:30"))
        bench.live(until: Timestamp(play: "10:40"))
        #expect(bench.told.map(\.toldAt.playText) == ["10:30"])
    }

    @Test("rules loaded after the clock was set back are in force at once")
    func loadAfterStep() {
        var bench = Bench(rules: Rules(.resolution(120)))
        bench.receive(EngineTests.event("09:00 created"))
        bench.advance(to: Timestamp(play: "10:30"))
        bench.adopt(Rules(.resolution(180)), at: Timestamp(play: "10:30"))
        bench.advance(to: Timestamp(play: "10:30"))
        bench.adopt(Rules(.resolution(60)), at: Timestamp(play: "10:10"))
        bench.live(until: Timestamp(play: "10:20"))
        #expect(bench.told.map(\.toldAt.playText) == ["10:10"])
        #expect(bench.state(of: "T-1", asOf: Timestamp(play: "12:00"))?.clocks.map(\.revision) == [3])
    }

    /// `count` tickets that all breach at one instant.
    private static func storm(_ count: Int, limit: Int) -> Bench {
        var bench = Bench(rules: Rules(.resolution(120), .firstResponse(120)), limit: limit)
        for number in 1...count { bench.receive(event("09:00 created", ticket: "T-\(number)")) }
        bench.advance(to: Timestamp(play: "09:00"))
        bench.advance(to: Timestamp(play: "11:00"))
        return bench
    }

    @Test("a storm at one instant tells each breach once, whole or in slices")
    func storm() {
        let whole = EngineTests.storm(300, limit: .max)
        let sliced = EngineTests.storm(300, limit: 7)
        #expect(whole.told.count == 600)
        #expect(Set(whole.told.map(\.announcement)).count == 600)
        #expect(whole.told.allSatisfy { $0.announcement.at == Timestamp(play: "11:00") })
        #expect(whole.told.map(\.announcement) == sliced.told.map(\.announcement))
    }

    @Test("a slice looks at no more tickets than its limit, and says whether anything is left")
    func limit() {
        var engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: Rules(.resolution(0)))])
        for number in 1...5 {
            engine.hold(OpenTicket(name: "T-\(number)", place: TicketPlace(ticket: Int64(number))))
            _ = engine.receive(EngineTests.event("09:00 created", ticket: "T-\(number)"), number: Int64(number))
        }
        let now = Timestamp(play: "09:00")
        let turns = (1...3).map { _ in engine.advance(to: now, limit: 2) }
        #expect(turns.map(\.news.count) == [2, 2, 1])
        #expect(turns.map(\.isComplete) == [false, false, true])
    }

    @Test("a reload is worked off in slices")
    func reloadInSlices() {
        var bench = EngineTests.storm(20, limit: 3)
        let before = bench.told.count
        bench.adopt(Rules(.resolution(240), .firstResponse(120)), at: Timestamp(play: "11:30"))
        #expect(bench.nextWakeup == .distantPast)
        bench.advance(to: Timestamp(play: "11:30"))
        #expect(bench.told.dropFirst(before).map(\.announcement.kind) == Array(repeating: .withdrawn, count: 20))
        #expect(bench.nextWakeup == Timestamp(play: "13:00"))
    }

    @Test("released and held again from the ledger, a ticket tells the same as one that was never let go")
    func releasedAndHeld() {
        for seed in Seeds.cases(160, of: 80) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let schedule = random.schedule(tickets: 2, rules: random.generator.chance(30) ? [random.rules()] : [])
            let kept = EngineTests.told(rules, schedule, releases: false)
            let released = EngineTests.told(rules, schedule, releases: true)
            // A ticket that was let go is not looked at by a reload: what is finished stays.
            #expect(kept == released, "SLAD_SEED=\(seed)\n\(schedule.map(\.description).joined(separator: "\n"))")
        }
    }

    private static func told(_ rules: Rules, _ schedule: [Action], releases: Bool) -> [String: [Announcement]] {
        var bench = Bench(rules: rules, releases: releases)
        for action in schedule { bench.take(action) }
        bench.advance(to: .minute(2_000))
        return Dictionary(grouping: bench.told.map(\.announcement), by: \.key.ticket)
    }
}

extension Census {
    /// Tickets, and their unfinished clocks: running, paused, breached.
    fileprivate var counts: [Int] { [tickets, running, paused, breached] }
}
