import Foundation
import Monitor
import Systemd
import Testing

extension Loop {
    @Suite("A start")
    struct StartTests {
        private let station: Station

        init() throws {
            station = try Station(Station.agreement("target: 1h"))
        }

        @Test("with findings runs on the last good revision, and says so first")
        func lastGood() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.stop()
            try station.configure(Station.agreement("target: soon"))
            station.set("10:00")
            try await station.start()
            let kinds = station.journal.entries.compactMap { $0["SLA_KIND"] }
            #expect(kinds == ["started", "last-good", "started", "breach"])
            let entry = try #require(station.entries("last-good").first)
            #expect(entry.priority == .error)
            #expect(entry["SLA_REVISION"] == "1")
            #expect(entry["SLA_REASON"]?.contains("agreements/a.yaml:") == true)
        }

        @Test("without any revision is refused with the findings, and the status that no restart mends")
        func noRevision() throws {
            try station.configure(Station.agreement("target: soon"))
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .configuration)
            #expect(failure?.description.hasPrefix("agreements/a.yaml:") == true)
            #expect(failure?.description.contains("slactl check \(station.configuration)") == true)
        }

        @Test("without a configuration directory is refused likewise")
        func noDirectory() throws {
            try FileManager.default.removeItem(atPath: station.configuration)
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .configuration)
        }

        @Test("without a spool has the status of a spool")
        func noSpool() throws {
            try FileManager.default.removeItem(atPath: station.spool)
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .cannotCreate)
            #expect(failure?.description.contains(station.spool) == true)
        }

        @Test("with a file where the inbox should be has the status of a spool")
        func inboxIsAFile() throws {
            try "".write(toFile: station.spool + "/inbox", atomically: false, encoding: .utf8)
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .cannotCreate)
        }

        @Test(
            "without a state directory, or on a file that is no ledger, has the status of the ledger",
            arguments: [true, false])
        func noLedger(isMissing: Bool) throws {
            if isMissing {
                try FileManager.default.removeItem(atPath: station.stateDirectory)
            } else {
                let text = String(repeating: "no ledger\n", count: 1_000)
                try text.write(toFile: station.stateDirectory + "/ledger.sqlite", atomically: false, encoding: .utf8)
            }
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .inputOutput)
            #expect(failure?.description.contains(station.stateDirectory) == true)
        }

        @Test("of a second daemon on the same directories is refused")
        func second() async throws {
            try await station.start()
            let failure = #expect(throws: StartFailure.self) { try station.make() }
            #expect(failure?.status == .inputOutput)
            #expect(failure?.description.hasPrefix("another slad has the ledger") == true)
        }

        @Test("on a new revision takes it, and open clocks follow")
        func newRevision() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.stop()
            try station.configure(Station.agreement("target: 2h"))
            station.set("09:30")
            try await station.start()
            await station.turn("10:30")
            #expect(station.told == [])
            await station.turn("11:00")
            #expect(station.entries("breach").map { $0["SLA_REVISION"] } == ["2"])
        }

        @Test("whose inbox is moved away later ends the process, since nothing will be reported any more")
        func inboxVanishes() async throws {
            try await station.start()
            try FileManager.default.moveItem(atPath: station.spool + "/inbox", toPath: station.spool + "/elsewhere")
            await station.turn("09:01", times: 2)
            #expect(station.ended == [.cannotCreate])
        }
    }
}
