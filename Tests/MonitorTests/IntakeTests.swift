import Foundation
import Systemd
import Testing

extension Loop {
    @Suite("From files to events")
    struct IntakeTests {
        private static let line = #"{"ticket":"T-1","at":"2026-11-02T09:00:00Z","type":"created","id":"e1"}"#

        private let station: Station

        init() throws {
            station = try Station(Station.agreement("target: 1h"))
        }

        @Test("bad lines are kept with their reasons and told in one entry; good lines of the file are taken")
        func rejectedLines() async throws {
            try await station.start()
            try station.put("a.ndjson", text: "{\"ticket\":\n\(IntakeTests.line)\n{\"ticket\":\"T-2\"}\n")
            await station.turn("10:00")
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.content("rejected/a.ndjson") == "{\"ticket\":\n{\"ticket\":\"T-2\"}\n")
            let reasons = try #require(station.content("rejected/a.ndjson.reasons"))
            #expect(reasons.split(separator: "\n").map { $0.prefix(7) } == ["line 1,", "line 3:"])
            let entry = try #require(station.entries("rejected").first)
            #expect(station.entries("rejected").count == 1)
            #expect(
                entry.message.hasPrefix(
                    "a.ndjson: 2 of 3 events refused, kept in rejected/a.ndjson: line 1, column 11: "))
            #expect(entry["SLA_FILE"] == "a.ndjson")
            #expect(entry["SLA_REASON"] == reasons.split(separator: "\n").first.map(String.init))
            #expect(entry.priority == .warning)
            #expect(station.files("inbox") == [])
            #expect(station.files("processed") == ["a.ndjson"])
        }

        @Test("a file with nothing in it is processed", arguments: ["", "\n", " \n\n"])
        func empty(text: String) async throws {
            try await station.start()
            try station.put("a.ndjson", text: text)
            await station.turn()
            #expect(station.files("processed") == ["a.ndjson"])
            #expect(station.entries("rejected") == [])
        }

        @Test("an id that was used with other content is rejected, and both contents are shown")
        func conflict() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line)
            await station.turn()
            let other = IntakeTests.line.replacing("09:00:00Z", with: "09:30:00Z")
            try station.put("b.ndjson", text: "\(other)\n\(IntakeTests.line)\n")
            await station.turn("10:00")
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.content("rejected/b.ndjson")?.contains("09:30:00Z") == true)
            let reason = try #require(station.entries("rejected").first?["SLA_REASON"])
            #expect(reason.hasPrefix("line 1: id e1 of ticket T-1 was used before with other content: {"))
            #expect(reason.contains("09:00:00Z"))
            #expect(station.entries("rejected").first?.message.hasPrefix("b.ndjson: 1 of 2 events refused") == true)
        }

        @Test("bad elements of an array are kept as an array, ready to be mended and put back")
        func rejectedElements() async throws {
            try await station.start()
            let bad = #"{"ticket":"T-2"}"#
            try station.put("a.json", text: "[\(bad),\(bad),\n\(IntakeTests.line), \(bad) ]")
            await station.turn()
            #expect(station.content("rejected/a.json") == "[\(bad),\(bad),\n\(bad)]\n")
            #expect(station.content("rejected/a.json.reasons")?.split(separator: "\n").count == 3)
            #expect(station.files("processed") == ["a.json"])
        }

        @Test("a document that is refused as a whole is kept as it came", arguments: ["[{}", "{}", "", "[{},{}]{}"])
        func rejectedDocument(text: String) async throws {
            try await station.start()
            try station.put("a.json", text: text)
            await station.turn()
            #expect(station.content("rejected/a.json") == text + "\n")
        }

        @Test("bad lines are kept a line each, whatever ends and separates them")
        func separatedLines() async throws {
            try await station.start()
            try station.put("a.ndjson", text: "{1\r\n{2\r\n\r\n \n{3\n\(IntakeTests.line)\r\n{4\r\n")
            await station.turn()
            let kept = station.content("rejected/a.ndjson")?.split(whereSeparator: \.isWhitespace)
            #expect(kept == ["{1", "{2", "{3", "{4"])
            #expect(station.entries("rejected").first?.message.hasPrefix("a.ndjson: 4 of 5 events refused") == true)
        }

        @Test("the first reason in the entry is that of the first bad line, whatever is wrong with it")
        func firstReason() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line)
            await station.turn()
            let other = IntakeTests.line.replacing("09:00:00Z", with: "09:30:00Z")
            try station.put("b.ndjson", text: "\(other)\n{}\n")
            await station.turn("09:30")
            #expect(station.entries("rejected").first?["SLA_REASON"]?.hasPrefix("line 1: ") == true)
            let reasons = station.content("rejected/b.ndjson.reasons")?.split(separator: "\n").map { $0.prefix(7) }
            #expect(reasons == ["line 1:", "line 2:"])
        }

        @Test("a conflict within one file, in the order of its lines")
        func conflictInside() async throws {
            try await station.start()
            try station.put(
                "a.ndjson", text: IntakeTests.line + "\n" + IntakeTests.line.replacing("T09:00", with: "T08:00"))
            await station.turn("09:30")
            #expect(station.content("rejected/a.ndjson")?.contains("T08:00:00Z") == true)
            #expect(station.told == [])
        }

        @Test("a duplicate is harmless, in the same file, in another one, and after a restart")
        func duplicates() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line + "\n" + IntakeTests.line)
            await station.turn()
            try station.put("b.ndjson", text: IntakeTests.line)
            await station.turn("10:00")
            station.crash()
            try station.put("c.ndjson", text: IntakeTests.line)
            try await station.start()
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.entries("rejected") == [])
            #expect(station.files("inbox") == [])
        }

        @Test("an event up to five minutes ahead is taken and acts at its instant")
        func nearFuture() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line)
            await station.turn("09:00")
            try station.put("b.ndjson", "10:00 replied by agent id e2")
            await station.turn("09:55")
            #expect(station.files("inbox") == [])
            #expect(station.told == [])
            await station.turn("10:00")
            #expect(station.told == ["met T-1 response met"])
        }

        @Test("an event further ahead is held: its file stays, that is told once, and it is taken when its time comes")
        func held() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "09:30 replied by agent")
            await station.turn("09:00")
            #expect(station.files("inbox") == ["a.ndjson"])
            let entry = try #require(station.entries("held").first)
            #expect(entry.message == "a.ndjson: 1 event too far ahead, held until 2026-11-02T09:25:00Z")
            await station.turn("09:24:59")
            #expect(station.files("inbox") == ["a.ndjson"])
            await station.turn("09:25")
            #expect(station.files("inbox") == [])
            #expect(station.files("processed") == ["a.ndjson"])
            await station.turn("09:30")
            #expect(station.told == ["met T-1 response met"])
            #expect(station.entries("held").count == 1)
            #expect(station.entries("rejected") == [])
        }

        @Test("the good events of a file that is held are taken at once")
        func heldPartly() async throws {
            try await station.start()
            try station.put("a.ndjson", "09:00 created", "+1/09:00 replied by agent")
            await station.turn("10:00")
            #expect(station.told == ["breach T-1 response breach"])
            #expect(station.files("inbox") == ["a.ndjson"])
        }

        @Test("a held event is taken when the clock is set right")
        func heldClockWrong() async throws {
            try await station.start()
            station.set("-1/09:00")
            try station.put("a.ndjson", text: IntakeTests.line)
            await station.turn("-1/09:00")
            #expect(station.files("inbox") == ["a.ndjson"])
            await station.turn("09:00")
            #expect(station.files("inbox") == [])
        }

        @Test("an event more than seven days ahead is rejected at once")
        func tooFarAhead() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line.replacing("2026-11-02", with: "2026-11-10"))
            await station.turn()
            #expect(station.entries("rejected").count == 1)
            #expect(station.content("rejected/a.ndjson.reasons")?.contains("max_future_reject") == true)
            #expect(station.files("inbox") == [])
        }

        @Test("of a file with very many bad lines all are kept, and the first thousand reasons; the good one is taken")
        func manyBadLines() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line + "\n" + String(repeating: "{}\n", count: 10_001))
            try station.put("b.ndjson", "09:00 created", ticket: "T-2")
            await station.turn("10:00", times: 10)
            #expect(station.told.sorted() == ["breach T-1 response breach", "breach T-2 response breach"])
            #expect(station.files("rejected") == ["a.ndjson", "a.ndjson.reasons"])
            #expect(station.content("rejected/a.ndjson") == String(repeating: "{}\n", count: 10_001))
            let reasons = try #require(station.content("rejected/a.ndjson.reasons")).split(separator: "\n")
            #expect(reasons.count == 1_001)
            #expect(reasons.last == "and 9001 more, whose reasons are not listed; mend these first")
            let entries = station.entries("rejected")
            #expect(entries.count == 1)
            #expect(entries.first?.message.hasPrefix("a.ndjson: 10001 of 10002 events refused") == true)
            #expect(station.files("inbox") == [])
        }

        @Test("refused lines are kept as they came, also those that only their ticket's history refuses")
        func verbatim() async throws {
            try await station.start()
            try station.put("a.ndjson", text: IntakeTests.line)
            await station.turn()
            let other = IntakeTests.line.replacing("09:00:00Z", with: "09:30:00+00:00").replacing(",", with: " , ")
            try station.put("b.ndjson", text: "\(other)\n")
            await station.turn("09:45")
            #expect(station.content("rejected/b.ndjson") == "\(other)\n")
        }

        @Test("a held file is told once over restarts, and again when it came anew")
        func heldOverRestart() async throws {
            try await station.start()
            try station.put("a.ndjson", "+1/09:00 created")
            await station.turn("09:00")
            station.crash()
            try await station.start()
            await station.turn("09:05")
            #expect(station.entries("held").count == 1)
            try FileManager.default.removeItem(atPath: station.spool + "/inbox/a.ndjson")
            station.crash()
            try await station.start()
            try station.put("a.ndjson", "+1/10:00 created")
            await station.turn("09:10")
            #expect(station.entries("held").count == 2)
        }

        @Test("a type or an attribute that is nearly a built-in one is taken, and told once")
        func misspelt() async throws {
            try await station.start()
            let text = IntakeTests.line.replacing("created", with: "Replied").dropLast() + #","set":{"Status":"x"}}"#
            try station.put("a.ndjson", text: text + "\n" + text.replacing("e1", with: "e2"))
            await station.turn("09:30")
            let told = station.journal.entries.map(\.message).filter { $0.contains("did you mean") }
            #expect(
                told == [
                    "the event type 'Replied' is taken as a name of your own (first seen on T-1); "
                        + "did you mean replied?",
                    "the attribute 'Status' is taken as a name of your own (first seen on T-1); did you mean status?",
                ])
            #expect(station.files("processed") == ["a.ndjson"])
        }

        @Test("no text can stop the daemon", arguments: ["reason", "set"])
        func nul(key: String) async throws {
            try await station.start()
            let value = #"x\u0000y"#
            let field = key == "set" ? #""set":{"a":"x","b":"\#(value)"}"# : #""reason":"\#(value)""#
            try station.put("a.ndjson", text: IntakeTests.line.dropLast() + "," + field + "}\n" + IntakeTests.line)
            await station.turn("10:00")
            #expect(station.ended == [])
            #expect(station.files("inbox") == [])
            station.crash()
            try station.put("b.ndjson", text: IntakeTests.line.dropLast() + "," + field + "}\n")
            try await station.start()
            #expect(station.ended == [])
            #expect(station.told == ["breach T-1 response breach"])
        }

        @Test("files wait while too many tickets are to be looked at, so that no producer fills the memory")
        func longLine() async throws {
            try await station.start()
            // A little more than the MiB that one turn takes.
            for file in 0..<15 { try station.put("\(file + 10).ndjson", text: openings(1_000, of: file)) }
            try station.put("z.ndjson", text: openings(1, of: 99))
            // Seven turns for the events of a MiB, the last of which looks at the first thousand tickets; then nothing
            // but that for three.
            await station.turn("09:30", times: 10)
            #expect(station.files("inbox").contains("z.ndjson"))
            await station.turn("09:30", times: 30)
            #expect(station.files("inbox") == [])
        }

        private func openings(_ count: Int, of file: Int) -> String {
            (0..<count).map { number in
                IntakeTests.line.replacing("T-1", with: "T-\(file)-\(number)") + "\n"
            }.joined()
        }

        @Test("a file of another name stays, and that is told")
        func foreign() async throws {
            try station.put("notes.txt", text: "hello")
            try await station.start()
            await station.turn(times: 3)
            #expect(station.files("inbox") == ["notes.txt"])
            #expect(station.journal.entries.count { $0.message.contains("notes.txt") } == 1)
        }
    }
}
