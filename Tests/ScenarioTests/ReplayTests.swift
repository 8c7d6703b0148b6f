import BusinessTime
import SLAEngine
import SLATesting
import Scenario
import Testing

@Suite("A replay")
struct ReplayTests {
    private static func rules(_ objectives: Objective...) -> Rules {
        Rules(agreements: [Agreement(name: "gold", objectives: objectives)])
    }

    private static let response = Objective(
        name: "response", metric: .firstResponse, target: TargetTable(.elapsed(.minutes(60))),
        warnings: [Threshold(sample: "50%")], ladder: [Threshold(sample: "30m after")])

    private func replay(_ lines: String..., until: String? = nil) -> (tickets: [ReplayedTicket], replay: Replay) {
        var replay = Replay()
        for scripted in Script.events(lines) { _ = replay.take(scripted.event) }
        let end = until.map { Timestamp(play: $0) } ?? replay.lastAt ?? .playDay
        return (replay.tickets(until: end, ReplayTests.rules(ReplayTests.response)), replay)
    }

    private func told(_ tickets: [ReplayedTicket]) -> [String] {
        tickets.flatMap(\.alerts).sorted(by: ReplayedAlert.inOrder).map { "\($0.at.playText) \($0.key.threshold)" }
    }

    @Test("shows what was told at each instant, up to the end, which is included")
    func alerts() {
        #expect(told(replay("09:00 created", until: "10:00").tickets) == ["09:30 50%", "10:00 breach"])
        #expect(
            told(replay("09:00 created", "11:00 replied by agent").tickets) == [
                "09:30 50%", "10:00 breach", "10:30 30m after", "11:00 finished-late",
            ])
        #expect(told(replay("09:00 created", "09:20 replied by agent", until: "12:00").tickets) == ["09:20 met"])
    }

    @Test("folds all events first: what came late is nothing late, and nothing is withdrawn")
    func lateEvent() {
        #expect(told(replay("09:00 created", "09:10 replied by agent known 11:00").tickets) == ["09:10 met"])
    }

    @Test("shows each answer into a paused ticket, once a waiting")
    func answered() {
        let deaf = Objective.resolution(240).with { $0.messageEndsPause = false }
        var replay = Replay()
        let lines = [
            "09:00 created", "09:30 status pending", "10:00 replied by customer", "10:10 replied by customer",
            "10:30 status pending", "11:00 replied by customer", "11:30 status open", "12:00 resolved",
        ]
        for scripted in Script.events(lines) { _ = replay.take(scripted.event) }
        let rules = ReplayTests.rules(deaf, deaf.with { $0.name = "whole" })
        let tickets = replay.tickets(until: Timestamp(play: "12:00"), rules)
        let answered = tickets.flatMap(\.alerts).filter { $0.kind == .answered }.sorted(by: ReplayedAlert.inOrder)
        #expect(
            answered.map { "\($0.at.playText) \($0.key.text)" } == [
                "10:00 T-1/gold/resolution/opening/answered/1", "11:00 T-1/gold/resolution/opening/answered/2",
            ])
    }

    @Test("events after the end do not act")
    func until() {
        let outcome = replay("09:00 created", "09:40 replied by agent", until: "09:39")
        #expect(outcome.tickets[0].clocks.map(\.state) == [.running])
    }

    @Test("a duplicate is counted, another event with its id is a conflict")
    func identities() throws {
        var replay = Replay()
        let events = Script.events(["09:00 created id a", "09:00 created id a", "09:01 created id a"]).map(\.event)
        _ = replay.take(events[0])
        guard case .duplicate = replay.take(events[1]) else { return #expect(Bool(false), "a duplicate") }
        guard case .conflict(let known) = replay.take(events[2]) else { return #expect(Bool(false), "a conflict") }
        #expect(known == events[0])
        #expect(replay.eventCount == 1)
        #expect(replay.duplicateCount == 1)
    }

    @Test("tickets come in the order in which they were first seen; what has not started is pending and comes last")
    func order() {
        var replay = Replay()
        for ticket in ["T-2", "T-1"] {
            for scripted in Script.events(["09:00 created by agent", "09:30 replied by agent"], ticket: ticket) {
                _ = replay.take(scripted.event)
            }
        }
        let tickets = replay.tickets(until: .playDay + .minutes(600), ReplayTests.rules(ReplayTests.response))
        #expect(tickets.map(\.name) == ["T-2", "T-1"])
        #expect(Set(tickets.flatMap(\.lines).map(\.state)) == ["pending"])
    }
}

@Suite("A replay as received")
struct AsReceivedTests {
    @Test("a late event withdraws what was told, at the instant the clock stood at")
    func late() {
        let rules = Rules(agreements: [
            Agreement(
                name: "gold",
                objectives: [
                    Objective(name: "response", metric: .firstResponse, target: TargetTable(.elapsed(.minutes(60))))
                ])
        ])
        var feed = AsReceived(rules)
        for scripted in Script.events(["09:00 created", "11:00 noted", "09:10 replied by agent"]) {
            _ = feed.take(scripted.event)
        }
        feed.finish(at: feed.lastAt ?? .playDay)
        let told = feed.announcements.map { "\($0.at.playText) \($0.kind.rawValue)" }
        #expect(told == ["10:00 breach", "09:10 met", "11:00 withdrawn"])
    }

    /// The two ways agree on every clock, and on the breaches where nothing comes late.
    @Test("of events in their order it knows and tells what a replay does")
    func agreement() {
        for seed in Seeds.cases(300, of: 90) {
            var random = RandomHistory(seed: seed)
            let objectives = Metric.allCases.filter { $0 != .custom }.map { random.objective($0.rawValue, $0) }
            let rules = Rules(agreements: [Agreement(name: "gold", objectives: objectives)])
            let events = random.events(ticket: "T-1", count: 8).sorted { $0.at < $1.at }
            var replay = Replay()
            var feed = AsReceived(rules)
            for event in events {
                _ = replay.take(event)
                _ = feed.take(event)
            }
            let end = (replay.lastAt ?? .playDay) + .minutes(200)
            feed.finish(at: end)
            let replayed = replay.tickets(until: end, rules)
            let received = (0..<feed.ticketCount).compactMap { feed.ticket($0, until: end) }
            let (left, right) = (replayed.flatMap(\.clocks), received.flatMap(\.clocks))
            #expect(left == right, "SLAD_SEED=\(seed)")
            let breaches = Set(replayed.flatMap(\.alerts).filter { $0.kind == .breach }.map(\.key.clock))
            #expect(Told(feed.announcements).breachedClocks == breaches, "SLAD_SEED=\(seed)")
        }
    }
}

extension Replay {
    fileprivate mutating func take(_ event: TicketEvent) -> Reception {
        take(RecordedEvent(number: Int64(eventCount + 1), event: event))
    }

    /// In the order in which they were first seen.
    fileprivate func tickets(until: Timestamp, _ rules: Rules) -> [ReplayedTicket] {
        (0..<ticketCount).map { ticket($0, until: until, rules) }
    }
}
