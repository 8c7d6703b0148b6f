import BusinessTime
import Control
import Report

extension [ClockAnswer] {
    func table(asOf now: Timestamp) -> Table {
        var table = Table(columns: ["DUE", "TICKET", "CUSTOMER", "TEAM", "OBJECTIVE", "STATE", "NEEDS", "TEAM HOURS"])
        for clock in self {
            table.add([
                clock.due(asOf: now), clock.ticket, clock.customer ?? "-", clock.team ?? "-", clock.objective,
                clock.standing, clock.needs ?? "-", clock.outlook?.text(asOf: now) ?? "-",
            ])
        }
        return table
    }
}

extension TicketsAnswer {
    /// A line a clock.
    func text(_ paint: Paint) -> String {
        guard !clocks.isEmpty else { return "no such clocks\n" }
        let table = clocks.table(asOf: instant(now)).text(paint, clocks.map(\.tone))
        let shown = Set(clocks.map(\.ticket)).count
        guard shown < tickets else { return table }
        return table + "\n\(shown) of \(tickets) tickets; --limit shows more\n"
    }
}

extension TicketAnswer {
    /// The ticket, then a paragraph a clock.
    func text(_ paint: Paint) -> String {
        let now = instant(now)
        let attributes = attributes.sorted { $0.key < $1.key }.map { (name: $0.key, text: Optional($0.value)) }
        let head = Table.pairs(
            [("ticket", ticket), ("state", isOver ? "over" : "open"), ("events", String(events))] + attributes)
        let paragraphs = clocks.map { "\n" + $0.paragraph(asOf: now, paint) }
        let none = "\nno clock; slactl explain \(Table.harmless(ticket)) says why, agreement by agreement\n"
        guard !(clocks.isEmpty && pending.isEmpty) else { return head + none }
        return ([head] + paragraphs + pending.map { "\n" + $0.paragraph }).joined()
    }
}

extension ClockAnswer {
    fileprivate func paragraph(asOf now: Timestamp, _ paint: Paint) -> String {
        let title = Table.harmless("\(objective) within \(target) (\(agreement)): \(standing)")
        let isShown = state != "cancelled"
        return paint.text(title, tone) + "\n"
            + Table.pairs([
                ("  cycle", cycle), ("  started", startedAt), ("  stopped", stoppedAt),
                ("  deadline", isShown ? deadline : nil), ("  elapsed", roughText(elapsed)),
                ("  remaining", isShown && stoppedAt == nil ? remaining : nil), ("  paused by", pausedBy),
                ("  because", reason), ("  needs", next(asOf: now)),
            ])
    }

    private var elapsed: UInt64 { UInt64(max(0, elapsedSeconds) * 1_000) }

    private var remaining: String? {
        remainingSeconds.map { seconds in
            let text = roughText(UInt64(abs(seconds) * 1_000))
            return seconds < 0 ? "none, \(text) over" : text
        }
    }
}

extension PendingAnswer {
    fileprivate var paragraph: String {
        Table.harmless("\(objective) within \(target) (\(agreement)): not started") + "\n"
    }
}
