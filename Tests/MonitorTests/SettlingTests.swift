import BusinessTime
import Control
import Foundation
import Inbox
import SLATesting
import Testing

@testable import Monitor

extension Loop {
    /// These run at the machine's own time, which the files have.
    @Suite("What comes in during a restart")
    struct SettlingTests {
        private let station: Station

        init() throws {
            station = try Station(Station.agreement("target: 1h"))
        }

        private func event(_ type: String, at: Timestamp, _ rest: String = "") -> String {
            #"{"ticket":"T-1","at":"\#(at.utcText)","type":"\#(type)"\#(rest)}"#
        }

        private func daemon() async -> DaemonAnswer? {
            guard case .status(let answer) = await station.monitor?.answer(.status) else { return nil }
            return answer.daemon
        }

        @Test("no clock is judged while files settle that were there before the start; then they are taken first")
        func settling() async throws {
            let now = SystemClock().now()
            let opened = now - .minutes(61)
            station.clock.set(to: opened + .minutes(1))
            try await station.start()
            try station.put("a.ndjson", text: event("created", at: opened))
            await station.turn()
            station.crash()
            try station.put("b.ndjson", text: event("replied", at: now - .minutes(2), #","by":"agent""#))
            station.clock.set(to: SystemClock().now())
            try await station.start()
            await station.turn()
            #expect(station.told == [])
            #expect(await daemon()?.isSettling == true)
            #expect(await station.monitor?.status.text.contains("the files in the inbox have settled") == true)
            await station.monitor?.tellAliveIfDue()
            #expect(station.entries("alive") == [])
            station.clock.set(to: SystemClock().now() + .seconds(3))
            await station.turn()
            #expect(station.told == ["met T-1 response met"])
            #expect(await daemon()?.isSettling == nil)
            await station.monitor?.tellAliveIfDue()
            #expect(station.entries("alive").count == 1)
            #expect(station.files("processed") == ["a.ndjson", "b.ndjson"])
        }

        @Test("without such files the clocks are judged at once")
        func nothingSettles() async throws {
            let now = SystemClock().now()
            station.clock.set(to: now - .minutes(60))
            try await station.start()
            try station.put("a.ndjson", text: event("created", at: now - .minutes(61)))
            await station.turn()
            station.crash()
            station.clock.set(to: now)
            try await station.start()
            #expect(station.told == ["breach T-1 response breach"])
        }
    }

    @Suite("The spool as a whole")
    struct SpoolTests {
        @Test("a reload changes its limits, and files that were kept long enough go")
        func limits() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:30")
            await station.monitor?.pruneSlice()
            #expect(station.files("processed") == ["a.ndjson"])
            try "max_file_size: 64KiB\nkeep_processed: 1d\n".write(
                toFile: station.configuration + "/slad.yaml", atomically: true, encoding: .utf8)
            await station.reload()
            try station.put("b.ndjson", text: String(repeating: " ", count: 66_000))
            station.set("+3/09:30")
            await station.turn()
            #expect(station.files("rejected") == ["b.ndjson", "b.ndjson.reasons"])
            await station.monitor?.pruneSlice()
            #expect(station.files("processed") == [])
        }
    }
}
