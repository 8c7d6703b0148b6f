import BusinessTime
import EventFormat
import Report
import SLAEngine
import Scenario

/// A record a line.
final class ReplayLines: ReplayPrinter {
    private let output: LineOutput

    init(_ output: LineOutput) {
        self.output = output
    }

    func show(_ line: ReplayedClock, of ticket: String, at until: Timestamp) throws {
        switch line {
        case .started(let clock): try write(JSONLine(clock, ofTicket: ticket, at: until))
        case .pending(let pending): try write(JSONLine(pending, ofTicket: ticket, revision: 1))
        }
    }

    func show(_ alert: ReplayedAlert) throws {
        try write(JSONLine(alert: alert.kind, alert.key, at: alert.at, alert.clock))
    }

    func show(_ announcement: Announcement) throws {
        try write(JSONLine(announcement))
    }

    func show(_ refusal: ReplayInput.Refusal) throws {
        var line = JSONLine()
        line.add("record", "rejected")
        line.add("file", refusal.file)
        line.add("line", number: String(refusal.finding.line))
        line.add("column", number: refusal.finding.column.map(String.init))
        line.add("what", refusal.finding.what)
        line.add("hint", refusal.finding.hint)
        try write(line)
    }

    func finish(_ summary: ReplaySummary) throws {
        var line = JSONLine()
        line.add("record", "summary")
        line.add("events", number: String(summary.events))
        line.add("duplicates", number: String(summary.duplicates))
        line.add("rejected", number: String(summary.rejected))
        line.add("tickets", number: String(summary.tickets))
        line.add("clocks", counts: summary.clocks)
        line.add("alerts", counts: summary.alerts)
        try write(line)
        try output.flush()
    }

    private func write(_ line: JSONLine) throws {
        try output.write(line.closed + [UInt8(ascii: "\n")])
    }
}
