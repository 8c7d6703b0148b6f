import ArgumentParser
import BusinessTime
import Foundation
import Testing

@testable import slactl

/// A spool of its own, which goes when the test does.
private final class Spool {
    let path = FileManager.default.temporaryDirectory.appending(path: "submission-\(UUID().uuidString)").path
    var said: [String] = []

    var inbox: String { "\(path)/inbox" }

    init() throws {
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func submission(stem: String = "stem") -> Submission {
        Submission(to: .inbox(inbox), stem: stem, now: SubmissionTests.now, unfinished: UnfinishedFiles()) {
            self.said.append($0)
        }
    }

    /// Submits lines that come in pieces of some bytes; the names that are there afterwards.
    func submit(_ lines: String, pieces: Int = 5) throws -> [String] {
        var rest = Array(lines.utf8)[...]
        let submission = submission()
        try submission.take(linesOf: "in") {
            defer { rest = rest.dropFirst(pieces) }
            return rest.isEmpty ? nil : Array(rest.prefix(pieces))
        }
        _ = try submission.finish()
        return try names()
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: inbox).sorted()
    }

    func content(_ name: String) throws -> String {
        try String(contentsOfFile: "\(inbox)/\(name)", encoding: .utf8)
    }
}

@Suite("Submission of events")
struct SubmissionTests {
    private let good = #"{"ticket":"T-1","at":"2026-11-22T09:30:00+01:00","type":"created"}"#
    private let bad = #"{"ticket":"T-1","at":"2026-11-22T09:30:00","type":"created"}"#

    static let now = Timestamp(millisecondsSinceEpoch: 1_795_336_200_000)

    @Test("of events that have not come yet there is one word, and they are submitted")
    func future() throws {
        let spool = try Spool()
        let later = good.replacing("09:30:00", with: "09:35:01")
        #expect(try spool.submit("\(good)\n\(later)\n\(later)\n") == ["stem-0001.ndjson"])
        #expect(
            spool.said == [
                "slactl: 2026-11-22T08:35:01Z of ticket 'T-1' has not come yet: slad holds or refuses such an event "
                    + "(max_future in slad.yaml); is the offset right?"
            ])
    }

    @Test("good lines become one file, readable to its group, and nothing else is left", arguments: [1, 5, 1_000])
    func lines(pieces: Int) throws {
        let spool = try Spool()
        #expect(try spool.submit("\(good)\n\n\(good)\n", pieces: pieces) == ["stem-0001.ndjson"])
        #expect(try spool.content("stem-0001.ndjson").split(separator: "\n").map(String.init) == [good, good])
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(spool.inbox)/stem-0001.ndjson")
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(spool.said == [])
    }

    @Test("a last line without its end is ended, and a byte order mark is left out")
    func ends() throws {
        let spool = try Spool()
        #expect(try spool.submit("\u{FEFF}\(good)\n\(good)") == ["stem-0001.ndjson"])
        #expect(try spool.content("stem-0001.ndjson") == "\(good)\n\(good)\n")
    }

    @Test("one bad line keeps all back, and every bad one is told with its line", arguments: [3, 10_000])
    func refused(pieces: Int) throws {
        let spool = try Spool()
        #expect(try spool.submit("\(good)\n\(bad)\n\n\(good)\n{\n", pieces: pieces) == [])
        try #require(spool.said.count == 3)
        #expect(spool.said[0].hasPrefix(#"in: line 2, column 22: "at" has no offset from UTC"#), "\(spool.said[0])")
        #expect(spool.said[1].hasPrefix("in: line 5"), "\(spool.said[1])")
        #expect(spool.said[2] == "slactl: 2 of 4 events refused, nothing was submitted")
    }

    @Test("a byte order mark within the lines is refused, as the daemon does")
    func markWithin() throws {
        for pieces in [good.utf8.count + 1, 10_000] {
            #expect(try Spool().submit("\(good)\n\u{FEFF}\(good)\n", pieces: pieces) == [])
        }
    }

    @Test("of many findings the first hundred are told, and how many more there are")
    func manyFindings() throws {
        let spool = try Spool()
        #expect(try spool.submit(String(repeating: "x\n", count: 150), pieces: 70) == [])
        #expect(spool.said.count == 102)
        #expect(
            spool.said.suffix(2) == ["slactl: and 50 more", "slactl: 150 of 150 events refused, nothing was submitted"])
    }

    @Test("a word that is most likely misspelt is told once, and submitted")
    func misspelt() throws {
        let spool = try Spool()
        let event = good.replacing("created", with: "repleid")
        #expect(try spool.submit("\(event)\n\(event)\n") == ["stem-0001.ndjson"])
        #expect(spool.said == ["slactl: 'repleid' is taken as a word of your own; did you mean 'replied'?"])
    }

    @Test("no event is no file", arguments: ["", "\n \n"])
    func nothing(text: String) throws {
        let spool = try Spool()
        #expect(try spool.submit(text) == [])
        #expect(spool.said == [])
    }

    @Test("what is no event a line is refused with what to do", arguments: ["[{}]", "\u{1F}\u{8B}"])
    func forms(text: String) throws {
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        var rest: [UInt8]? = bytes
        let submission = try Spool().submission()
        #expect(throws: InputFault.self) {
            try submission.take(linesOf: "in") {
                defer { rest = nil }
                return rest
            }
        }
    }

    @Test("a document is submitted as it is, and refused with the place in it")
    func documents() throws {
        let spool = try Spool()
        let submission = spool.submission()
        try submission.take(document: Array("[\(good),\n\(good)]".utf8), of: "a.json")
        #expect(try submission.finish() == ["\(spool.inbox)/stem-0001.json"])
        #expect(try spool.content("stem-0001.json") == "[\(good),\n\(good)]")
        let second = spool.submission(stem: "second")
        try second.take(document: Array("[\(good),\n\(bad)]".utf8), of: "b.json")
        #expect(try second.finish() == [])
        #expect(spool.said.first?.hasPrefix("b.json: line 2, column 22: ") == true, "\(spool.said)")
    }

    @Test("a name that is taken is never written over")
    func taken() throws {
        let spool = try Spool()
        for _ in 1...3 {
            let submission = spool.submission()
            try submission.take(event: good)
            _ = try submission.finish()
        }
        #expect(try spool.names() == ["stem-0001-1.ndjson", "stem-0001-2.ndjson", "stem-0001.ndjson"])
    }

    @Test("more than a part's size goes into several files, in order")
    func parts() throws {
        let spool = try Spool()
        let submission = spool.submission()
        let line = Array(good.utf8) + [UInt8](repeating: 0x20, count: 1 << 18) + [UInt8(ascii: "\n")]
        var left = 130
        try submission.take(linesOf: "in") {
            left -= 1
            return left < 0 ? nil : line
        }
        #expect(try spool.names().allSatisfy { $0.hasPrefix(".") && $0.hasSuffix(".tmp") })
        _ = try submission.finish()
        #expect(try spool.names() == ["stem-0001.ndjson", "stem-0002.ndjson"])
    }

    @Test("an inbox that is not there is told")
    func missing() throws {
        let submission = Submission(
            to: .inbox("/nowhere/inbox"), stem: "s", now: Self.now, unfinished: UnfinishedFiles()
        ) { _ in }
        let fault = try #require(throws: OutputFault.self) { try submission.take(event: good) }
        #expect(fault.description.contains("--spool"))
    }

    @Test("names sort by time")
    func names() throws {
        let moment = try Timestamp(rfc3339: "2026-11-22T10:30:00.007+01:00")
        #expect(Submission.stem(now: moment).hasPrefix("20261122T093000.007Z-"))
        #expect(
            Submission.stem(now: moment).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) })
    }
}

@Suite("An event of options")
struct EventFlagsTests {
    private func line(_ arguments: String...) throws -> String? {
        let now = try Timestamp(rfc3339: "2026-11-22T08:30:00.250Z")
        return try EventFlags.parse(arguments).event(now: now, offsetSeconds: 3_600)?.line
    }

    @Test("it happened now, at the local offset")
    func now() throws {
        let expected = #"{"ticket":"T-1","at":"2026-11-22T09:30:00.250+01:00","type":"created"}"#
        #expect(try line("--ticket", "T-1", "--type", "created") == expected)
    }

    @Test("every option becomes its key")
    func all() throws {
        let found = try line(
            "--ticket", "T\"1", "--type", "changed", "--at", "2026-11-22T09:30:00Z", "--by", "agent", "--id", "7",
            "--seq",
            "-3", "--set", "status=pending", "--set", "note=a=b\n", "--unset", "assignee", "--internal", "--corrects",
            "6",
            "--opened-at", "2026-11-21T09:30:00Z", "--source", "desk", "--reason", "why")
        let expected =
            #"{"ticket":"T\"1","at":"2026-11-22T09:30:00Z","type":"changed","by":"agent","public":false,"#
            + #""set":{"status":"pending","note":"a=b\n","assignee":null},"id":"7","seq":-3,"corrects":"6","#
            + #""opened_at":"2026-11-21T09:30:00Z","source":"desk","reason":"why"}"#
        #expect(found == expected)
    }

    @Test(
        "what is no event is refused",
        arguments: [
            ["--ticket", "T"], ["--type", "created"], ["--by", "agent"], ["--set", "a=b"], ["--unset", "a"],
            ["--ticket", "T", "--type", "created", "--set", "a"],
            ["--ticket", "T", "--type", "created", "--set", "=a"],
            ["--ticket", "T", "--type", "created", "--set", "a=1", "--unset", "a"],
            ["--ticket", "T", "--type", "noted", "--public", "--internal"],
        ])
    func refused(arguments: [String]) {
        #expect(throws: (any Error).self) { try EventFlags.parse(arguments) }
    }

    @Test("without an option there is none")
    func none() throws {
        #expect(try line() == nil)
    }
}
