import Ledger
import Monitor
import Systemd
import Testing

extension Loop {
    @Suite("A reload")
    struct ReloadTests {
        private let station: Station

        init() throws {
            station = try Station(Station.agreement("target: 2h"))
        }

        @Test("puts a new target in force for open clocks; what is finished keeps the old one")
        func newTarget() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", ticket: "T-open")
            try station.put("b.ndjson", "08:00 created", "09:30 replied by agent", ticket: "T-done")
            await station.turn("09:30")
            try station.configure(Station.agreement("target: 1h"))
            await station.reload()
            #expect(
                station.entries("reloaded").map(\.message) == [
                    "revision 2 of the rules is in force, with 1 agreement; 1 open clock moved"
                ])
            #expect(station.entries("reloaded").first?["SLA_REVISION"] == "2")
            await station.turn("10:00")
            #expect(station.told == ["met T-done response met", "breach T-open response breach"])
            #expect(station.entries("breach").first?["SLA_REVISION"] == "2")
            #expect(station.entries("breach").first?["SLA_TARGET"] == "3600")
        }

        @Test("that puts a deadline into the past breaches at the reload, and prints the deadline as it is")
        func intoThePast() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:30")
            try station.configure(Station.agreement("target: 10m"))
            await station.reload()
            let breach = try #require(station.entries("breach").first)
            #expect(breach["SLA_DEADLINE"] == "2026-11-02T09:10:00Z")
            #expect(breach["SLA_AT"] == "2026-11-02T09:30:00Z")
            // The reload is told when every ticket was looked at under the new rules.
            #expect(station.journal.entries.last?["SLA_KIND"] == "reloaded")
        }

        @Test("with findings keeps the old rules, and says so with all findings")
        func findings() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            try station.configure(Station.agreement("target: 1 parsec"))
            await station.reload()
            let entry = try #require(station.entries("refused").first)
            #expect(entry.priority == .error)
            #expect(
                entry.message.hasPrefix("the configuration has mistakes; revision 1 of the rules stays in force: agree")
            )
            #expect(entry["SLA_REASON"]?.contains("agreements/a.yaml:") == true)
            #expect(entry["SLA_REVISION"] == "1")
            await station.turn("11:00")
            #expect(station.entries("breach").map { $0["SLA_AT"] } == ["2026-11-02T11:00:00Z"])
        }

        @Test("of unchanged files makes no new revision")
        func unchanged() async throws {
            try await station.start()
            await station.reload()
            #expect(
                station.entries("reloaded").map(\.message) == [
                    "the configuration is unchanged; revision 1 of the rules stays in force"
                ])
            try station.configure(Station.agreement("target: 3h"))
            await station.reload()
            try station.configure(Station.agreement("target: 2h"))
            await station.reload()
            await station.reload()
            #expect(station.entries("reloaded").map { $0["SLA_REVISION"] } == ["1", "2", "3", "3"])
        }

        @Test("adds nothing to the history of a ticket, whatever it moves")
        func noEvents() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:30")
            try station.configure(Station.agreement("target: 10m"))
            await station.reload()
            #expect(station.entries("breach").count == 1)
            await station.stop()
            #expect(try Ledger(directory: station.stateDirectory).counts().events == 1)
        }

        @Test("that comes during a reload is done after it, with the newest files")
        func during() async throws {
            try await station.start()
            await station.monitor?.reload()
            try station.configure(Station.agreement("target: 1h"))
            await station.monitor?.reload()
            await station.monitor?.reload()
            await station.journal.wait { $0.count { $0["SLA_KIND"] == "reloaded" } >= 2 }
            #expect(station.entries("reloaded").contains { $0["SLA_REVISION"] == "2" })
        }

        @Test("is remembered: after a restart the old revision judges what was finished under it")
        func afterRestart() async throws {
            try await station.start()
            try station.put("a.ndjson", "08:00 created", "09:30 replied by agent", ticket: "T-done")
            await station.turn("09:30")
            try station.configure(Station.agreement("target: 1h"))
            await station.reload()
            station.crash()
            try await station.start()
            // Under the new target of an hour, which is not its own, the answer at 09:30 would be late.
            try station.put("b.ndjson", "09:10 noted by agent id e3", ticket: "T-done")
            await station.turn("09:45")
            #expect(station.told == ["met T-done response met"])
        }

        @Test("while the daemon stops does nothing")
        func stopping() async throws {
            try await station.start()
            await station.monitor?.stop()
            await station.monitor?.reload()
            await station.turn("10:00")
            #expect(station.entries("reloaded") == [])
            #expect(station.ended == [])
        }
    }
}
