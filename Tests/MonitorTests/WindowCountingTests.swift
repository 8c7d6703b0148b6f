import BusinessTime
import Control
import SLATesting
import Systemd
import Testing

@testable import Monitor

extension Loop {
    /// Windows are counted anew, three rows of the ledger a turn, while everything else goes on.
    @Suite("Windows that are counted anew over many turns")
    struct WindowCountingTests {
        private let station: Station

        init() throws {
            station = try Station(Self.agreement(), rowsPerSlice: 3)
        }

        private static func agreement(_ share: String = "50%") -> String {
            let goal = "goal: {share: \(share), per: day, in: UTC, misses_left: 0, minimum: 1000, level: no}"
            return Station.agreement("target: 1h\n    \(goal)")
        }

        /// Ten tickets of Acme are met and ten of Bolt missed, all over; T-open is due at 12:30.
        private func fill() async throws {
            try await station.start()
            for number in 1...20 {
                let isLate = number > 10
                let lines = [
                    "09:00 created customer=\(isLate ? "Bolt" : "Acme")", isLate ? "11:00 resolved" : "09:30 resolved",
                ]
                try station.put("\(number).ndjson", events: Script.events(lines, ticket: "T-\(number)").map(\.event))
            }
            try station.put("open.ndjson", "11:30 created", ticket: "T-open")
            await station.turn("12:00", times: 3)
        }

        private func exclusion(of customer: String) -> ControlRequest {
            .exclude(ExclusionDraft(author: "mira", reason: "outage", attributes: ["customer": [customer]]))
        }

        private var isCounting: Bool {
            get async { await station.monitor?.windows.isRenewing ?? false }
        }

        private var excluded: [String] {
            station.journal.entries.map(\.message).filter { $0.hasPrefix("mira") || $0.hasPrefix("jo") }
        }

        private func turnUntilDone() async {
            for _ in 0..<100 where await isCounting { await station.turn() }
            await station.turn(times: 2)
        }

        @Test("a deadline that is due meanwhile is told in its turn, and the window's news when they are counted")
        func deadline() async throws {
            try await fill()
            await station.monitor?.post(exclusion(of: "Acme"))
            #expect(await isCounting)
            await station.turn("12:30")
            #expect(station.told.last == "breach T-open response breach")
            #expect(await isCounting)
            #expect(excluded == [])
            await turnUntilDone()
            // Both without and with the exclusion the breach of meanwhile counts, once.
            #expect(
                excluded == [
                    "mira excluded customer Acme (outage): gold/response 2026-11-02 47.619 % of 21 -> 0.0 % of 11"
                ])
        }

        @Test("what finishes, comes back and begins meanwhile is counted once")
        func changes() async throws {
            try await fill()
            await station.monitor?.post(exclusion(of: "Nobody"))
            await station.turn()
            // One that is counted comes back, one that is not; the open one ends; and one begins.
            for ticket in ["T-1", "T-20"] {
                try station.put("\(ticket)-again.ndjson", "12:00 noted customer=Lion id again", ticket: ticket)
            }
            try station.put("end.ndjson", "12:00 resolved id end", ticket: "T-open")
            try station.put("new.ndjson", "10:00 created", ticket: "T-new")
            await station.turn("12:01", times: 2)
            #expect(await isCounting)
            await turnUntilDone()
            #expect(excluded == ["mira excluded customer Nobody (outage): it covers no cycle so far"])
            let figures = try await figures()
            #expect(figures == [11, 11])
        }

        /// What is answered where slad stops while the figures are counted, and another change waits.
        private func answerOfStop(_ request: ControlRequest) async throws -> ControlAnswer {
            let monitor = try #require(station.monitor)
            async let answer = monitor.answer(request)
            for _ in 0..<1_000 where await monitor.countedChange == nil { await Task.yield() }
            await monitor.post(exclusion(of: "Lion"))
            await station.stop()
            return await answer
        }

        private func figures() async throws -> [Int64] {
            guard case .compliance(let answer)? = await station.monitor?.answer(.compliance(ComplianceQuery())) else {
                return []
            }
            let window = try #require(answer.goals.first?.windows.last)
            return [window.counted.met, window.counted.missed]
        }

        @Test("changes that are asked for meanwhile wait, each with its own figures before and after")
        func queue() async throws {
            try await fill()
            await station.monitor?.post(exclusion(of: "Acme"))
            await station.monitor?.post(exclusion(of: "Bolt"))
            await station.monitor?.post(.withdraw(WithdrawalDraft(id: "1", author: "jo", reason: "ours")))
            for _ in 0..<200 where excluded.count < 3 { await station.turn() }
            #expect(
                excluded == [
                    "mira excluded customer Acme (outage): gold/response 2026-11-02 50.0 % of 20 -> 0.0 % of 10",
                    "mira excluded customer Bolt (outage): gold/response 2026-11-02 0.0 % of 10 -> nothing",
                    "jo withdrew exclusion 1 of customer Acme (ours): "
                        + "gold/response 2026-11-02 nothing -> 100.0 % of 10",
                ])
        }

        @Test("a reload that comes meanwhile is done after it, and a clock that is set back begins it again")
        func reload() async throws {
            try await fill()
            await station.monitor?.post(exclusion(of: "Acme"))
            try station.configure(Self.agreement("60%"))
            await station.monitor?.reloadNow()
            #expect(station.entries("reloaded") == [])
            await station.turn()
            station.set("11:58")
            await station.turn()
            #expect(await isCounting)
            await turnUntilDone()
            #expect(excluded.map { $0.hasSuffix("50.0 % of 20 -> 0.0 % of 10") } == [true])
            await turnUntilDone()
            #expect(station.entries("reloaded").count == 1)
            #expect(try await figures() == [0, 10])
        }

        @Test("a crash meanwhile keeps the exclusion, and a stop says that it is recorded")
        func ends() async throws {
            try await fill()
            await station.monitor?.post(exclusion(of: "Acme"))
            await station.turn()
            station.crash()
            try await station.start()
            await station.turn(times: 2)
            #expect(try await figures() == [0, 10])
            guard case .error(let problem) = try await answerOfStop(exclusion(of: "Bolt")) else {
                Issue.record("it was answered as if it had been counted")
                return
            }
            #expect(
                problem.what == "exclusion 2 is recorded as asked, but slad stops before its figures were counted")
            try await station.start()
            await station.turn(times: 2)
            #expect(try await figures() == [0, 0])
            guard case .exclusions(let all)? = await station.monitor?.answer(.exclusions) else { return }
            #expect(all.exclusions.map(\.id) == ["1", "2"])
        }
    }
}
