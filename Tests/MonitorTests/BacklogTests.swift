import Foundation
import Systemd
import Testing

extension Loop {
    @Suite("After a downtime")
    struct BacklogTests {
        @Test("a reply that waited in the inbox proves the promise kept: no breach")
        func waitingReply() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.stop()
            try station.put("b.ndjson", "09:59 replied by agent id e2")
            station.set("10:30")
            try await station.start()
            #expect(station.told == ["met T-1 response met"])
            #expect(station.entries("met").first?["SLA_LATE_BY"] == "1860")
        }

        @Test("five deadlines that passed are five breaches, once each, with how late they are told")
        func fiveBreaches() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try await station.start()
            for number in 1...5 {
                try station.put("\(number).ndjson", "09:0\(number) created", ticket: "T-\(number)")
            }
            await station.turn("09:10")
            station.crash()
            station.set("11:00")
            try await station.start()
            await station.turn("11:01", times: 2)
            #expect(station.told == (1...5).map { "breach T-\($0) response breach" })
            #expect(station.entries("breach").map { $0["SLA_LATE_BY"] } == ["3540", "3480", "3420", "3360", "3300"])
            #expect(station.entries("breach").allSatisfy { $0["SLA_REPEATED"] == nil })
        }

        @Test("a warning is told late only if its clock is still running and unbreached")
        func lateWarning() async throws {
            let station = try Station()
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            try station.put("b.ndjson", "09:20 created", ticket: "T-2")
            await station.turn("09:20")
            await station.stop()
            station.set("10:05")
            try await station.start()
            #expect(station.told == ["breach T-1 response breach", "warning T-2 response 50%"])
        }

        @Test("more files than one turn takes are all taken before any clock is looked at")
        func manyFiles() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            for number in 100..<700 {
                try station.put("\(number)-a.ndjson", "09:00 created", ticket: "T-\(number)")
                try station.put("\(number)-z.ndjson", "09:30 replied by agent id e2", ticket: "T-\(number)")
            }
            station.set("12:00")
            try await station.start()
            #expect(station.told.count == 600)
            #expect(station.told.allSatisfy { $0.hasPrefix("met ") })
            #expect(station.files("inbox") == [])
        }

        @Test("so are those behind more files than two scans hand out, none of which can be read")
        func behindRefusedFiles() async throws {
            let station = try Station(Station.agreement("target: 1h"))
            try "max_file_size: 64KiB\n".write(
                toFile: station.configuration + "/slad.yaml", atomically: true, encoding: .utf8)
            try await station.start()
            try station.put("a.ndjson", "09:00 created")
            await station.turn("09:00")
            await station.stop()
            for number in 0..<8_200 {
                let path = "\(station.spool)/inbox/f\(number).ndjson"
                #expect(FileManager.default.createFile(atPath: path, contents: nil))
                try FileHandle(forWritingTo: #require(URL(string: "file://" + path))).truncate(atOffset: 65_537)
            }
            try station.put("z.ndjson", "09:59 replied by agent id e2")
            station.set("10:30")
            try await station.start()
            #expect(station.told == ["met T-1 response met"])
            #expect(station.files("inbox") == [])
        }
    }
}
