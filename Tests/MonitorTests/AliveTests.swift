import BusinessTime
import SLAEngine
import SLATesting
import Systemd
import Testing

@testable import Monitor

extension Loop {
    @Suite("That slad is alive")
    struct AliveTests {
        @Test("is told with what it holds and what came in, once an hour")
        func hourly() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            await station.monitor?.tellAliveIfDue()
            try station.put("a.ndjson", "09:00 created")
            try station.put("b.ndjson", "09:00 created", "09:05 status pending", ticket: "T-2")
            await station.turn("09:10")
            for moment in ["09:59:59", "10:00", "10:30"] {
                station.set(moment)
                await station.monitor?.tellAliveIfDue()
            }
            let told = station.entries("alive")
            #expect(told.map { $0["SLA_EVENTS"] } == ["0", "3"])
            #expect(told.first?["SLA_LAG"] == nil)
            let last = try #require(told.last)
            let names = [
                "SLA_TICKETS", "SLA_RUNNING", "SLA_PAUSED", "SLA_BREACHED", "SLA_LAG", "SLA_OUTBOX", "SLA_REVISION",
            ]
            #expect(names.map { last[$0] } == ["2", "1", "1", "0", "300", "0", "1"])
            #expect(
                last.message == """
                    slad is alive: 2 open tickets; 1 running, 1 paused, 0 breached clocks; 3 events since the last \
                    such entry, the last taken 5m after it happened; 0 announcements waiting; revision 1 of the rules
                    """)
        }

        @Test("is told at once when the clock was set back")
        func setBack() async throws {
            let station = try Station()
            try await station.start()
            await station.monitor?.tellAliveIfDue()
            station.set("08:00")
            await station.monitor?.tellAliveIfDue()
            #expect(station.entries("alive").count == 2)
        }
    }

    @Suite("The canary")
    struct CanaryTests {
        private func station(_ interval: String = "15m") throws -> Station {
            let station = try Station(Station.agreement("target: 1h"))
            try station.configure(Station.agreement("target: 1m"), settings: "canary: \(interval)")
            return station
        }

        /// When each of its breaches became true, and how late it was told.
        private func breaches(_ station: Station) -> [String] {
            station.entries("breach").filter { $0["SLA_AGREEMENT"] == "slad-canary" }
                .map { "\($0["SLA_AT"] ?? "") \($0["SLA_LATE_BY"] ?? "on time")" }
        }

        /// Turns at a moment, and at that plus a millisecond: at its deadline an event would keep the promise.
        private func turn(_ station: Station, _ moment: String) async {
            await station.turn(moment)
            station.set(moment, plusMilliseconds: 1)
            await station.turn(times: 3)
        }

        @Test("breaks its promise on time, again and again, through the inbox, and no other agreement judges it")
        func onTime() async throws {
            let station = try station()
            try await station.start()
            await turn(station, "09:00")
            await turn(station, "09:10")
            #expect(breaches(station) == [])
            await turn(station, "09:15")
            await station.turn("09:15:01", times: 2)
            await turn(station, "09:30:01")
            #expect(breaches(station) == ["2026-11-02T09:15:00Z on time", "2026-11-02T09:30:00.001Z on time"])
            #expect(station.told.allSatisfy { $0.contains("slad-canary-") && $0.hasSuffix(" breaks-on-time breach") })
            #expect(station.entries("breach").allSatisfy { $0.priority == .info })
            #expect(await station.monitor?.status.census.tickets == 1)
            #expect(await station.monitor?.status.lastEvent == nil)
            #expect(station.files("processed").count == 3)
            #expect(station.files("rejected") == [])
        }

        @Test("goes on over a crash with the ticket that is open, and tells what it missed late")
        func overCrash() async throws {
            let station = try station()
            try await station.start()
            await turn(station, "09:00")
            station.crash()
            station.set("09:20")
            try await station.start()
            await turn(station, "09:20")
            await turn(station, "09:35:01")
            #expect(breaches(station).first == "2026-11-02T09:15:00Z 300")
            #expect(breaches(station).count == 2)
            #expect(await station.monitor?.status.census.tickets == 1)
        }

        @Test("is ended when it is switched off")
        func switchedOff() async throws {
            let station = try station()
            try await station.start()
            await turn(station, "09:00")
            try station.configure(Station.agreement("target: 1m"))
            station.set("09:05")
            await station.reload()
            await turn(station, "09:06")
            await turn(station, "09:30")
            #expect(breaches(station) == [])
            #expect(await station.monitor?.status.census.tickets == 0)
        }
    }
}
