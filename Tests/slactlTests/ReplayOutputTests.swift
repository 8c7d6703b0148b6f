import BusinessTime
import Foundation
import Report
import SLAEngine
import Testing

@testable import slactl

/// The sample configuration and a file of eleven lines: a duplicate, a conflict of ids and a line without an offset.
@Suite("What slactl replay prints", .enabled(if: Golden.zonesAreThere, Golden.noZones))
struct ReplayOutputTests {
    private func replay(
        _ format: ReplayFormat, until: String? = nil, asReceived: Bool = false
    ) throws -> (text: String, isGood: Bool) {
        let file = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let handle = try FileHandle(forWritingTo: file)
        var input = try ReplayInput([Golden.path("replay/week.ndjson")], named: ["week.ndjson"])
        let end = try until.map { try Timestamp(rfc3339: $0) } ?? #require(input.lastAt)
        let rules = try rulesForReplay(Golden.samples, reaching: #require(input.firstAt), end)
        var outcome = ReplayOutcome(
            until: end, format.makePrinter(LineOutput(descriptor: handle.fileDescriptor)))
        if asReceived {
            try outcome.replayAsReceived(&input, rules)
        } else {
            try outcome.replay(&input, rules)
        }
        try handle.close()
        return (try String(contentsOf: file, encoding: .utf8), outcome.isGood)
    }

    private func records(_ text: String, _ kind: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }.filter { $0["record"] as? String == kind }
    }

    @Test("is the golden file, and the same to the byte in every run", arguments: ["ndjson", "table"])
    func golden(format: String) throws {
        let format = try #require(ReplayFormat(rawValue: format))
        let output = try replay(format)
        try Golden.expect(output.text, in: "replay/week.\(format).txt")
        #expect(try replay(format).text == output.text)
        #expect(!output.isGood)
    }

    @Test("until an instant, which is included, is the golden file")
    func until() throws {
        try Golden.expect(replay(.ndjson, until: "2026-11-03T11:00:00+01:00").text, in: "replay/week-until.ndjson.txt")
    }

    @Test("as received is the golden file")
    func asReceived() throws {
        try Golden.expect(replay(.ndjson, asReceived: true).text, in: "replay/week-as-received.ndjson.txt")
    }

    @Test("every record has every key of the manual page")
    func keys() throws {
        let text = try replay(.ndjson).text
        let clock: Set = [
            "record", "ticket", "agreement", "agreement_kind", "objective", "metric", "cycle", "state", "breached",
            "started_at", "stopped_at", "deadline", "target_seconds", "elapsed_seconds", "remaining_seconds",
            "paused_seconds", "overrun_seconds", "calendar", "started_by", "ended_by", "reason", "revision",
        ]
        let alert: Set = [
            "record", "kind", "ticket", "agreement", "objective", "cycle", "threshold", "at", "alert_id", "deadline",
            "elapsed_seconds", "overrun_seconds", "reason", "refers_to",
        ]
        let rejected: Set = ["record", "file", "line", "column", "what", "hint"]
        let summary: Set = ["record", "events", "duplicates", "rejected", "tickets", "clocks", "alerts"]
        let page = try String(
            contentsOfFile: Golden.samples + "/../docs/slad-replay.5.scd", encoding: .utf8)
        for (kind, keys) in [("clock", clock), ("alert", alert), ("rejected", rejected), ("summary", summary)] {
            let found = try records(text, kind)
            #expect(!found.isEmpty, "no \(kind)")
            for record in found { #expect(Set(record.keys) == keys) }
            for key in keys where key != "record" { #expect(page.contains("*\(key)*"), "\(key) is not described") }
        }
    }

    @Test("counts what came twice and what was refused, and says where")
    func refused() throws {
        let text = try replay(.ndjson).text
        let summary = try #require(try records(text, "summary").first)
        #expect(summary["events"] as? Int == 8)
        #expect(summary["duplicates"] as? Int == 1)
        #expect(summary["rejected"] as? Int == 2)
        #expect(summary["tickets"] as? Int == 3)
        let rejected = try records(text, "rejected")
        #expect(rejected.map { $0["line"] as? Int } == [6, 5])
        #expect(rejected.map { $0["file"] as? String } == ["week.ndjson", "week.ndjson"])
        #expect(text.hasSuffix("\n"))
        #expect(try records(String(text.split(separator: "\n").last ?? ""), "summary").count == 1)
    }
}
