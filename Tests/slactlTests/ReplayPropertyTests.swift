import BusinessTime
import EventFormat
import Foundation
import Report
import SLAEngine
import SLATesting
import Scenario
import Testing

@testable import slactl

/// Tickets are judged on all cores; the oracle takes one line, ticket and alert after the other.
@Suite("A replay on all cores")
struct ReplayPropertyTests {
    @Test("prints what one core would, to the byte")
    func sameAsOneCore() throws {
        for seed in Seeds.cases(8, of: 132) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let lines = events(from: &random).map(EventFormat.EventText.line(of:))
            let until = Timestamp.playDay + .minutes(Int64.random(in: 60...400, using: &random.generator))
            let printed = try print(lines, rules, until)
            #expect(printed == oracle(lines, rules, until), "SLAD_SEED=\(seed)")
        }
    }

    @Test("explains the first thousand of what it refuses, however the file is cut")
    func refusals() throws {
        let bad = (0..<1_300).map { #"{"ticket":"T-\#($0)","at":"2026-11-22T09:30:00+01:00","type":"created",}"# }
        let good = EventFormat.EventText.line(of: RandomHistory.plainEvent)
        let lines = bad.flatMap { [String](repeating: good, count: 5) + [$0] }
        let found = try withFile(lines) { try ReplayInput([$0]).refusals.map(\.finding) }
        #expect(found == serial(lines).findings)
        #expect(found[999].column != nil)
        #expect(found[1_000].column == nil)
    }

    /// Of some hundreds of tickets, mixed; now and then one comes twice, or another has its id.
    private func events(from random: inout RandomHistory) -> [TicketEvent] {
        var events = (0..<400).flatMap { random.events(ticket: "T-\($0)", count: 5) }
        events.shuffle(using: &random.generator)
        for _ in 0..<20 {
            var event = random.generator.pick(events)
            if random.generator.chance(50) { event.reason = "another" }
            events.append(event)
        }
        return events
    }

    private func withFile<Found>(_ lines: [String], _ body: (String) throws -> Found) throws -> Found {
        let file = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString).ndjson")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    private func print(_ lines: [String], _ rules: Rules, _ until: Timestamp) throws -> [Substring] {
        try withFile(lines) { path in
            var input = try ReplayInput([path])
            let output = path + ".out"
            try Data().write(to: URL(filePath: output))
            defer { try? FileManager.default.removeItem(atPath: output) }
            let handle = try #require(FileHandle(forWritingAtPath: output))
            var outcome = ReplayOutcome(
                until: until, ReplayLines(LineOutput(descriptor: handle.fileDescriptor)))
            try outcome.replay(&input, rules)
            try handle.close()
            return records(try String(contentsOfFile: output, encoding: .utf8))
        }
    }

    /// The clocks and alerts of an output.
    private func records(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            [#"{"record":"clock""#, #"{"record":"alert""#].contains { line.hasPrefix($0) }
        }
    }

    private func oracle(_ lines: [String], _ rules: Rules, _ until: Timestamp) -> [Substring] {
        var replay = Replay()
        for (number, event) in serial(lines).events.enumerated() {
            _ = replay.take(RecordedEvent(number: Int64(number), event: event))
        }
        let tickets = (0..<replay.ticketCount).map { replay.ticket($0, until: until, rules) }
        var text: [UInt8] = []
        for ticket in tickets {
            for line in ticket.lines {
                switch line {
                case .started(let clock): JSONLine(clock, ofTicket: ticket.name, at: until).append(to: &text)
                case .pending(let clock): JSONLine(clock, ofTicket: ticket.name, revision: 1).append(to: &text)
                }
                text += "\n".utf8
            }
        }
        for alert in tickets.flatMap(\.alerts).sorted(by: ReplayedAlert.inOrder) {
            JSONLine(alert: alert.kind, alert.key, at: alert.at, alert.subject.clock).append(to: &text)
            text += "\n".utf8
        }
        return records(String(decoding: text, as: UTF8.self))
    }

    /// One line after the other.
    private func serial(_ lines: [String]) -> (events: [TicketEvent], findings: [EventFinding]) {
        var file = EventFile(bytes: Array(lines.joined(separator: "\n").utf8), form: .lines)
        var decoder = EventDecoder()
        var (events, findings): ([TicketEvent], [EventFinding]) = ([], [])
        while let line = file.next(with: &decoder, explaining: findings.count < 1_000) {
            switch line {
            case .event(let event, _): events.append(event)
            case .finding(let finding): findings.append(finding)
            }
        }
        return (events, findings)
    }
}

extension RandomHistory {
    fileprivate static var plainEvent: TicketEvent {
        TicketEvent(ticket: "T-1", at: .playDay, type: .created, id: "e1", by: .customer, isPublic: true)
    }
}
