import Systemd
import Testing

extension Loop {
    @Suite("Words of the feed that are told")
    struct VocabularyTests {
        private let station: Station

        init() throws {
            station = try Station(
                Station.agreement("target: 1h").replacing("first_response", with: "resolution\n    resume: status"))
        }

        private var lines: [String] {
            station.journal.entries.filter { $0.messageID == nil && $0.priority == .warning }.map(\.message)
        }

        @Test(
            "a type that says the contrary of its status is told, and the status counts",
            arguments: [
                ("resolved", "open", "open"), ("closed", "pending", "waiting_customer"),
                ("reopened", "closed", "closed"),
            ])
        func contradiction(type: String, status: String, category: String) async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:10 \(type) by agent status \(status)")
            await station.turn("09:10")
            #expect(
                lines == [
                    "an event '\(type)' has the status '\(status)', which is in \(category) (first seen on T-1); "
                        + "the status counts: let the feed send another one, or none"
                ])
            #expect(station.told == (status == "closed" ? ["met T-1 response met"] : []))
        }

        @Test(
            "what fits, and what nobody knows, is no contradiction",
            arguments: [("resolved", "closed"), ("closed", "resolved"), ("reopened", "pending"), ("changed", "open")])
        func none(type: String, status: String) async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:10 \(type) by agent status \(status)")
            await station.turn("09:10")
            #expect(lines == [])
        }

        @Test("a contradiction is told once for each type and word, and again after a reload")
        func once() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:01 resolved status open", "09:02 resolved status open")
            try station.put("b.ndjson", "09:00 created", "09:01 resolved status open", ticket: "T-2")
            await station.turn("09:10")
            #expect(lines.count == 1)
            try station.put("c.ndjson", "09:03 closed status open id e9", ticket: "T-2")
            await station.turn("09:11")
            #expect(lines.count == 2)
            await station.reload()
            try station.put("d.ndjson", "09:04 closed status open id e10", ticket: "T-2")
            await station.turn("09:12")
            #expect(lines.count == 3)
        }

        @Test("a word in no category contradicts nothing, and is told as such")
        func unknown() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:10 resolved status parked")
            await station.turn("09:10")
            #expect(lines.map { String($0.prefix(15)) } == ["status 'parked'"])
        }

        @Test("a customer who answers into a paused ticket is told once, over a crash too", arguments: [0, 1])
        func answered(afterTelling count: Int) async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:10 status pending", "09:20 replied by customer")
            station.dieAfterTelling(count)
            await station.turn("09:30")
            station.crash()
            try await station.start()
            await station.turn("09:31")
            try station.put("b.ndjson", "09:25 replied by customer id e8")
            await station.turn("09:32")
            let answered = try #require(station.entries("answered").first)
            #expect(station.entries("answered").count == 1)
            #expect(answered.priority == .warning)
            #expect(answered["SLA_ALERT_ID"] == "T-1/gold/response/opening/answered/1")
            #expect(
                answered.message
                    == "T-1: the customer has answered, and response within 1h (gold) stays paused until the status "
                    + "is set")
        }
    }
}
