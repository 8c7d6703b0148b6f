import BusinessTime
import Control
import Ledger
import SLATesting
import Systemd
import Testing

@testable import Monitor

extension Loop {
    @Suite("What is taken out of the figures")
    struct ExclusionTests {
        private let station: Station

        /// T-1 of Acme is met, T-2 of Acme and T-3 of Bolt are missed and over, T-4 of Bolt is missed and open.
        init() throws {
            station = try Station(
                Station.agreement(
                    "target: 1h\n    goal: {share: 50%, per: day, in: UTC, misses_left: 0, minimum: 1000, level: no}"))
        }

        private func fill() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created customer=Acme", "09:30 replied by agent", "09:40 resolved")
            for (ticket, customer) in [("T-2", "Acme"), ("T-3", "Bolt")] {
                let lines = ["10:00 created customer=\(customer)", "11:30 replied by agent", "11:40 resolved"]
                try station.put("\(ticket).ndjson", events: Script.events(lines, ticket: ticket).map(\.event))
            }
            try station.put("d.ndjson", "10:00 created customer=Bolt", ticket: "T-4")
            await station.turn("12:00", times: 2)
        }

        private func ask(_ request: ControlRequest) async throws -> ControlAnswer {
            try #require(await station.monitor?.answer(request))
        }

        private func changes(_ request: ControlRequest) async throws -> [String] {
            let answer = try await ask(request)
            guard case .excluded(let excluded) = answer else {
                Issue.record("answered \(answer)")
                return []
            }
            return excluded.changes.map { change in
                let tallies = [change.before, change.after].map { "\($0.met)/\($0.missed)" }
                return "\(change.window) \(tallies.joined(separator: " -> "))"
            }
        }

        private func problem(_ request: ControlRequest) async throws -> String? {
            guard case .error(let problem) = try await ask(request) else { return nil }
            return problem.what
        }

        private func draft(_ change: (inout ExclusionDraft) -> Void) -> ControlRequest {
            var draft = ExclusionDraft(author: "mira", reason: "outage")
            change(&draft)
            return .exclude(draft)
        }

        private func figures() async throws -> WindowAnswer {
            guard case .compliance(let answer) = try await ask(.compliance(ComplianceQuery())) else {
                throw Unexpected()
            }
            return try #require(answer.goals.first?.windows.last)
        }

        private struct Unexpected: Error {}

        @Test("a ticket, finished or open, leaves the figures, and returns when its exclusion is withdrawn")
        func ticket() async throws {
            try await fill()
            #expect(try await changes(draft { $0.ticket = "T-2" }) == ["2026-11-02 1/3 -> 1/2"])
            #expect(try await changes(draft { $0.ticket = "T-4" }) == ["2026-11-02 1/2 -> 1/1"])
            let withdrawal = WithdrawalDraft(id: "1", author: "jo", reason: "it was ours")
            #expect(try await changes(.withdraw(withdrawal)) == ["2026-11-02 1/1 -> 1/2"])
            let window = try await figures()
            #expect([window.counted.met, window.counted.missed] == [1, 2])
            #expect([window.beforeExclusions.met, window.beforeExclusions.missed] == [1, 3])
            #expect(
                station.journal.entries.map(\.message).filter { $0.contains("exclu") } == [
                    "mira excluded ticket T-2 (outage): gold/response 2026-11-02 25.0 % of 4 -> 33.333 % of 3",
                    "mira excluded ticket T-4 (outage): gold/response 2026-11-02 33.333 % of 3 -> 50.0 % of 2",
                    "jo withdrew exclusion 1 of ticket T-2 (it was ours): "
                        + "gold/response 2026-11-02 50.0 % of 2 -> 33.333 % of 3",
                ])
        }

        @Test("by attributes, by agreement and objective, and by an interval")
        func scopes() async throws {
            try await fill()
            #expect(
                try await changes(draft { $0.attributes = ["customer": ["Bolt", "Lion"]] })
                    == ["2026-11-02 1/3 -> 1/1"])
            #expect(
                try await changes(
                    draft {
                        $0.agreement = "gold"
                        $0.objective = "response"
                        $0.to = "2026-11-02T09:10:00Z"
                    }) == ["2026-11-02 1/1 -> 0/1"])
            // T-2 was open then and is excluded by nothing else.
            #expect(try await changes(draft { $0.from = "2026-11-02T11:00:00Z" }) == ["2026-11-02 0/1 -> 0/0"])
            #expect(try await figures().counted.attainment == nil)
        }

        @Test("one whose interval begins later is in effect from then on")
        func ahead() async throws {
            try await fill()
            #expect(try await changes(draft { $0.from = "2026-11-02T13:00:00Z" }) == [])
            await station.turn("12:59")
            #expect(try await figures().counted.missed == 3)
            await station.turn("13:00")
            // T-4 is still open then.
            #expect(try await figures().counted.missed == 2)
        }

        @Test("exclusions hold over restarts and crashes, and for what comes later")
        func restart() async throws {
            try await fill()
            _ = try await ask(draft { $0.attributes = ["customer": ["Acme"]] })
            station.crash()
            try await station.start()
            await station.turn("12:10", times: 2)
            #expect(try await figures().counted.missed == 2)
            try station.put("e.ndjson", "10:00 created customer=Acme", ticket: "T-5")
            await station.turn("12:20", times: 2)
            #expect(try await figures().counted.missed == 2)
            // Another customer's from now on: of an open ticket the value of now counts, of a cycle that ended its own.
            try station.put("f.ndjson", "10:00 created customer=Acme", "12:25 noted customer=Bolt", ticket: "T-5")
            let again = [
                "10:00 created customer=Acme", "11:30 replied by agent", "11:40 resolved", "12:25 noted customer=Bolt",
            ]
            try station.put("g.ndjson", events: Script.events(again, ticket: "T-2").map(\.event))
            await station.turn("12:30", times: 2)
            #expect(try await figures().counted.missed == 3)
        }

        @Test("an exclusion that moves a told result across the goal corrects it in the open")
        func corrected() async throws {
            try await fill()
            await station.turn("+1/00:00", times: 2)
            #expect(station.entries("window").map { $0["SLA_MISSED"] } == ["3"])
            for ticket in ["T-2", "T-3"] { _ = try await ask(draft { $0.ticket = ticket }) }
            await station.turn("+1/00:01")
            let corrected = try #require(station.entries("window-corrected").first)
            #expect(corrected["SLA_MISSED"] == "1")
            #expect(corrected["SLA_EXCLUDED"] == "2")
            #expect(corrected["SLA_REASON"] == "an exclusion")
            #expect(corrected.message.contains("and since an exclusion it is 50.0 %"))
            _ = try await ask(.withdraw(WithdrawalDraft(id: "1", author: "a", reason: "b")))
            await station.turn("+1/00:02")
            // Told once; what crosses the goal after that is seen beside it.
            #expect(station.entries("window-corrected").map { $0["SLA_MISSED"] } == ["1"])
            guard case .compliance(let answer) = try await ask(.compliance(ComplianceQuery(window: "2026-11-02")))
            else {
                throw Unexpected()
            }
            let window = try #require(answer.goals.first?.windows.first)
            #expect([window.counted.met, window.counted.missed] == [1, 2])
            #expect([window.told?.counted.missed, window.told?.corrected?.counted.missed] == [3, 1])
            #expect(
                [window.isReached, window.told?.isReached, window.told?.corrected?.isReached] == [false, false, true])
        }

        @Test("one that covers no cycle says so, and no other")
        func coversNothing() async throws {
            try await fill()
            _ = try await ask(draft { $0.to = "2026-11-02T08:00:00Z" })
            _ = try await ask(draft { $0.from = "2026-11-02T13:00:00Z" })
            _ = try await ask(
                draft {
                    $0.ticket = "T-2"
                    $0.to = "2026-11-02T08:00:00Z"
                })
            _ = try await ask(draft { $0.ticket = "T-2" })
            _ = try await ask(draft { $0.attributes = ["customer": ["Lion"]] })
            _ = try await ask(
                draft {
                    $0.ticket = "T-2"
                    $0.from = "2026-11-02T10:00:00Z"
                })
            let lines = station.journal.entries.map(\.message).filter { $0.hasPrefix("mira excluded") }
            #expect(
                lines.map { $0.hasSuffix(": it covers no cycle so far") } == [true, true, true, false, true, false])
            #expect(lines.last?.hasSuffix(": no figure changes") == true)
        }

        @Test("an agreement or objective that nobody knows is refused, also beside a goal over everything")
        func unknownNames() async throws {
            let goal = "goals:\n  - {goal: all, share: 90%, per: day, in: UTC}\n"
            try station.configure(Station.agreement("target: 1h"), settings: goal)
            try await station.start()
            #expect(
                try await ask(.compliance(ComplianceQuery(agreement: "nope")))
                    == .error(ControlProblem("there is no agreement 'nope'", hint: "known are gold")))
            #expect(
                try await ask(.compliance(ComplianceQuery(agreement: "gold", objective: "nope")))
                    == .error(ControlProblem("there is no objective 'nope'", hint: "known are response")))
            guard case .compliance = try await ask(.compliance(ComplianceQuery(agreement: "gold"))) else {
                throw Unexpected()
            }
        }

        @Test("all that ever was is listed, by a running slad and by the ledger alone")
        func list() async throws {
            try await fill()
            _ = try await ask(draft { $0.ticket = "T-2" })
            _ = try await ask(.withdraw(WithdrawalDraft(id: "1", author: "jo", reason: "it was ours")))
            guard case .exclusions(let online) = try await ask(.exclusions) else { throw Unexpected() }
            #expect(online.exclusions.map(\.id) == ["1"])
            #expect(online.exclusions.first?.withdrawal?.author == "jo")
            let now = station.clock.now()
            await station.stop()
            let answer = try OfflineDesk.answer(.exclusions, state: station.stateDirectory, version: "1.0", now: now)
            #expect(answer == .exclusions(online))
        }

        @Test("the ledger alone has the same figures as the daemon, and takes no exclusion")
        func offline() async throws {
            try await fill()
            _ = try await ask(draft { $0.attributes = ["customer": ["Acme"]] })
            let online = try await ask(.compliance(ComplianceQuery()))
            let now = station.clock.now()
            await station.stop()
            let offline = try OfflineDesk.answer(
                .compliance(ComplianceQuery()), state: station.stateDirectory, version: "1.0", now: now)
            #expect(offline == online)
            let refused = try OfflineDesk.answer(
                draft { $0.ticket = "T-3" }, state: station.stateDirectory, version: "1.0", now: now)
            guard case .error(let problem) = refused else { throw Unexpected() }
            #expect(problem.what == "only a running slad takes and withdraws exclusions")
        }

        @Test("what is not meant is refused with what to write")
        func refused() async throws {
            try await fill()
            #expect(try await problem(draft { _ in }) == "that would exclude everything, for ever")
            #expect(try await problem(draft { $0.ticket = "T-9" }) == "no event of a ticket 'T-9' is in the ledger")
            #expect(try await problem(draft { $0.agreement = "gld" }) == "there is no agreement 'gld'")
            #expect(try await problem(draft { $0.objective = "none" }) == "there is no objective 'none'")
            #expect(try await problem(draft { $0.from = "today" }) == "'from' is 'today', which is no moment")
            let turned = draft {
                $0.from = "2026-11-02T11:00:00Z"
                $0.to = "2026-11-02T11:00:00Z"
            }
            #expect(try await problem(turned) == "'from' is not before 'to'")
            #expect(
                try await problem(draft { $0.attributes = ["customer": []] }) == "'where' names no value of 'customer'")
            let unknown = WithdrawalDraft(id: "1", author: "a", reason: "b")
            #expect(try await problem(.withdraw(unknown)) == "there is no exclusion '1'")
            _ = try await ask(draft { $0.ticket = "T-1" })
            _ = try await ask(.withdraw(unknown))
            #expect(
                try await problem(.withdraw(unknown))?.hasPrefix("exclusion 1 was withdrawn by a on 2026-11-02") == true
            )
            #expect(
                try await problem(.compliance(ComplianceQuery(goal: "gold"))) == "there is no such goal")
        }
    }
}
