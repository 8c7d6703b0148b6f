import Monitor
import SLAEngine
import SLATesting
import Systemd
import Testing

extension Loop {
    @Suite("A storm of announcements")
    struct DigestTests {
        /// A station that has just taken so many tickets, which are all breached at 10:00.
        private func storm(of count: Int, settings: String = "") async throws -> Station {
            let station = try Station(Station.agreement("target: 1h"))
            try station.configure(Station.agreement("target: 1h"), settings: settings)
            try await station.start()
            try station.put("a.ndjson", events: tickets(count))
            await station.turn("09:00")
            return station
        }

        private func tickets(_ count: Int) -> [TicketEvent] {
            (1...count).flatMap { number in
                let customer = number.isMultiple(of: 3) ? "Bolt" : "Acme"
                return Script.events(["09:00 created customer=\(customer)"], ticket: "T-\(number)").map(\.event)
            }
        }

        @Test("has a digest above digest_above, and none up to it", arguments: [(50, 0), (51, 1)])
        func limit(count: Int, digests: Int) async throws {
            let station = try await storm(of: count)
            await station.turn("10:00")
            #expect(station.entries("digest").count == digests)
            #expect(station.entries("breach").count == count)
            #expect(station.entries("breach").allSatisfy { $0.priority == .error })
        }

        @Test("is counted by kind, agreement and customer, before the entries that it counts")
        func counts() async throws {
            let station = try await storm(of: 5, settings: "digest_above: 4")
            await station.turn("10:00")
            let kinds = station.journal.entries.compactMap { $0["SLA_KIND"] }
            #expect(kinds == ["started", "digest", "breach", "breach", "breach", "breach", "breach"])
            let digest = try #require(station.entries("digest").first)
            #expect(
                digest.message
                    == "at once: 5 breach, of 5 tickets; agreements: 5 gold; customers: 4 Acme, 1 Bolt")
            #expect(digest.priority == .critical)
            #expect(digest["SLA_COUNTS"] == "5 breach")
            #expect(digest["SLA_AGREEMENTS"] == "5 gold")
            #expect(digest["SLA_CUSTOMERS"] == "4 Acme\n1 Bolt")
            #expect(digest["SLA_TICKET"] == nil)
        }

        @Test("counts only the kinds that there are too many of")
        func kinds() async throws {
            let station = try await storm(of: 4, settings: "digest_above: 3")
            try station.put("b.ndjson", "09:30 replied by agent id e2")
            try station.put("c.ndjson", "09:00 created", ticket: "T-5")
            await station.turn("09:30")
            await station.turn("10:00")
            #expect(station.entries("digest").map { $0["SLA_COUNTS"] } == ["4 breach"])
            #expect(station.entries("met").count == 1)
        }

        @Test("is of one transaction: what comes one after another is none")
        func oneByOne() async throws {
            let station = try await storm(of: 4, settings: "digest_above: 4")
            try station.put("b.ndjson", "09:01 created", ticket: "T-5")
            await station.turn("09:01")
            await station.turn("10:00")
            await station.turn("10:01")
            #expect(station.entries("breach").count == 5)
            #expect(station.entries("digest").isEmpty)
        }

        @Test("has no digest of what the summary counts")
        func summarised() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try station.configure(Station.agreement("target: 1h"), settings: "digest_above: 1")
            try await station.start()
            for number in 1...3 { try station.put("\(number).ndjson", "-10/09:00 created", ticket: "T-\(number)") }
            await station.turn("09:00")
            #expect(station.entries("summary").count == 1)
            #expect(station.entries("digest").isEmpty)
        }

        @Test("has one digest, wherever a crash comes", arguments: 0...6)
        func crash(afterTelling count: Int) async throws {
            let station = try await storm(of: 5, settings: "digest_above: 4")
            station.dieAfterTelling(count)
            await station.turn("10:00")
            station.crash()
            try await station.start()
            await station.turn("10:01")
            #expect(station.entries("digest").map { $0["SLA_COUNTS"] } == ["5 breach"])
            #expect(station.entries("digest").first?["SLA_REPEATED"] == nil)
            #expect(station.entries("breach").count == 5)
        }

        @Test("has one digest over a journal that is away", arguments: 0...3)
        func away(afterTelling count: Int) async throws {
            let station = try await storm(of: 5, settings: "digest_above: 4")
            station.journal.take(count)
            await station.turn("10:00")
            station.journal.take(nil)
            await station.turn("10:01")
            #expect(station.entries("digest").count == 1)
            #expect(station.entries("breach").count == 5)
        }

        @Test("may be a repetition where the journal cannot be read back")
        func maybe() async throws {
            let station = try await storm(of: 5, settings: "digest_above: 4")
            station.dieAfterTelling(3)
            await station.turn("10:00")
            station.crash()
            station.journal.setReadable(false)
            try await station.start()
            #expect(station.entries("digest").map { $0["SLA_REPEATED"] } == [nil, "maybe"])
        }

        @Test("that a reload makes of thousands of tickets has one digest a transaction, and each breach once")
        func reload() async throws {
            let station = try await storm(of: 2_500)
            await station.turn("09:30", times: 3)
            try station.configure(Station.agreement("target: 10m"))
            await station.monitor?.reload()
            await station.journal.wait { $0.contains { $0["SLA_KIND"] == "digest" } }
            // 250 a turn: what comes due meanwhile is not to wait for more.
            await station.turn(times: 10)
            #expect(station.entries("reloaded").count == 1)
            #expect(station.entries("breach").count == 2_500)
            #expect(Set(station.entries("breach").map { $0["SLA_TICKET"] }).count == 2_500)
            let digests = station.entries("digest").compactMap { $0["SLA_COUNTS"] }
            #expect(digests == Array(repeating: "250 breach", count: 10))
            #expect(Set(station.entries("digest").map { $0["SLA_ALERT_ID"] }).count == 10)
        }
    }
}
