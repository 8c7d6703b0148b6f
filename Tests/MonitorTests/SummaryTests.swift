import Systemd
import Testing

extension Loop {
    @Suite("What became true too long ago to be told singly")
    struct SummaryTests {
        /// A station about to take a log: two breaches and a reply in time of ten days ago, a breach of today.
        private func importing() async throws -> Station {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("1.ndjson", "-10/09:00 created", "-10/12:00 replied by agent", ticket: "T-1")
            try station.put("2.ndjson", "-10/09:00 created", ticket: "T-2")
            try station.put("3.ndjson", "-10/09:00 created", "-10/09:30 replied by agent", ticket: "T-3")
            try station.put("4.ndjson", "07:00 created", ticket: "T-4")
            return station
        }

        @Test("is told in one summary with its counts, and the rest singly")
        func counts() async throws {
            let station = try await importing()
            await station.turn("09:00")
            #expect(station.told == ["breach T-4 response breach"])
            let summaries = station.entries("summary")
            #expect(
                summaries.map(\.message) == [
                    "told late and only here: 2 breach, 1 met, 1 finished-late, of 3 tickets (T-1, T-2, T-3)"
                ])
            #expect(summaries.first?.priority == .notice)
            await station.turn("09:01")
            #expect(station.entries("summary").count == 1)
        }

        @Test("every wake-up has a summary of its own")
        func oneATurn() async throws {
            let station = try await importing()
            await station.turn("09:00")
            try station.put("5.ndjson", "-9/09:00 created", ticket: "T-5")
            await station.turn("09:01")
            #expect(
                station.entries("summary").map(\.message).last == "told late and only here: 1 breach, of 1 ticket (T-5)"
            )
            #expect(Set(station.entries("summary").map { $0["SLA_ALERT_ID"] }).count == 2)
        }

        @Test("is told once, wherever a crash comes", arguments: 0...2)
        func crash(afterTelling count: Int) async throws {
            let station = try await importing()
            station.dieAfterTelling(count)
            await station.turn("09:00")
            station.crash()
            try await station.start()
            await station.turn("09:01")
            #expect(station.entries("summary").count == 1)
            #expect(station.told == ["breach T-4 response breach"])
            #expect(station.entries("summary").first?.message.contains(" 2 breach, 1 met, 1 finished-late,") == true)
        }

        @Test("where the journal cannot be read back a summary says that it may be a repetition")
        func maybe() async throws {
            let station = try await importing()
            station.dieAfterTelling(0)
            await station.turn("09:00")
            station.crash()
            station.journal.setReadable(false)
            try await station.start()
            #expect(station.entries("summary").map { $0["SLA_REPEATED"] } == ["maybe"])
        }

        @Test("tell_within says how long ago that is", arguments: [("9d", 0), ("11d", 3)])
        func within(span: String, single: Int) async throws {
            let station = try await importing()
            try station.configure(Station.agreement("target: 1h"), settings: "tell_within: \(span)")
            await station.reload()
            await station.turn("09:00")
            #expect(station.told.count { !$0.contains("T-4") } == (single == 0 ? 0 : 4))
        }
    }
}
