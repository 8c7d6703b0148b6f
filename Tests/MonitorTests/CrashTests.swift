import Systemd
import Testing

extension Loop {
    @Suite("Exactly once over a crash")
    struct CrashTests {
        /// A station whose ticket T-1 is about to be breached at 10:00.
        private func running(canReadBack: Bool = true) async throws -> Station {
            let station = try Station(Station.agreement("target: 1h"), canReadBack: canReadBack)
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            return station
        }

        @Test("after the commit, before telling: it is told by the next start")
        func beforeTelling() async throws {
            let station = try await running()
            station.dieAfterTelling(0)
            await station.turn("10:00")
            #expect(station.told == [])
            station.crash()
            station.set("10:00:02")
            try await station.start()
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.entries("breach").map { $0["SLA_LATE_BY"] } == ["2"])
            #expect(station.entries("breach").map { $0["SLA_REPEATED"] } == [nil])
        }

        @Test("after telling, before the mark: it is not told again")
        func beforeMark() async throws {
            let station = try await running()
            try station.put("b.ndjson", "09:00 created", ticket: "T-2")
            await station.turn("09:00")
            // T-1 is told, T-2 is not.
            station.dieAfterTelling(1)
            await station.turn("10:00")
            #expect(station.told == ["breach T-1 response breach"])
            station.crash()
            try await station.start()
            #expect(station.told == ["breach T-1 response breach", "breach T-2 response breach"])
            #expect(station.entries("breach").map { $0["SLA_REPEATED"] } == [nil, nil])
        }

        @Test("after the mark: it is not told again")
        func afterMark() async throws {
            let station = try await running()
            await station.turn("10:00")
            station.crash()
            try await station.start()
            await station.turn("10:01")
            #expect(station.told == ["breach T-1 response breach"])
        }

        @Test("after recording, before the file is moved: the file is a duplicate and harmless")
        func beforeMove() async throws {
            let station = try await running()
            await station.turn("10:00")
            station.crash()
            try station.put("a.ndjson", "09:00 created")
            try await station.start()
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.files("inbox") == [])
            #expect(station.entries("rejected") == [])
        }

        @Test("after an orderly stop nothing is told again, and a new breach is")
        func stop() async throws {
            let station = try await running()
            await station.turn("10:00")
            await station.stop()
            try station.put("b.ndjson", "10:00 created", ticket: "T-2")
            station.set("11:00")
            try await station.start()
            #expect(station.told == ["breach T-1 response breach", "breach T-2 response breach"])
        }

        @Test(
            "where the journal cannot be read back, what was not marked says that it may be a repetition",
            arguments: [(true, 0), (true, 1), (false, 0), (false, 1)])
        func maybe(canReadBack: Bool, toldBefore: Int) async throws {
            let station = try await running(canReadBack: canReadBack)
            try station.put("b.ndjson", "09:30 created", ticket: "T-2")
            await station.turn("09:30")
            station.dieAfterTelling(toldBefore)
            station.set("10:30")
            await station.turn()
            station.crash()
            station.journal.setReadable(false)
            try await station.start()
            let breaches = station.entries("breach").dropFirst(toldBefore)
            #expect(breaches.map { $0["SLA_TICKET"] } == ["T-1", "T-2"])
            #expect(breaches.allSatisfy { $0["SLA_REPEATED"] == "maybe" })
            try station.put("c.ndjson", "10:00 created", ticket: "T-3")
            await station.turn("11:00")
            #expect(station.entries("breach").last?["SLA_REPEATED"] == nil)
        }

        @Test("a journal that fails while it is read back counts as one that cannot be read")
        func readBackFails() async throws {
            let station = try await running()
            station.dieAfterTelling(0)
            await station.turn("10:00")
            station.crash()
            station.journal.failLookups()
            try await station.start()
            #expect(station.ended == [])
            #expect(station.entries("breach").map { $0["SLA_REPEATED"] } == ["maybe"])
        }

        @Test("each start says that it started, under an id of its own")
        func started() async throws {
            let station = try await running()
            station.crash()
            try await station.start()
            let ids = station.entries("started").compactMap { $0["SLA_ALERT_ID"] }
            #expect(ids.count == 2)
            #expect(Set(ids).count == 2)
            #expect(station.entries("started").first?.message == "slad 1.0 started")
        }

        @Test("a ticket whose end was recorded but not looked at is told of by the next start, and keeps its history")
        func undecided() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try station.put("a.ndjson", "09:00 created", "10:30 replied by agent", "10:40 resolved by agent")
            station.set("10:50")
            try station.put("b.ndjson", text: "no event\n")
            // The backlog is recorded before any clock is looked at. Death comes in between, with the bad line.
            station.dieAfterTelling(1)
            try await station.start()
            station.crash()
            try await station.start()
            #expect(station.told == ["breach T-1 response breach", "finished-late T-1 response finished-late"])
            try station.put("c.ndjson", "10:30 replied by agent id e2", "09:55 replied by agent id e4")
            await station.turn("11:00")
            #expect(
                station.told.dropFirst(2) == ["met T-1 response met", "withdrawn T-1 response breach"])
        }
    }
}
