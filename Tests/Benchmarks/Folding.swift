import BusinessTime
import Foundation
import Glibc
import SLAEngine

/// How fast and how small the engine is: events in memory to clocks and announcements, without files or a ledger.
struct Folding {
    private let rules: Rules

    init() throws {
        let definition = try Workload.definition(hours: [(8, 12), (13, 17)], years: 4)
        // As in the daemon, from before the first event of the oldest log to years ahead.
        let span = (from: Workload.newYear(2_009), to: Workload.newYear(2_036))
        rules = Folding.rules(BusinessCalendar(definition, indexedFrom: span.from, to: span.to))
    }

    /// Four objectives on every ticket, one of them paused while the customer is waited for.
    private static func rules(_ calendar: BusinessCalendar) -> Rules {
        let waiting = ClockConditions(pause: Trigger([.category([.waitingCustomer])]))
        let half = Threshold(point: .percent(50), text: "50%")
        let objectives = [
            Objective(name: "first-response", metric: .firstResponse, target: hours(4), calendar: calendar),
            Objective(name: "next-response", metric: .nextResponse, target: hours(8), calendar: calendar),
            Objective(
                name: "resolution", metric: .resolution,
                target: TargetTable(
                    attribute: "priority", rows: ["P1": open(8)], otherwise: .amount(open(40))),
                calendar: calendar, warnings: [half], conditions: waiting),
            Objective(
                name: "total", metric: .totalResolution, target: TargetTable(.elapsed(.days(20))), warnings: [half]),
        ]
        return Rules(agreements: [Agreement(name: "support", objectives: objectives)])
    }

    private static func hours(_ count: Int64) -> TargetTable { TargetTable(open(count)) }

    private static func open(_ hours: Int64) -> Amount { .open(OpenTime(milliseconds: hours * 3_600_000)) }

    func figures() throws -> [Figure] {
        let few = TicketLog(count: 2_000)
        let many = TicketLog(count: 20_000)
        let samples = Samples.interleaved(
            5, [{ fold(few) }, { fold(many) }, { tell(few) }, { tell(many) }])
        let growth = samples[1].median / Double(many.events.count) / (samples[0].median / Double(few.events.count))
        var figures = [
            Figure.rate("folding, 20,000 generated tickets, four objectives", samples[1], count: many.events.count)
                .atLeast(0.5),
            Figure(
                name: "folding, time an event with 10 times the tickets", unit: "times", median: growth, low: growth,
                high: growth
            ).atMost(1.2),
            Figure.rate("folding and telling, 20,000 generated tickets", samples[3], count: many.events.count),
        ]
        figures += try realLog()
        figures.append(deadlinesAtOnce())
        figures += openTickets()
        return figures
    }

    /// Every ticket's clocks as of the last event, folded once.
    private func fold(_ tickets: TicketLog) {
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        var count = 0
        for history in tickets.histories {
            count += TicketFold(history, revisions: [revision], now: tickets.lastAt).state().clocks.count
        }
        precondition(count > 0, "no clock was found")
    }

    /// What the daemon does with a file: every event is received in turn, then the tickets are looked at.
    private func tell(_ tickets: TicketLog) {
        var engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
        let count = Folding.receive(tickets.events, &engine)
        let turn = engine.advance(to: tickets.lastAt)
        precondition(!turn.news.isEmpty && count == tickets.events.count, "nothing was told")
    }

    private static func receive(_ events: [TicketEvent], _ engine: inout Engine) -> Int {
        var number: Int64 = 0
        var tickets: Int64 = 0
        for event in events {
            number += 1
            guard engine.receive(event, number: number) == .needsHistory else { continue }
            tickets += 1
            engine.hold(OpenTicket(name: event.ticket, place: TicketPlace(ticket: tickets)))
            _ = engine.receive(event, number: number)
        }
        return Int(number)
    }

    private func realLog() throws -> [Figure] {
        guard let log = try TicketLog(realLogNamed: "helpdesk-italian-firm") else {
            FileHandle.standardError.write(Data("bench: no real log is folded: SLAD_DATA names no directory\n".utf8))
            return []
        }
        let samples = Samples.interleaved(5, [{ fold(log) }, { tell(log) }])
        return [
            Figure.rate("folding, a real log of a help desk", samples[0], count: log.events.count).atLeast(0.5),
            Figure.rate("folding and telling, the same", samples[1], count: log.events.count),
        ]
    }

    /// Ten thousand promises that are broken at one instant, decided in one turn.
    private func deadlinesAtOnce() -> Figure {
        let opened = Workload.newYear(2_026)
        let rounds = 7
        // Each round has an engine of its own, for a copy would pay in the turn for all that it shares.
        var engines = (0...rounds).map { _ in armed(at: opened) }
        let due = engines[0].nextWakeup ?? opened
        var round = 0
        let samples = Samples.interleaved(
            rounds,
            [
                {
                    let turn = engines[round].advance(to: due)
                    precondition(turn.news.count == 10_000, "not every promise was broken")
                    round += 1
                }
            ])[0]
        return Figure(
            name: "10,000 promises broken at one instant, one turn", unit: "ms", median: samples.median * 1_000,
            low: samples.quartiles.low * 1_000, high: samples.quartiles.high * 1_000
        ).below(100)
    }

    private func armed(at opened: Timestamp) -> Engine {
        var engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
        _ = Folding.receive((0..<10_000).map { TicketLog.opening(of: $0, at: opened) }, &engine)
        _ = engine.advance(to: opened)
        return engine
    }

    /// A million open tickets, each with three running clocks, and what a look at one of them costs then.
    private func openTickets() -> [Figure] {
        let opened = Workload.newYear(2_026)
        let before = Folding.residentBytes()
        var engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
        let count = 1_000_000
        for start in stride(from: 0, to: count, by: 1_000) {
            hold(start..<(start + 1_000), openedAt: opened, &engine)
        }
        let bytes = Double(Folding.residentBytes() - before) / Double(count)
        let samples = Samples.interleaved(5, [{ wake(&engine, 1_000) }])[0]
        return [
            Figure(
                name: "memory of an open ticket, of a million with three running clocks each", unit: "bytes",
                median: bytes, low: bytes, high: bytes
            ).below(1_024),
            Figure(
                name: "a deadline that fires, with a million tickets armed", unit: "us", median: samples.median * 1e3,
                low: samples.quartiles.low * 1e3, high: samples.quartiles.high * 1e3),
        ]
    }

    private func hold(_ numbers: Range<Int>, openedAt: Timestamp, _ engine: inout Engine) {
        for number in numbers {
            // Sixty milliseconds apart, so that no two promises end at one instant.
            let event = TicketLog.opening(
                of: number, at: openedAt + ElapsedTime(milliseconds: Int64(number) * 60))
            let ticket = OpenTicket(name: event.ticket, place: TicketPlace(ticket: Int64(number + 1)))
            engine.hold(ticket)
            _ = engine.receive(event, number: Int64(number + 1))
        }
        _ = engine.advance(to: openedAt)
    }

    private func wake(_ engine: inout Engine, _ count: Int) {
        for _ in 0..<count {
            guard let next = engine.nextWakeup else { preconditionFailure("nothing is armed") }
            _ = engine.advance(to: next, limit: 1)
        }
    }

    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(getpagesize())
    }
}
