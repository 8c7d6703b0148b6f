import Systemd
import Testing

extension Loop {
    @Suite("What is told of a clock")
    struct DeadlineTests {
        @Test("a breach is told at its deadline and not a millisecond before")
        func breach() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created customer=acme team=l2")
            await station.turn("09:00")
            station.set("10:00", plusMilliseconds: -1)
            await station.turn()
            #expect(station.told == [])
            await station.turn("10:00")
            #expect(station.told == ["breach T-1 response breach"])
            await station.turn("10:00:01", times: 2)
            #expect(station.told.count == 1)
        }

        @Test("a breach has these fields and no others")
        func fields() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created customer=acme team=l2")
            await station.turn("10:00")
            let entry = try #require(station.entries("breach").first)
            #expect(entry.priority == .error)
            #expect(entry.messageID?.description == "0bdc95960fb54041ac9eeb7704579194")
            #expect(
                entry.message
                    == "T-1 (acme): response within 1h (gold) is breached, the deadline was 2026-11-02T10:00:00Z")
            let fields = Dictionary(uniqueKeysWithValues: entry.fields.map { ($0.name, $0.value) })
            #expect(
                fields == [
                    "SLA_KIND": "breach", "SLA_ALERT_ID": "T-1/gold/response/opening/breach/1", "SLA_TICKET": "T-1",
                    "SLA_AGREEMENT": "gold", "SLA_AGREEMENT_KIND": "sla", "SLA_OBJECTIVE": "response",
                    "SLA_METRIC": "first_response", "SLA_CYCLE": "opening", "SLA_THRESHOLD": "breach",
                    "SLA_TARGET": "3600", "SLA_ELAPSED": "3600", "SLA_AT": "2026-11-02T10:00:00Z", "SLA_REVISION": "1",
                    "SLA_CUSTOMER": "acme", "SLA_TEAM": "l2", "SLA_DEADLINE": "2026-11-02T10:00:00Z",
                    "SLA_PLAN": "Call the customer.", "DOCUMENTATION": "man:slad-journal(7)",
                ])
        }

        @Test("told late, an entry says by how much; below a second it does not", arguments: [999, 1_000, 1_500])
        func lateBy(milliseconds: Int64) async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            station.set("10:00", plusMilliseconds: milliseconds)
            await station.turn()
            let late = [999: nil, 1_000: "1", 1_500: "1.5"][milliseconds]
            #expect(station.entries("breach").map { $0["SLA_LATE_BY"] } == [late ?? nil])
        }

        @Test("a clock's life in order: warning, breach, ladder, and that it was finished late")
        func life() async throws {
            let station = try Station(Station.agreement("target: 1h\n    warn: [50%]\n    ladder: [30m after]"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            for moment in ["09:00", "09:29", "09:30", "09:59", "10:00", "10:29", "10:30"] { await station.turn(moment) }
            try station.put("b.ndjson", "10:45 replied by agent id e2")
            await station.turn("10:45")
            #expect(
                station.told == [
                    "warning T-1 response 50%", "breach T-1 response breach", "ladder T-1 response 30m after",
                    "finished-late T-1 response finished-late",
                ])
            let late = try #require(station.entries("finished-late").first)
            #expect(late["SLA_OVERRUN"] == "2700")
            #expect(late["SLA_OVERRUN_ELAPSED"] == "2700")
            #expect(late.priority == .notice)
            let warning = try #require(station.entries("warning").first)
            #expect(warning["SLA_DEADLINE"] == "2026-11-02T10:00:00Z")
            #expect(warning["SLA_ELAPSED"] == "1800")
        }

        @Test("a reply at the deadline itself keeps the promise, and that is told")
        func met() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "10:00 replied by agent")
            await station.turn("10:00")
            #expect(station.told == ["met T-1 response met"])
            #expect(station.entries("met").first?["SLA_ELAPSED"] == "3600")
        }

        @Test("a late event withdraws a breach, and the entry names the first and the reason")
        func withdrawn() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("10:00")
            try station.put("b.ndjson", "09:50 replied by agent id e2")
            await station.turn("10:05")
            #expect(
                station.told == [
                    "breach T-1 response breach", "met T-1 response met", "withdrawn T-1 response breach",
                ])
            let entry = try #require(station.entries("withdrawn").first)
            #expect(entry["SLA_REFERS_TO"] == "T-1/gold/response/opening/breach/1")
            #expect(entry["SLA_ALERT_ID"] == "T-1/gold/response/opening/breach/1/withdrawn")
            #expect(entry["SLA_REASON"]?.contains("stopped in time at 2026-11-02T09:50:00Z") == true)
            #expect(entry["SLA_AT"] == "2026-11-02T10:05:00Z")
            #expect(entry["SLA_LATE_BY"] == nil)
            #expect(entry.priority == .warning)
        }

        @Test("a late event that moves a breach corrects it")
        func corrected() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:10 status pending")
            try station.put("b.ndjson", "09:40 status open id e3")
            await station.turn("10:30")
            #expect(station.entries("breach").map { $0["SLA_AT"] } == ["2026-11-02T10:30:00Z"])
            try station.put("c.ndjson", "09:20 status open id e4", "09:25 status pending id e5")
            await station.turn("10:40")
            let entry = try #require(station.entries("corrected").first)
            #expect(entry["SLA_ALERT_ID"] == "T-1/gold/response/opening/breach/1/corrected-1")
            #expect(entry["SLA_AT"] == "2026-11-02T10:25:00Z")
            #expect(entry["SLA_REFERS_TO"] == "T-1/gold/response/opening/breach/1")
        }
    }
}
