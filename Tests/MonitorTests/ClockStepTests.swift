import Systemd
import Testing

extension Loop {
    @Suite("A clock that is set")
    struct ClockStepTests {
        private func breached() async throws -> Station {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("10:00:03")
            #expect(station.told == ["breach T-1 response breach"])
            return station
        }

        @Test("back by up to ten seconds changes nothing", arguments: ["09:59:53", "10:00:02"])
        func small(moment: String) async throws {
            let station = try await breached()
            try station.put("b.ndjson", "09:00 noted by agent id e2")
            await station.turn(moment, times: 2)
            await station.turn("10:00:05")
            #expect(station.told == ["breach T-1 response breach"])
        }

        @Test("back by more withdraws what is not true any more, and tells it again when it is")
        func large() async throws {
            let station = try await breached()
            await station.turn("09:30")
            #expect(station.told.last == "withdrawn T-1 response breach")
            await station.turn("09:59:59")
            #expect(station.told.count == 2)
            await station.turn("10:00")
            #expect(station.told.count == 3)
            #expect(station.entries("breach").last?["SLA_ALERT_ID"] == "T-1/gold/response/opening/breach/2")
            #expect(station.entries("breach").last?["SLA_LATE_BY"] == nil)
            await station.turn("10:01")
            #expect(station.told.count == 3)
        }

        @Test("back over a restart is the same")
        func overRestart() async throws {
            let station = try await breached()
            station.crash()
            station.set("09:30")
            try await station.start()
            await station.turn("10:00")
            station.crash()
            try await station.start()
            #expect(
                station.told == [
                    "breach T-1 response breach", "withdrawn T-1 response breach", "breach T-1 response breach",
                ])
            #expect(
                Set(station.journal.entries.compactMap { $0["SLA_ALERT_ID"] }).count == station.journal.entries.count)
        }

        @Test("forward tells what became due, with how late it is")
        func forward() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.turn("12:00")
            #expect(station.entries("breach").map { $0["SLA_LATE_BY"] } == ["7200"])
        }
    }
}
