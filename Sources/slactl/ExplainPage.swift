import BusinessTime
import Control
import Report

extension ExplainAnswer {
    /// The ticket, a chapter a clock, what has not started, and why agreements hold or do not.
    func text(_ paint: Paint) -> String {
        let attributes = attributes.sorted { $0.key < $1.key }.map { (name: $0.key, text: Optional($0.value)) }
        let head = Table.pairs(
            [("ticket", ticket), ("state", isOver ? "over" : "open"), ("events", String(events)), ("as of", now)]
                + attributes)
        let left =
            clocksLeftOut > 0 ? "\n\(clocksLeftOut) older clocks are left out; --objective and --cycle choose\n" : ""
        let chapters = clocks.map { "\n" + $0.text(paint) }
        let none = clocks.isEmpty && pending.isEmpty ? "\nno clock: see why below\n" : ""
        return ([head, none, left] + chapters + [pendingText] + matching.map(\.text) + [remarksText]).joined()
    }

    private var pendingText: String {
        pending.map { pending in
            let starts = pending.starts.map { "; it starts with \($0)" } ?? ""
            return "\n"
                + Table.harmless(
                    "\(pending.objective) within \(pending.target) (\(pending.agreement)): not started\(starts)") + "\n"
        }.joined()
    }

    private var remarksText: String {
        guard !remarks.isEmpty else { return "" }
        var table = Table(columns: ["EVENT", "AT", "REMARK"])
        for remark in remarks { table.add([remark.event, remark.at, remark.what]) }
        return "\n" + table.text
    }
}

extension ClockAccount {
    fileprivate func text(_ paint: Paint) -> String {
        let title = "\(clock.objective) within \(clock.target) (\(clock.agreement)): \(clock.standing)"
        return ([paint.text(Table.harmless(title), clock.tone) + "\n", facts, accountText, changesText, targetsText])
            .joined()
    }

    private var facts: String {
        let version = effectiveFrom.map { "the version effective from \($0), " } ?? ""
        let counted = countedOn == calendar ? "" : "; its time is counted on \(countedOn)"
        return Table.pairs([
            ("  agreement", "\(clock.agreement) (\(clock.kind)), \(version)revision \(revision) of the rules"),
            ("  measures", "\(clock.metric), cycle \(clock.cycle)"),
            ("  calendar", "\(calendar) (\(timeZone))\(counted)"),
            ("  target", "\(clock.target)\(length), \(targetFrom)"),
            ("  elapsed", amount(clock.elapsedSeconds)),
            ("  deadline", clock.deadline ?? "none"),
            ("  reckoning", deadlineFrom),
            ("  breached", breachedAt),
            ("  because", clock.reason),
            ("  needs", clock.needs),
        ])
    }

    /// What the target is in open time, where that depends on when it began.
    private var length: String {
        guard let targetSeconds, clock.target.hasSuffix("bd") || clock.target.hasPrefix("at ") else { return "" }
        return " (\(amount(targetSeconds)) from its start)"
    }

    private var accountText: String {
        guard !segments.isEmpty else { return "" }
        var table = Table(columns: ["  FROM", "TO", "OPEN", "TOTAL", "WHY"])
        for segment in segments {
            let open = segment.openSeconds > 0 ? amount(segment.openSeconds) : "-"
            table.add(["  " + segment.from, segment.to, open, amount(segment.totalSeconds), segment.why])
        }
        return "\n" + table.text
    }

    private var changesText: String {
        guard !changes.isEmpty else { return "" }
        var table = Table(columns: ["  AT", "STATE", "BY EVENT", "WHAT", "WHO", "REASON"])
        for change in changes {
            table.add([
                "  " + change.at, change.state, change.event?.name ?? "-", change.event?.what ?? "-",
                change.event?.by ?? "-", change.event?.reason ?? "",
            ])
        }
        let left = changesLeftOut > 0 ? "  \(changesLeftOut) older changes are left out\n" : ""
        return "\n" + left + table.text
    }

    private var targetsText: String {
        guard !targets.isEmpty else { return "" }
        var table = Table(columns: ["  TARGET CHANGED", "FROM", "TO", "RAN", "COUNTS", "BY", "WHERE IT STANDS"])
        for target in targets {
            table.add([
                "  " + target.at, target.before ?? "-", target.after ?? "-", amount(target.ranSeconds),
                amount(target.countsSeconds), target.cause, target.afterFrom,
            ])
        }
        let left = targetsLeftOut > 0 ? "  \(targetsLeftOut) older changes of the target are left out\n" : ""
        return "\n" + left + table.text
    }
}

extension CauseAnswer {
    fileprivate var name: String { source.map { "\(id) of \($0)" } ?? id }
}

extension TargetAnswer {
    fileprivate var cause: String {
        event.map { "event \($0.name)" } ?? revision.map { "revision \($0)" } ?? "-"
    }
}

extension MatchingAnswer {
    fileprivate var text: String {
        guard !rows.isEmpty else { return "\nno agreement is in the rules\n" }
        var table = Table(columns: ["GROUP", "ORDER", "AGREEMENT", "FOR A CYCLE STARTED AT \(at)"])
        for row in rows {
            let version = row.effectiveFrom.map { " from \($0)" } ?? ""
            table.add([row.group, String(row.order), row.agreement + version, row.why])
        }
        return "\n" + table.text
    }
}

/// Seconds as `1h30m`, without rounding.
private func amount(_ seconds: Double) -> String {
    OpenTime(milliseconds: Int64((seconds * 1_000).rounded())).text
}
