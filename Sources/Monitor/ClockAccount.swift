import BusinessTime
import Control
import SLAEngine

extension ClockAccount {
    /// - Parameter states: the ticket's attributes over time.
    init(
        _ clock: Clock, _ ticket: String, _ attributes: [String: String], _ revisions: [Revision],
        _ states: [AttributeState], _ causes: KnownCauses, _ now: Timestamp
    ) {
        let calendar = clock.shownOn
        let table = clock.objective(revisions)?.target
        func source(of amount: Amount?, at instant: Timestamp) -> String {
            let attributes = states.last { $0.since <= instant }?.attributes ?? states.first?.attributes ?? [:]
            return table?.source(of: amount, for: attributes) ?? "by an agreement or objective that is no more"
        }
        let changes = clock.changes(causes, now)
        self.init(
            clock: ClockRow(clock, revisions, ticket, attributes, now).answer, revision: clock.revision,
            effectiveFrom: clock.effectiveFrom.map(calendar.text), calendar: calendar.name,
            timeZone: calendar.definition?.zone.name ?? "UTC", countedOn: clock.calendar.name,
            targetSeconds: clock.isReachable ? clock.target.seconds : nil,
            targetFrom: source(of: clock.amount, at: clock.targetSince),
            breachedAt: clock.isBreached(asOf: now) ? clock.breachAt.map(calendar.text) : nil,
            segments: clock.account(causes, now), deadlineFrom: clock.deadlineWords(now),
            changes: changes.suffix(ControlLimits.explainedChanges),
            changesLeftOut: max(0, changes.count - ControlLimits.explainedChanges),
            targets: clock.targetChanges(last: ControlLimits.explainedChanges).map { change in
                TargetAnswer(
                    at: calendar.text(of: change.at), before: change.before?.text, after: change.after?.text,
                    afterFrom: change.after == nil ? change.reason : source(of: change.after, at: change.at),
                    ranSeconds: change.ran.seconds, countsSeconds: change.counts.seconds,
                    event: change.cause.flatMap { causes.answer($0, on: calendar) }, revision: change.revision)
            }, targetsLeftOut: max(0, clock.targetChangeCount - ControlLimits.explainedChanges))
    }
}

extension Clock {
    fileprivate func account(_ causes: KnownCauses, _ now: Timestamp) -> [SegmentAnswer] {
        var total = OpenTime.zero
        return segments(until: now).map { segment in
            total += segment.open
            return SegmentAnswer(
                kind: segment.word, from: shownOn.text(of: segment.from), to: shownOn.text(of: segment.to),
                openSeconds: segment.open.seconds, totalSeconds: total.seconds,
                why: segment.words(on: calendar), event: segment.cause.flatMap { causes.answer($0, on: shownOn) })
        }
    }

    /// The changes of state, and the breach among them.
    fileprivate func changes(_ causes: KnownCauses, _ now: Timestamp) -> [ChangeAnswer] {
        let turns = turns
        var changes = turns.enumerated().compactMap { index, turn -> (at: Timestamp, answer: ChangeAnswer)? in
            // A clock that begins in a pause never ran.
            if turn.change == .paused, index > 0, turns[index - 1].at == turn.at {
                return (turn.at, answer(turn, "paused", causes))
            }
            let next = index + 1 < turns.count ? turns[index + 1] : nil
            if turn.change.isRunning, let next, next.change == .paused, next.at == turn.at { return nil }
            return (turn.at, answer(turn, turn.change.word(state), causes))
        }
        if isBreached(asOf: now), let breachAt {
            let place = changes.firstIndex { $0.at > breachAt } ?? changes.endIndex
            let isBeforeEnd = place > 0 && changes[place - 1].at == breachAt && stoppedAt == breachAt
            let breach = ChangeAnswer(at: shownOn.text(of: breachAt), state: "breached", event: nil)
            changes.insert((breachAt, breach), at: isBeforeEnd ? place - 1 : place)
        }
        return changes.map(\.answer)
    }

    private func answer(_ turn: Turn, _ word: String, _ causes: KnownCauses) -> ChangeAnswer {
        ChangeAnswer(
            at: shownOn.text(of: turn.at), state: word,
            event: turn.cause.flatMap { causes.answer($0, on: shownOn) })
    }

    /// How the deadline follows from what has run.
    fileprivate func deadlineWords(_ now: Timestamp) -> String {
        if case .promised(let instant) = amount {
            return "promised for \(shownOn.text(of: instant)); no pause moves it"
        }
        if let recordedRun {
            return "\(recordedRun.text) had run, as revision \(revision) recorded it; its rules or zone data are gone, "
                + "and the lines are reckoned with those of today"
        }
        guard isReachable else { return "none: \(amount.text) do not come within 50 years" }
        let end = stoppedAt.map { min($0, now) } ?? now
        let ran = elapsed(at: end)
        let used = "\(ran.text) of \(target.text) used at \(shownOn.text(of: end))"
        if let deadline, deadline <= end { return "\(target.text) were used up at \(shownOn.text(of: deadline))" }
        guard ran < target else { return used }
        let rest = target - ran
        switch state {
        case .met, .missed, .cancelled:
            return deadline.map { "\(used), when it stopped; the other \(rest.text) would have ended at \(text($0))" }
                ?? "\(used), when it stopped; it was paused, and nothing said when it would be used up"
        case .paused:
            let ahead = calendar.deadline(after: now, open: rest).map(text) ?? "no time"
            return "\(used); \(rest.text) remain. None while it is paused; if it went on now it would be \(ahead)"
        case .running:
            let begins = calendar.nextOpening(atOrAfter: now) ?? now
            let from = begins > now ? "from the next opening, \(text(begins))," : "from there"
            return deadline.map { "\(used); the other \(rest.text) counted on \(from) end at \(text($0))" } ?? used
        }
    }

    private func text(_ instant: Timestamp) -> String { shownOn.text(of: instant) }
}

extension Turn.Change {
    fileprivate var isRunning: Bool {
        switch self {
        case .started, .resumed, .takenUpAgain: true
        case .paused, .resolved, .ended: false
        }
    }

    fileprivate func word(_ state: Clock.State) -> String {
        switch self {
        case .started, .resumed, .takenUpAgain: "running"
        case .paused: "paused"
        case .resolved: "resolved"
        case .ended: state.rawValue
        }
    }
}

extension TargetTable {
    /// Where an amount stands in the table; nil where these attributes do not ask for it.
    fileprivate func source(of amount: Amount?, for attributes: [String: String]) -> String? {
        guard let amount, choice(for: attributes) == .amount(amount) else { return nil }
        if let promisedIn { return "the instant in the attribute \(promisedIn)" }
        guard let attribute else { return "one for every ticket" }
        guard let value = attributes[attribute] else {
            return "the row else of the table by \(attribute), which is absent"
        }
        return rows[value] == nil
            ? "the row else of the table by \(attribute), which is \(value)"
            : "the row \(value) of the table by \(attribute)"
    }
}
