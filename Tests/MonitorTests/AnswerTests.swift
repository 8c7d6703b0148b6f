import BusinessTime
import Control
import Foundation
import Ledger
import SLAEngine
import SLATesting
import Testing

@testable import Monitor

extension Loop {
    @Suite("An answer of the control socket")
    struct AnswerTests {
        private let station: Station

        init() throws {
            station = try Station(
                """
                agreement: gold
                kind: sla
                match: {}
                objectives:
                  - objective: response
                    metric: first_response
                    target: 1h
                    warn: [50%]
                  - objective: next
                    metric: next_response
                    target: 2h
                  - objective: resolution
                    metric: resolution
                    target: 8h
                """, at: "08:00")
        }

        private func ask(_ request: ControlRequest) async throws -> ControlAnswer {
            try #require(await station.monitor?.answer(request))
        }

        private func tickets(_ query: TicketsQuery) async throws -> TicketsAnswer {
            guard case .tickets(let answer) = try await ask(.tickets(query)) else { throw Unexpected() }
            return answer
        }

        private func ticket(_ name: String) async throws -> TicketAnswer {
            guard case .ticket(let answer) = try await ask(.ticket(name)) else { throw Unexpected() }
            return answer
        }

        private struct Unexpected: Error {}

        /// T-1 is at risk, T-2 is paused, T-3 is breached, T-4 is over.
        private func fill() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created by customer customer=Acme")
            try station.put(
                "b.ndjson", "09:00 created by customer customer=Bolt", "09:10 status pending", ticket: "T-2")
            try station.put("c.ndjson", "08:00 created by customer customer=Acme", ticket: "T-3")
            try station.put(
                "d.ndjson", "08:00 created by customer", "08:10 resolved by agent id e9", ticket: "T-4")
            await station.turn("09:10")
            await station.turn("09:40")
        }

        @Test("to status says what is in force, how much is open and what comes next")
        func status() async throws {
            try await fill()
            guard case .status(let status) = try await ask(.status) else { throw Unexpected() }
            #expect(status.now == "2026-11-02T09:40:00Z")
            #expect(status.catalogue?.revision == 1)
            #expect(status.catalogue?.agreements == 1)
            #expect(status.catalogue?.loadedAt == "2026-11-02T08:00:00Z")
            #expect(status.catalogue?.zoneData == "none")
            #expect(status.openTickets == 3)
            #expect(status.runningClocks == 4)
            #expect(status.pausedClocks == 2)
            #expect(status.breachedClocks == 1)
            #expect(
                status.nextDeadlines.map { "\($0.ticket) \($0.objective)" }
                    == ["T-1 response", "T-3 resolution", "T-1 resolution"])
            #expect(status.recordedEvents == 6)
            #expect(status.outbox == 0)
            #expect(status.lastEvent?.recordedAt == "2026-11-02T09:10:00Z")
            #expect(status.daemon?.version == "1.0")
            #expect(status.daemon?.startedAt == "2026-11-02T08:00:00Z")
            #expect(status.daemon?.complaint == nil)
            #expect(status.daemon?.spool == "fine")
        }

        @Test("counts and lists nothing of the canary's, and its events hide no silence of the help desk")
        func canary() async throws {
            try station.configure(Station.agreement("target: 1h"), settings: "canary: 15m\n")
            try await station.start()
            try station.put("a.ndjson", "08:00 created by customer")
            await station.turn("08:00", times: 2)
            await station.turn("08:10", times: 2)
            #expect(station.files("processed").contains { $0.hasPrefix("slad-canary-") })
            guard case .status(let status) = try await ask(.status) else { throw Unexpected() }
            #expect(status.openTickets == 1)
            #expect(status.runningClocks == 1)
            #expect(status.nextDeadlines.map(\.ticket) == ["T-1"])
            #expect(status.lastEvent?.at == "2026-11-02T08:00:00Z")
            let listed = try await tickets(TicketsQuery())
            #expect(listed.tickets == 1)
            #expect(listed.clocks.map(\.ticket) == ["T-1"])
            #expect(try await ticket("slad-canary-20261102T080000Z").clocks.map(\.state) == ["running"])
            try compare([.status, .tickets(TicketsQuery())], [.status(status), .tickets(listed)])
        }

        @Test("to status has the complaint about the configuration, and counts what waits in the outbox")
        func complaint() async throws {
            try await fill()
            try station.configure(Station.agreement("target: soon"))
            await station.reload()
            station.journal.take(0)
            await station.turn("10:00")
            guard case .status(let status) = try await ask(.status) else { throw Unexpected() }
            #expect(status.daemon?.complaint?.contains("agreements/a.yaml:") == true)
            #expect(status.daemon?.isJournalAway == true)
            #expect(status.outbox > 0)
        }

        @Test("to tickets has the unfinished clocks by deadline, those without one at the end")
        func order() async throws {
            try await fill()
            let answer = try await tickets(TicketsQuery())
            #expect(
                answer.clocks.map { "\($0.ticket) \($0.objective) \($0.deadline?.prefix(16).suffix(5) ?? "-")" } == [
                    "T-3 response 09:00", "T-1 response 10:00", "T-3 resolution 16:00", "T-1 resolution 17:00",
                    "T-2 response -", "T-2 resolution -",
                ])
            #expect(answer.tickets == 3)
        }

        @Test("to tickets keeps to what was asked for")
        func filters() async throws {
            try await fill()
            let limited = try await tickets(TicketsQuery(limit: 1))
            #expect(limited.clocks.map(\.ticket) == ["T-3"])
            #expect(limited.tickets == 3)
            let risky = try await tickets(TicketsQuery(isAtRisk: true))
            #expect(risky.clocks.map { "\($0.ticket) \($0.objective)" } == ["T-1 response"])
            #expect(risky.tickets == 1)
            let bolt = try await tickets(TicketsQuery(customer: "Bolt"))
            #expect(Set(bolt.clocks.map(\.ticket)) == ["T-2"])
            #expect(try await tickets(TicketsQuery(team: "second")).clocks == [])
        }

        @Test("to ticket says what each clock needs, what holds it, and what has not started")
        func ticket() async throws {
            try await fill()
            let first = try await ticket("T-1")
            #expect(first.attributes["customer"] == "Acme")
            #expect(first.clocks.map(\.needs) == ["the resolution", "a public reply of an agent"])
            #expect(first.clocks.map(\.remainingSeconds) == [26_400, 1_200])
            #expect(first.pending.map(\.objective) == ["next"])
            let second = try await ticket("T-2")
            #expect(second.clocks.allSatisfy { $0.state == "paused" })
            #expect(second.clocks.first?.pausedBy == "changed, status pending at 2026-11-02T09:10:00Z")
        }

        @Test("knows a ticket that the engine let go, from the ledger")
        func finished() async throws {
            try await fill()
            let answer = try await ticket("T-4")
            #expect(answer.isOver)
            #expect(answer.events == 2)
            #expect(answer.clocks.map(\.state) == ["met", "met"])
            #expect(answer.pending == [])
        }

        @Test("to explain has the account of each clock, what has not started, and why agreements hold")
        func explanation() async throws {
            try await fill()
            guard case .explain(let answer) = try await ask(.explain(ExplainQuery(ticket: "T-2"))) else {
                throw Unexpected()
            }
            #expect(answer.clocks.map(\.clock.objective) == ["resolution", "response"])
            #expect(answer.clocks.first?.segments.map(\.kind) == ["open", "paused"])
            #expect(answer.clocks.first?.segments.map(\.openSeconds) == [600, 0])
            #expect(answer.clocks.first?.segments.last?.event?.what == "changed, status pending")
            #expect(answer.clocks.first?.changes.map(\.state) == ["running", "paused"])
            #expect(answer.clocks.first?.targetFrom == "one for every ticket")
            #expect(answer.pending.map(\.objective) == ["next"])
            #expect(answer.matching.map { $0.rows.map(\.verdict) } == [["holds"]])
        }

        @Test("about a ticket that nobody knows is a problem with a hint")
        func unknown() async throws {
            try await fill()
            guard case .error(let problem) = try await ask(.ticket("T-9")) else { throw Unexpected() }
            #expect(problem.what == "no event of a ticket 'T-9' is in the ledger")
        }

        @Test("of the ledger alone is that of the daemon, but for what only a process knows")
        func offline() async throws {
            try await fill()
            let requests: [ControlRequest] = [
                .status, .tickets(TicketsQuery()), .tickets(TicketsQuery(limit: 2, isAtRisk: true)), .ticket("T-1"),
                .ticket("T-3"), .ticket("T-4"), .ticket("T-9"), .explain(ExplainQuery(ticket: "T-1")),
                .explain(ExplainQuery(ticket: "T-2", objective: "resolution", cycle: "opening")),
                .explain(ExplainQuery(ticket: "T-4")), .explain(ExplainQuery(ticket: "T-4", objective: "none")),
                .explain(ExplainQuery(ticket: "T-9")),
            ]
            var online: [ControlAnswer] = []
            for request in requests { online.append(try await ask(request)) }
            // Beside the daemon, and after it.
            try compare(requests, online)
            await station.stop()
            try compare(requests, online)
        }

        @Test("of the ledger is true although a daemon starts, writes and ends while it is read")
        func changedMeanwhile() async throws {
            try await fill()
            await station.stop()
            let before = try OfflineDesk.answer(
                .tickets(TicketsQuery()), state: station.stateDirectory, version: "1.0", now: station.clock.now())
            var passes = 0
            let answer = try OfflineDesk.answer(
                .tickets(TicketsQuery()), state: station.stateDirectory, version: "1.0", now: station.clock.now()
            ) { done, _ in
                guard done == 1 else { return }
                passes += 1
                if passes == 1 { self.writeAndClose() }
            }
            #expect(passes == 2)
            guard case .tickets(let new) = answer, case .tickets(let old) = before else { throw Unexpected() }
            #expect(old.clocks.contains { $0.ticket == "T-2" && $0.state == "paused" })
            #expect(new.tickets == old.tickets + 1)
            #expect(new.clocks.contains { $0.ticket == "T-9" })
        }

        @Test("of a ledger that is changed all the time is a problem, and none that is not true")
        func changedAllTheTime() async throws {
            try await fill()
            await station.stop()
            var number = 0
            let answer = try OfflineDesk.answer(
                .status, state: station.stateDirectory, version: "1.0", now: station.clock.now()
            ) { done, _ in
                guard done == 1 else { return }
                number += 1
                self.writeAndClose(ticket: "T-9\(number)")
            }
            guard case .error(let problem) = answer else { throw Unexpected() }
            #expect(problem.what == "somebody changes the ledger all the time")
            #expect(number == 5)
        }

        /// What a daemon does to the ledger that starts, takes an event and ends.
        private func writeAndClose(ticket: String = "T-9") {
            do {
                let ledger = try Ledger(directory: station.stateDirectory)
                try ledger.transaction { writer in
                    let place = try writer.ticket(named: ticket).place
                    let event = try #require(Script.events(["09:00 created by customer"], ticket: ticket).first).event
                    try writer.append(event, after: place, at: station.clock.now())
                }
                try ledger.close()
            } catch {
                Issue.record(error)
            }
        }

        private func compare(_ requests: [ControlRequest], _ online: [ControlAnswer]) throws {
            let before = try contents()
            let desk = try OfflineDesk(state: station.stateDirectory, version: "1.0", now: station.clock.now())
            for (request, answer) in zip(requests, online) {
                #expect(desk.answer(request) == answer.withoutDaemon)
            }
            #expect(try contents() == before)
        }

        /// The names and bytes of the state directory.
        private func contents() throws -> [String: Data] {
            let names = try FileManager.default.contentsOfDirectory(atPath: station.stateDirectory)
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, try Data(contentsOf: URL(filePath: "\(station.stateDirectory)/\($0)")))
                })
        }
    }
}

extension ControlAnswer {
    fileprivate var withoutDaemon: ControlAnswer {
        guard case .status(var status) = self else { return self }
        status.daemon = nil
        return .status(status)
    }
}
