import Systemd
import Testing

extension Loop {
    @Suite("After a change of the boot id")
    struct BootTests {
        /// A station that told breaches of T-1 at 10:00, of T-2 at 10:25 and of T-3 at 10:30, and lost its power.
        private func afterPowerCut() async throws -> Station {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created", ticket: "T-1")
            try station.put("b.ndjson", "09:25 created", ticket: "T-2")
            try station.put("c.ndjson", "09:30 created", ticket: "T-3")
            for moment in ["09:30", "10:00", "10:25", "10:30"] { await station.turn(moment) }
            #expect(station.told.count == 3)
            station.crash()
            station.journal.boot("boot-2")
            station.set("10:35")
            return station
        }

        private func breaches(_ station: Station, of ticket: String) -> Int {
            station.told.count { $0 == "breach \(ticket) response breach" }
        }

        @Test("what the journal lost of the last ten minutes is told again, and nothing else")
        func lost() async throws {
            let station = try await afterPowerCut()
            station.journal.lose { $0["SLA_TICKET"] == "T-3" || $0["SLA_TICKET"] == "T-1" }
            try await station.start()
            // T-1 was told more than ten minutes before the last one: the journal had synced it, so nobody looks.
            #expect(station.told == ["breach T-2 response breach", "breach T-3 response breach"])
            #expect(station.entries("breach").last?["SLA_LATE_BY"] == "300")
            #expect(station.entries("breach").last?["SLA_REPEATED"] == nil)
            await station.turn("10:36")
            station.crash()
            try await station.start()
            #expect(station.told.count == 2)
        }

        @Test("what the journal has is not told again")
        func kept() async throws {
            let station = try await afterPowerCut()
            try await station.start()
            #expect(station.told.count == 3)
        }

        @Test("within the same boot nothing is looked up that was marked")
        func sameBoot() async throws {
            let station = try await afterPowerCut()
            station.journal.boot("boot-1")
            station.journal.lose { $0["SLA_TICKET"] == "T-3" }
            try await station.start()
            #expect(breaches(station, of: "T-3") == 0)
        }

        @Test("a crash before what was lost is told again does not lose it for good")
        func crashInBetween() async throws {
            let station = try await afterPowerCut()
            station.journal.lose { $0["SLA_TICKET"] == "T-2" || $0["SLA_TICKET"] == "T-3" }
            // `started` and the breach of T-2 are told, that of T-3 is not.
            station.dieAfterTelling(2)
            try await station.start()
            #expect(breaches(station, of: "T-3") == 0)
            station.crash()
            try await station.start()
            #expect(breaches(station, of: "T-2") == 1)
            #expect(breaches(station, of: "T-3") == 1)
        }

        @Test("what was recorded long ago and told just before the power cut is told again if it was lost")
        func recordedLongAgo() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created", ticket: "T-1")
            try station.put("b.ndjson", "09:30 created", ticket: "T-2")
            await station.turn("09:30")
            station.journal.take(0)
            await station.turn("10:00")
            station.journal.take(nil)
            await station.turn("10:30")
            #expect(station.told.count == 2)
            station.crash()
            station.journal.boot("boot-2")
            station.journal.lose { $0["SLA_TICKET"] != nil }
            try await station.start()
            #expect(breaches(station, of: "T-2") == 1)
            #expect(breaches(station, of: "T-1") == 1)
        }
    }
}
