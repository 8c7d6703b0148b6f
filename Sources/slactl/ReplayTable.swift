import BusinessTime
import EventFormat
import Report
import SLAEngine
import Scenario

/// Two tables, for people: clocks, and what was told.
final class ReplayTable: ReplayPrinter {
    let maker: any ReplayLineMaker = RowMaker()
    private var clocks = Table(columns: ["TICKET", "AGREEMENT", "OBJECTIVE", "CYCLE", "STATE", "ELAPSED", "DEADLINE"])
    private var alerts = Table(columns: ["AT", "KIND", "TICKET", "OBJECTIVE", "THRESHOLD", "REASON"])
    private let output: LineOutput

    init(_ output: LineOutput) {
        self.output = output
    }

    func show(clocks lines: TextLines) {
        for index in 0..<lines.count { clocks.add(lines.row(index)) }
    }

    func show(alerts lines: TextLines) {
        for index in 0..<lines.count { alerts.add(lines.row(index)) }
    }

    func show(_ refusal: ReplayInput.Refusal) throws {
        complain("\(refusal.file): \(refusal.finding.reason)")
    }

    func finish(_ summary: ReplaySummary) throws {
        try output.write(Array(clocks.text.utf8))
        if !summary.alerts.isEmpty { try output.write(Array(("\n" + alerts.text).utf8)) }
        try output.flush()
        remark(
            "\(summary.events) events of \(summary.tickets) tickets, \(summary.duplicates) duplicates, "
                + "\(summary.rejected) refused")
    }
}

/// Makes the rows.
private struct RowMaker: ReplayLineMaker {
    func write(_ line: ReplayedClock, of ticket: String, at until: Timestamp, to lines: inout TextLines) {
        switch line {
        case .started(let clock):
            let state = clock.state.rawValue + (clock.isBreached(asOf: until) ? ", breached" : "")
            lines.append(row: [
                ticket, clock.key.agreement, clock.key.objective, clock.key.cycle, state,
                "\(clock.elapsed(at: until).text) of \(clock.amount.text)",
                clock.deadline.map(clock.shownOn.text(of:)) ?? "-",
            ])
        case .pending(let pending):
            lines.append(row: [
                ticket, pending.agreement, pending.objective, "-", "pending", "0s of \(pending.amount.text)", "-",
            ])
        }
    }

    func write(_ alert: ReplayedAlert, to lines: inout TextLines) {
        lines.append(row: [
            alert.subject.clock.shownOn.text(of: alert.at), alert.kind.rawValue, alert.key.ticket,
            alert.key.clock.objective, alert.key.threshold, "",
        ])
    }

    func write(_ announcement: Announcement, to lines: inout TextLines) {
        lines.append(row: [
            announcement.at.text(offsetSeconds: announcement.trueAtOffset), announcement.kind.rawValue,
            announcement.key.ticket, announcement.key.clock.objective, announcement.key.threshold,
            announcement.reason ?? "",
        ])
    }
}
