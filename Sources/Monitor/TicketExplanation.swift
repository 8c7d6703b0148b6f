package import BusinessTime
package import Control
package import SLAEngine

/// What the clocks of a ticket are made of: a function of its events, the revisions of the rules and now.
package struct TicketExplanation {
    private let history: History
    private let revisions: [Revision]
    private let now: Timestamp
    private let recorded: VerdictRecord

    /// - Parameters:
    ///   - revisions: in the order of loading, at least one.
    ///   - recorded: what the ledger has of finished cycles.
    package init(
        _ history: History, revisions: [Revision], now: Timestamp, recorded: VerdictRecord = VerdictRecord()
    ) {
        self.history = history
        self.revisions = revisions
        self.now = now
        self.recorded = recorded
    }

    /// - Throws: a problem where the ticket has no clock of the objective or cycle that is asked for.
    package func answer(_ query: ExplainQuery) throws(ControlProblem) -> ExplainAnswer {
        let fold = TicketFold(history, revisions: revisions, now: now, recorded: recorded)
        let state = fold.state()
        let rules = revisions.last?.rules
        let pending = state.unstarted(by: rules, now).filter { pending in
            query.objective.map { $0 == pending.objective } ?? true
        }
        let all = state.clocks.sorted { ($0.startedAt, $0.key.objective) < ($1.startedAt, $1.key.objective) }
        let clocks = all.filter(query.wants)
        if clocks.isEmpty, query.objective != nil || query.cycle != nil, pending.isEmpty || query.cycle != nil {
            throw query.unknown(among: all)
        }
        let shown = clocks.suffix(ControlLimits.explainedClocks)
        let causes = KnownCauses(history)
        let states = fold.attributeStates()
        return ExplainAnswer(
            now: now.utcText, ticket: query.ticket, attributes: state.attributes, isOver: state.isOver,
            events: history.events.count,
            clocks: shown.map {
                ClockAccount($0, query.ticket, state.attributes, revisions, states, causes, now)
            },
            clocksLeftOut: clocks.count - shown.count, pending: query.cycle == nil ? pending : [],
            matching: rules.map { matching($0, state, shown, opened: states.first?.since ?? now) } ?? [],
            remarks: history.remarks.suffix(ControlLimits.remarks))
    }

    /// One trace where all cycles are tried alike; more of them where versions of agreements begin between their
    /// starts.
    private func matching(
        _ rules: Rules, _ state: TicketState, _ clocks: ArraySlice<Clock>, opened: Timestamp
    ) -> [MatchingAnswer] {
        var answers: [MatchingAnswer] = []
        for instant in Set([opened] + clocks.map(\.startedAt)).sorted() {
            let rows = rules.trace(state.attributes, at: instant).map { trace in
                MatchingAnswer.Row(trace, rules, state.attributes, at: instant)
            }
            let calendar = clocks.first { $0.startedAt == instant }?.shownOn ?? .always
            if answers.last?.rows != rows {
                answers.append(MatchingAnswer(at: calendar.text(of: instant), rows: rows))
            }
        }
        return answers.suffix(TicketExplanation.traces)
    }

    /// Traces of one answer, the last ones.
    private static let traces = 5
}

extension ExplainQuery {
    fileprivate func wants(_ clock: Clock) -> Bool {
        (objective.map { $0 == clock.key.objective } ?? true) && (cycle.map { $0 == clock.key.cycle } ?? true)
    }

    fileprivate func unknown(among clocks: [Clock]) -> ControlProblem {
        let asked = [objective.map { "objective '\($0)'" }, cycle.map { "cycle '\($0)'" }].compactMap(\.self)
        var known: [String] = []
        for clock in clocks {
            let name = cycle == nil ? clock.key.objective : "\(clock.key.objective) cycle \(clock.key.cycle)"
            if !known.contains(name) { known.append(name) }
        }
        return ControlProblem(
            "ticket '\(ticket)' has no clock of \(asked.joined(separator: " and "))",
            hint: known.isEmpty
                ? "it has no clocks; slactl explain \(ticket) says why"
                : "it has those of \(known.suffix(ControlLimits.remarks).joined(separator: ", "))")
    }
}

/// The events of a ticket by identity, for whoever asks who did what.
struct KnownCauses {
    private struct Identity: Hashable {
        let id: String
        let source: String?
    }

    private let events: [Identity: TicketEvent]

    init(_ history: History) {
        events = Dictionary(
            history.events.map { (Identity(id: $0.event.id, source: $0.event.source), $0.event) },
            uniquingKeysWith: { first, _ in first })
    }

    func answer(_ cause: Cause, on calendar: BusinessCalendar) -> CauseAnswer? {
        guard let event = events[Identity(id: cause.event, source: cause.source)] else { return nil }
        return CauseAnswer(
            id: cause.event, source: cause.source, what: cause.what, type: event.type.word, by: event.by.word,
            at: calendar.text(of: event.at), reason: event.reason)
    }
}

extension History {
    /// Events that were recorded after later ones, and those that replace or retract others.
    fileprivate var remarks: [EventRemark] {
        var remarks: [EventRemark] = []
        var earliestLater = Int64.max
        for recorded in events.reversed() {
            let event = recorded.event
            func remark(_ what: String) {
                remarks.append(EventRemark(event: event.id, at: event.at.utcText, what: what))
            }
            if let corrected = event.corrects {
                remark(event.type == .retracted ? "retracts \(corrected)" : "replaces \(corrected)")
            }
            if recorded.number > earliestLater { remark("came late: events that happened after it were known before") }
            earliestLater = min(earliestLater, recorded.number)
        }
        return remarks.reversed()
    }
}
