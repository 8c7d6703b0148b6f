import ArgumentParser
import BusinessTime
import Control
import Foundation
import Report
import Testing

@testable import slactl

@Suite("slactl explain", .enabled(if: Golden.zonesAreThere, Golden.noZones))
struct ExplainTests {
    private func answer(_ query: ExplainQuery, _ file: String, config: String, until: String?) throws -> ControlAnswer {
        try ExplainFiles(
            [Golden.path("explain/\(file).ndjson")], config: config, until: until.map { try Timestamp(rfc3339: $0) }
        ).answer(query)
    }

    private func explained(
        _ query: ExplainQuery, _ file: String, config: String, until: String? = nil
    ) throws -> ExplainAnswer {
        guard case .explain(let explained) = try answer(query, file, config: config, until: until) else {
            throw Unexpected()
        }
        return explained
    }

    private struct Unexpected: Error {}

    @Test("of a ticket with a pause, a holiday, a change of priority and a reopening is the page of the golden file")
    func reopened() throws {
        let query = ExplainQuery(ticket: "HD-4711", objective: "resolution")
        let answer = try explained(query, "reopened", config: Golden.samples, until: "2026-12-28T09:30:00+01:00")
        try Golden.expect(answer.text(Paint.none), in: "explain/reopened.txt")
        try Golden.expect(ControlJSON.pretty(answer) + "\n", in: "explain/reopened.json")
    }

    @Test(
        "is the page of the golden file",
        arguments: [
            ("clock-change", "N-1"), ("cancelled", "N-2"), ("unmatched", "N-3"), ("no-row", "N-4"),
        ])
    func page(file: String, ticket: String) throws {
        let answer = try explained(ExplainQuery(ticket: ticket), file, config: Golden.path("few"))
        try Golden.expect(answer.text(Paint.none), in: "explain/\(file).txt")
    }

    @Test("has no key that the manual page does not describe")
    func keys() throws {
        let golden = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: Golden.path("explain/reopened.json"))))
        let page = try String(contentsOfFile: Golden.samples + "/../docs/slad-control.7.scd", encoding: .utf8)
        let known = Set(
            page.split { !$0.isLetter && $0 != "_" }.flatMap { word in
                [String(word), word.trimmingCharacters(in: CharacterSet(charactersIn: "_"))]
            })
        #expect(keys(of: golden).subtracting(known) == [])
    }

    /// The keys of objects at any depth, without those of the ticket's own attributes.
    private func keys(of value: Any) -> Set<String> {
        if let array = value as? [Any] { return array.reduce(into: []) { $0.formUnion(keys(of: $1)) } }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(into: Set(object.keys)) { keys, entry in
            if entry.key != "attributes" { keys.formUnion(self.keys(of: entry.value)) }
        }
    }

    @Test("of a ticket, an objective or a cycle that is not there says what there is")
    func unknown() throws {
        func problem(_ query: ExplainQuery) throws -> ControlProblem? {
            guard case .error(let problem) = try answer(query, "reopened", config: Golden.samples, until: nil) else {
                return nil
            }
            return problem
        }
        #expect(
            try problem(ExplainQuery(ticket: "HD-4712"))
                == ControlProblem(
                    "no event of a ticket 'HD-4712' is in the files",
                    hint: "is it spelt as in the events? slactl replay lists them"))
        #expect(
            try problem(ExplainQuery(ticket: "HD-4711", objective: "resolve"))
                == ControlProblem(
                    "ticket 'HD-4711' has no clock of objective 'resolve'",
                    hint: "it has those of first-response, resolution, next-response"))
        #expect(
            try problem(ExplainQuery(ticket: "HD-4711", objective: "resolution", cycle: "m7"))
                == ControlProblem(
                    "ticket 'HD-4711' has no clock of objective 'resolution' and cycle 'm7'",
                    hint:
                        "it has those of first-response cycle opening, resolution cycle opening, next-response cycle m4"
                ))
    }

    @Test("keeps options of files and of the ledger apart")
    func options() {
        #expect(throws: (any Error).self) { try Explain.parse(["T-1", "--until", "2026-11-22T09:30:00Z"]) }
        #expect(throws: (any Error).self) { try Explain.parse(["T-1", "--config", "a"]) }
        #expect(throws: (any Error).self) { try Explain.parse(["T-1", "--state", "a", "b.ndjson"]) }
        #expect(throws: Never.self) { try Explain.parse(["T-1", "--config", "a", "b.ndjson", "c.ndjson"]) }
        #expect(throws: Never.self) { try Explain.parse(["T-1", "--state", "a", "--cycle", "opening"]) }
    }
}
