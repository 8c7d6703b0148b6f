package import BusinessTime
package import SLAEngine

/// One clock, told so that a person can check it with a pencil: what counted, what held it, and why.
package struct ClockExplanation: Encodable {
    let ticket: String
    let agreement: String
    let effectiveFrom: String?
    let objective: String
    let metric: String
    let cycle: String
    let state: String
    let reason: String?
    let startedAt: String
    let startedBy: String
    let stoppedAt: String?
    let endedBy: String?
    let target: String
    let calendar: String
    let deadline: String?
    let breachedAt: String?
    let elapsedSeconds: Double
    let revision: Int
    private let rows: Explanation

    package init(_ clock: Clock, ofTicket ticket: String, at now: Timestamp) {
        let text = clock.shownOn.text(of:)
        self.ticket = ticket
        agreement = clock.key.agreement
        effectiveFrom = clock.effectiveFrom.map(text)
        objective = clock.key.objective
        metric = clock.metric.rawValue
        cycle = clock.key.cycle
        state = clock.state.rawValue
        reason = clock.reason
        startedAt = text(clock.startedAt)
        startedBy = clock.startedBy.text
        stoppedAt = clock.stoppedAt.map(text)
        endedBy = clock.endedBy?.text
        target = clock.amount.text
        calendar = clock.calendar.name
        deadline = clock.deadline.map(text)
        breachedAt = clock.isBreached(asOf: now) ? clock.breachAt.map(text) : nil
        elapsedSeconds = clock.elapsed(at: now).seconds
        revision = clock.revision
        rows = Explanation(ClockExplanation.steps(clock, now), in: clock.shownOn)
    }

    private static func steps(_ clock: Clock, _ now: Timestamp) -> [ExplanationStep] {
        var steps: [ExplanationStep] = clock.stretches(until: now).flatMap { stretch -> [ExplanationStep] in
            switch stretch.kind {
            case .counted:
                return ExplanationStep.all(clock.calendar, clock.shownOn, from: stretch.from, to: stretch.to)
            case .paused(let cause):
                return [.init(at: stretch.from, .held(kind: "paused", to: stretch.to, note: "paused: \(cause.text)"))]
            case .resolved(let cause):
                return [
                    .init(at: stretch.from, .held(kind: "resolved", to: stretch.to, note: "resolved: \(cause.text)"))
                ]
            case .carried(let run):
                return [.init(at: stretch.from, .carried(run, note: "carried over from the target before"))]
            }
        }
        if let deadline = clock.deadline, deadline <= clock.stoppedAt ?? now {
            steps.append(.init(at: deadline, .mark(kind: "deadline", note: "deadline: the target is used up")))
        }
        return steps
    }

    /// A head of facts, and the rows.
    package var text: String {
        let head: [(name: String, text: String?)] = [
            ("clock", "\(ticket) \(objective) of \(agreement), cycle \(cycle)"),
            ("state", reason.map { "\(state): \($0)" } ?? state),
            ("breached", breachedAt),
            ("started", "\(startedAt) by \(startedBy)"),
            ("stopped", stoppedAt.map { at in endedBy.map { "\(at) by \($0)" } ?? at }),
            ("target", "\(target) on the calendar \(calendar)"),
            ("deadline", deadline ?? "none now"),
            ("judged by", "revision \(revision)" + (effectiveFrom.map { ", the version effective from \($0)" } ?? "")),
        ]
        return Table.pairs(head) + rows.text
    }
}

extension Cause {
    /// `event e7: changed, status pending (waiting for a log)`.
    var text: String { "event \(event): \(what)" + (reason.map { " (\($0))" } ?? "") }
}

/// Why each agreement holds for a ticket, or does not.
package struct MatchReport: Encodable {
    struct Row: Encodable {
        let group: String
        let order: Int
        let agreement: String
        let verdict: String
    }

    private let rows: [Row]

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows)
    }

    package init(_ traces: [MatchTrace]) {
        rows = traces.map { trace in
            Row(group: trace.group, order: trace.order, agreement: trace.agreement, verdict: trace.verdict.text)
        }
    }

    package var text: String {
        var table = Table(columns: ["GROUP", "ORDER", "AGREEMENT", "VERDICT"])
        for row in rows { table.add([row.group, String(row.order), row.agreement, row.verdict]) }
        return table.text
    }
}

extension MatchTrace.Verdict {
    fileprivate var text: String {
        switch self {
        case .holds: "holds"
        case .beaten(let winner): "not asked: \(winner) holds, of a lower order"
        case .unmatched(let reason): "does not match: \(reason)"
        case .notInForce: "not in force then"
        }
    }
}
