import EventFormat
import Foundation
import Testing

/// The examples of docs/slad-events.5.scd.
@Suite("The manual of the event format")
struct ManualTests {
    @Test("every event that it shows is one")
    func examples() throws {
        let examples = try blocks().filter { $0.hasPrefix("{") }
        #expect(examples.count >= 2)
        for example in examples {
            let form = example.contains("specversion") ? EventFileForm.json : .lines
            let decoded = decode(example, form)
            #expect(!decoded.events.isEmpty)
            #expect(decoded.findings == [])
        }
    }

    @Test("the reason that it quotes is what is said")
    func reason() throws {
        let quoted = try #require(try blocks().first { $0.hasPrefix("line ") })
        let lines = [line(), line(#","by":"custmer""#), #"{"ticket":"T-1" "at":"2026-11-22T09:30:00Z"}"#]
        #expect(quoted == decode(lines.joined(separator: "\n")).findings.map { $0.reason + "\n" }.joined())
    }

    @Test("it describes every key and every type that is built in")
    func words() throws {
        let page = try page()
        for key in [
            "ticket", "at", "type", "by", "public", "set", "id", "seq", "corrects", "opened_at", "source", "reason",
        ] {
            #expect(page.contains("\n*\(key)*\n\t") || page.contains("\n*\(key)* (required)\n\t"), "\(key)")
        }
        for type in ["created", "replied", "noted", "changed", "assigned", "resolved", "closed", "reopened", "merged"] {
            #expect(page.contains("*\(type)*"), "\(type)")
        }
    }

    /// The literal blocks of the page.
    private func blocks() throws -> [String] {
        try page().components(separatedBy: "```\n").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    private func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        return try String(contentsOf: root.appending(path: "docs/slad-events.5.scd"), encoding: .utf8)
    }
}
