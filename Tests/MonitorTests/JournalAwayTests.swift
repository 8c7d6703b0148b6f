import Systemd
import Testing

extension Loop {
    @Suite("A journal that is away")
    struct JournalAwayTests {
        @Test("nothing is lost, the order is kept, and it is told when the journal is back")
        func backLater() async throws {
            let station = try Station()
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            try station.put("b.ndjson", "09:05 created", ticket: "T-2")
            await station.turn("09:05")
            station.journal.take(1)
            for moment in ["09:30", "09:35", "10:00", "10:05"] { await station.turn(moment) }
            #expect(station.told == ["warning T-1 response 50%"])
            #expect(station.files("inbox") == [])
            station.journal.take(nil)
            await station.turn("10:10")
            #expect(
                station.told == [
                    "warning T-1 response 50%", "warning T-2 response 50%", "breach T-1 response breach",
                    "breach T-2 response breach",
                ])
            #expect(station.entries("breach").map { $0["SLA_LATE_BY"] } == ["600", "300"])
            await station.turn("10:11")
            #expect(station.told.count == 4)
        }

        @Test("away at a start, it gets what was recorded when it is back; that it may be a repetition is said")
        func awayAtStart() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            station.dieAfterTelling(0)
            await station.turn("10:00")
            station.crash()
            station.journal.take(0)
            try await station.start()
            await station.turn("10:01")
            #expect(station.told == [])
            station.journal.take(nil)
            await station.turn("10:02", times: 2)
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.entries("breach").map { $0["SLA_REPEATED"] } == ["maybe"])
        }

        @Test("away until after an orderly stop, it gets all of it at the next start, once")
        func stopped() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            station.journal.take(0)
            await station.turn("10:00")
            await station.stop()
            station.journal.take(nil)
            try await station.start()
            await station.turn("10:02")
            #expect(station.told == ["breach T-1 response breach"])
        }
    }
}
