import BusinessTime
import Compliance
import SLATesting
import Systemd
import Testing

@testable import Monitor

extension Loop {
    @Suite("Feeds that fall silent")
    struct FeedTests {
        private static let settings = "feeds:\n  - {feed: shop, heartbeat: 15m, match: {service: shop}}\n"

        private func station(_ settings: String = Self.settings) throws -> Station {
            let station = try Station(Station.agreement("target: 10h"))
            try station.configure(Station.agreement("target: 10h"), settings: settings)
            return station
        }

        private func lines(_ station: Station) -> [String] {
            let entries = station.journal.entries.filter { $0["SLA_FEED"] != nil }
            return entries.map { "\($0["SLA_KIND"] ?? "") \($0["SLA_AT"] ?? "")" }
        }

        @Test("a silence is told once when it begins, and once when it ends")
        func silence() async throws {
            let station = try station()
            try await station.start()
            try station.put("a.ndjson", "09:05 created service=shop")
            await station.turn("09:05")
            station.set("09:20", plusMilliseconds: -1)
            await station.turn()
            #expect(lines(station) == [])
            await station.turn("09:20", times: 2)
            #expect(lines(station) == ["feed 2026-11-02T09:20:00Z"])
            let entry = try #require(station.entries("feed").first)
            #expect(entry.priority == .warning)
            #expect(
                entry.message == """
                    feed shop is silent since 2026-11-02T09:20:00Z: it should be heard of every 15m, and was last at \
                    2026-11-02T09:05:00Z
                    """)
            try station.put("b.ndjson", "09:50 created service=other", ticket: "T-2")
            await station.turn("09:50")
            #expect(lines(station).count == 1)
            try station.put("c.ndjson", "10:00 noted service=shop", ticket: "T-3")
            await station.turn("10:00", times: 2)
            #expect(lines(station).last == "feed-returned 2026-11-02T10:00:00Z")
            let returned = station.entries("feed-returned").map(\.message)
            #expect(returned == ["feed shop is heard again; it was silent for 40m"])
        }

        @Test("a silence goes on over a restart and a crash without being told again")
        func restart() async throws {
            let station = try station()
            try await station.start()
            await station.turn("09:15")
            #expect(lines(station).count == 1)
            await station.stop()
            try await station.start()
            await station.turn("09:40")
            station.crash()
            try await station.start()
            await station.turn("09:50")
            #expect(lines(station).count == 1)
            try station.put("a.ndjson", "09:55 created service=shop")
            await station.turn("09:55")
            #expect(station.entries("feed-returned").map { $0["SLA_SILENT_SINCE"] } == ["2026-11-02T09:15:00Z"])
        }

        @Test("after the commit, before telling: it is told by the next start, once")
        func crash() async throws {
            let station = try station()
            try await station.start()
            station.dieAfterTelling(0)
            await station.turn("09:15")
            station.crash()
            try await station.start()
            await station.turn("09:16")
            #expect(lines(station) == ["feed 2026-11-02T09:15:00Z"])
        }

        @Test("restarts do not keep a dead feed from being told")
        func restarts() async throws {
            let station = try station()
            for moment in ["09:00", "09:06", "09:12", "09:18"] {
                station.set(moment)
                try await station.start()
                await station.turn()
                await station.stop()
            }
            #expect(lines(station) == ["feed 2026-11-02T09:15:00Z"])
        }

        @Test("a feed whose events waited through slad's downtime was not silent")
        func downtime() async throws {
            let station = try station()
            try await station.start()
            await station.turn("09:01")
            await station.stop()
            try station.put("a.ndjson", "10:30 created service=shop")
            station.set("11:00")
            try await station.start()
            await station.turn("11:01", times: 2)
            #expect(lines(station) == [])
        }

        @Test("one of which nothing waited was")
        func deadThroughDowntime() async throws {
            let station = try station()
            try await station.start()
            await station.turn("09:01")
            await station.stop()
            station.set("11:00")
            try await station.start()
            await station.turn("11:01")
            #expect(lines(station) == ["feed 2026-11-02T09:15:00Z"])
        }

        @Test("a reload that declares a feed watches it from then on, and keeps what is known of others")
        func reload() async throws {
            let station = try station()
            try await station.start()
            await station.turn("09:10")
            let more = Self.settings + "  - {feed: mail, heartbeat: 30m, match: {service: mail}}\n"
            try station.configure(Station.agreement("target: 10h"), settings: more)
            await station.reload()
            await station.turn("09:15", times: 2)
            await station.turn("09:40", times: 2)
            #expect(lines(station) == ["feed 2026-11-02T09:15:00Z", "feed 2026-11-02T09:40:00Z"])
        }

        @Test("a feed that is taken out and declared again is watched from then on, and was not heard between")
        func declaredAgain() async throws {
            let station = try station()
            try await station.start()
            try station.put("a.ndjson", "09:05 created service=shop")
            await station.turn("09:05")
            try station.configure(Station.agreement("target: 10h"))
            await station.reload()
            await station.turn("10:00")
            try station.configure(Station.agreement("target: 10h"), settings: Self.settings)
            await station.reload()
            station.set("10:15", plusMilliseconds: -1)
            await station.turn()
            #expect(lines(station) == [])
            await station.turn("10:15")
            #expect(lines(station) == ["feed 2026-11-02T10:15:00Z"])
            let watch = try #require(await station.monitor?.feeds.watch)
            let window = Window(from: Timestamp(play: "09:00"), to: Timestamp(play: "11:00"))
            // Silent from 09:05 to 10:00 and from 10:15 on.
            let minute: Int64 = 60_000
            let alive = watch.alive(in: window, now: Timestamp(play: "10:20"))
            #expect(alive == Proportion(20 * minute, of: 80 * minute))
            // Taken out while it is silent, and while slad is down.
            await station.stop()
            try station.configure(Station.agreement("target: 10h"))
            try await station.start()
            await station.stop()
            station.set("11:00")
            try station.configure(Station.agreement("target: 10h"), settings: Self.settings)
            try await station.start()
            #expect(await station.monitor?.feeds.watch.isSilent("shop") == false)
            await station.turn("11:15")
            #expect(lines(station).count == 2)
        }

        @Test("a told window says for how much of its time every feed was heard")
        func coverage() async throws {
            let goal = Station.agreement("target: 1h\n    goal: {share: 95%, per: day, in: UTC}")
            let station = try Station(goal, at: "00:00")
            try station.configure(goal, settings: Self.settings.replacing("15m", with: "6h"))
            try await station.start()
            try station.put("a.ndjson", "00:00 created service=shop", "00:10 replied by agent", "00:20 resolved")
            await station.turn("00:30")
            await station.turn("06:30")
            try station.put("b.ndjson", "18:30 created service=shop", "18:30 replied by agent", ticket: "T-2")
            await station.turn("18:30")
            await station.turn("+1/00:00")
            let entry = try #require(station.entries("window").first)
            #expect(entry["SLA_COVERAGE_FEEDS"] == "50.000")
            #expect(entry.message.hasSuffix("measured: 100.0 % of the tickets, feeds heard 50.0 % of the time"))
        }
    }
}
