import BusinessTime
import SLATesting
import Testing

@testable import Monitor

extension Loop {
    @Suite("The line of systemctl status")
    struct StatusLineTests {
        @Test("says how much is open, what comes next and what came last")
        func text() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            let none = "0 open tickets; 0 running, 0 paused, 0 breached clocks; next deadline none; last event none"
            #expect(await station.monitor?.status.text == none)
            try station.put("a.ndjson", "09:00 created")
            try station.put("b.ndjson", "08:30 created", "08:40 status pending", ticket: "T-2")
            try station.put("c.ndjson", "07:00 created", ticket: "T-3")
            await station.turn("09:10")
            #expect(
                await station.monitor?.status.text == """
                    3 open tickets; 2 running, 1 paused, 1 breached clocks; next deadline 2026-11-02T10:00:00Z; \
                    last event 2026-11-02T09:00:00Z
                    """)
            try station.put("d.ndjson", "09:20 resolved by agent id e9")
            try station.put("e.ndjson", "09:20 resolved by agent id e9", ticket: "T-2")
            await station.turn("09:20")
            #expect(
                await station.monitor?.status.text == """
                    1 open ticket; 1 running, 0 paused, 1 breached clocks; next deadline none; \
                    last event 2026-11-02T09:20:00Z
                    """)
        }

        @Test("begins with what is wrong: a journal that is away, then the configuration")
        func complaints() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            try station.configure(Station.agreement("target: soon"))
            await station.reload()
            #expect(
                await station.monitor?.status.text.hasPrefix(
                    "the configuration has mistakes, revision 1 stays in force: agreements/a.yaml:") == true)
            station.journal.take(0)
            await station.turn("10:00")
            #expect(
                await station.monitor?.status.text.contains("; the journal takes no entries, they wait; 1 open") == true
            )
            station.journal.take(nil)
            try station.configure(Station.agreement("target: 1h"))
            await station.reload()
            await station.turn("10:01")
            #expect(await station.monitor?.status.text.hasPrefix("1 open ticket; ") == true)
        }

        @Test("on the last good revision says so until the configuration is mended")
        func lastGood() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            await station.stop()
            try station.configure(Station.agreement("target: soon"))
            try await station.start()
            #expect(
                await station.monitor?.status.text.hasPrefix(
                    "running on the last good revision 1, mend the configuration: agreements/a.yaml:") == true)
            try station.configure(Station.agreement("target: 1h"))
            await station.reload()
            #expect(await station.monitor?.status.text.hasPrefix("0 open tickets; ") == true)
        }
    }
}
