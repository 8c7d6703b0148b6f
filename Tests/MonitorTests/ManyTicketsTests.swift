import Systemd
import Testing

extension Loop {
    @Suite("Many tickets at once")
    struct ManyTicketsTests {
        @Test("five thousand breaches of one instant are told once each, a slice a turn")
        func slices() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            let lines = (1...5_000).map { number in
                #"{"ticket":"T-\#(number)","at":"2026-11-02T09:00:00Z","type":"created","id":"e1"}"#
            }
            try station.put("a.ndjson", text: lines.joined(separator: "\n"))
            await station.turn("09:00", times: 6)
            #expect(station.told == [])
            await station.turn("10:00")
            #expect(station.told.count == 1_000)
            await station.turn(times: 2)
            #expect(station.told.count == 3_000)
            // The rest waits over a crash.
            station.crash()
            try await station.start()
            await station.turn(times: 6)
            #expect(station.told.count == 5_000)
            #expect(Set(station.told).count == 5_000)
            #expect(Set(station.entries("breach").compactMap { $0["SLA_ALERT_ID"] }).count == 5_000)
        }

        @Test(
            "a stop within a file or between two slices loses none, also of tickets whose end came with the rest",
            arguments: [(turns: 1, told: 0), (turns: 2, told: 1_000)])
        func stopBetween(turns: Int, told: Int) async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            let lines = (1...1_500).flatMap { number in
                [
                    #"{"ticket":"T-\#(number)","at":"2026-11-02T07:00:00Z","type":"created","id":"e1"}"#,
                    #"{"ticket":"T-\#(number)","at":"2026-11-02T08:30:00Z","type":"resolved","id":"e2"}"#,
                ]
            }
            try station.put("a.ndjson", text: lines.joined(separator: "\n"))
            await station.turn("09:00")
            await station.turn(times: turns - 1)
            #expect(station.entries("breach").count == told)
            await station.stop()
            try await station.start()
            await station.turn()
            #expect(Set(station.told).count == 3_000)
            #expect(station.told.count == 3_000)
        }
    }
}
