import ArgumentParser
import Control
import Foundation
import Report
import Testing

@testable import slactl

@Suite("What slactl shows of an answer")
struct PageTests {
    private let plain = Paint.none
    private let berlin = LocalClock { _ in 3_600 }
    private static let pages = [
        "status", "status-offline", "status-settling", "ticket", "ticket-without-clock", "tickets",
        "compliance", "compliance-none", "compliance-undeclared", "compliance-edited", "excluded-nothing", "exclusions",
        "exclusions-none", "excluded", "withdrawn",
    ]

    /// An answer of the socket, and the page that people see of it.
    @Test("is the page of the golden file", arguments: Self.pages)
    func golden(name: String) throws {
        let line = try content(name + ".json")
        let page: String
        switch try ControlAnswer(line: line.utf8) {
        case .status(let answer): page = answer.text(plain)
        case .ticket(let answer): page = answer.text(plain)
        case .tickets(let answer): page = answer.text(plain)
        case .explain(let answer): page = answer.text(plain)
        case .compliance(let answer): page = answer.text(plain)
        case .exclusions(let answer): page = answer.text(in: berlin)
        case .excluded(let answer): page = answer.text(plain, in: berlin)
        case .error(let problem): page = problem.what
        }
        if let directory = ProcessInfo.processInfo.environment["SLAD_GOLDEN"] {
            try page.write(toFile: "\(directory)/\(name).txt", atomically: false, encoding: .utf8)
        }
        #expect(page == (try content(name + ".txt")))
    }

    private func content(_ name: String) throws -> String {
        let file = try #require(Bundle.module.url(forResource: "good/pages/\(name)", withExtension: nil))
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test("a window that is none is refused", arguments: ["2026-13", "2026-Q5", "november", "30", "2026-02-30", ""])
    func noWindow(name: String) {
        #expect(throws: (any Error).self) { try Compliance.parse(["--window", name]) }
    }

    @Test("a window that is one is taken", arguments: ["2026", "2026-Q4", "2026-11", "2026-W47", "2026-11-22", "30d"])
    func window(name: String) throws {
        #expect(try Compliance.parse(["--window", name]).window == name)
    }

    @Test("a list takes no reason, and a withdrawal needs one")
    func listed() throws {
        #expect(throws: (any Error).self) { try Exclude.parse(["--list", "--reason", "x"]) }
        #expect(throws: (any Error).self) { try Exclude.parse(["--list", "--author", "x"]) }
        #expect(throws: (any Error).self) { try Exclude.parse(["--withdraw", "1"]) }
        #expect(try Exclude.parse(["--list"]).list)
    }

    @Test("who may not open the socket is not sent to start slad, where only slad itself can do it")
    func permission() {
        let draft = ControlRequest.exclude(ExclusionDraft(author: "mira", reason: "outage"))
        #expect(AskOptions.problem(draft, .permission)?.hint == "use sudo")
        #expect(AskOptions.problem(draft, .missing) == nil)
        #expect(AskOptions.problem(.exclusions, .permission) == nil)
    }

    @Test("says that there is nothing")
    func nothing() {
        #expect(TicketsAnswer(now: "2026-11-02T09:00:00Z", tickets: 0, clocks: []).text(plain) == "no such clocks\n")
    }
}
