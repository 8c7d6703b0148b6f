import BusinessTime
import EventFormat
import Report
import SLAEngine
import Scenario

/// A record a line, for programs.
final class ReplayLines: ReplayPrinter {
    let maker: any ReplayLineMaker = RecordMaker()
    private let output: LineOutput

    init(_ output: LineOutput) {
        self.output = output
    }

    func show(clocks: TextLines) throws { try output.write(clocks.bytes) }

    func show(alerts: TextLines) throws { try output.write(alerts.bytes) }

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
        var lines = TextLines()
        lines.append(line)
        try output.write(lines.bytes)
    }
}

/// Makes the records.
private struct RecordMaker: ReplayLineMaker {
    func write(_ line: ReplayedClock, of ticket: String, at until: Timestamp, to lines: inout TextLines) {
        switch line {
        case .started(let clock): lines.append(JSONLine(clock, ofTicket: ticket, at: until))
        case .pending(let pending): lines.append(JSONLine(pending, ofTicket: ticket, revision: 1))
        }
    }

    func write(_ alert: ReplayedAlert, to lines: inout TextLines) {
        lines.append(JSONLine(alert: alert.kind, alert.key, at: alert.at, alert.subject.clock))
    }

    func write(_ announcement: Announcement, to lines: inout TextLines) {
        lines.append(JSONLine(announcement))
    }
}
