import BusinessTime
import Control
import SLAEngine

/// A clock as a row of an answer, and what rows are sorted by.
struct ClockRow {
    let answer: ClockAnswer
    let deadline: Timestamp

    init(
        _ clock: Clock, _ revisions: [Revision], _ ticket: String, _ attributes: [String: String], _ now: Timestamp
    ) {
        let calendar = clock.shownOn
        let elapsed = clock.elapsed(at: now)
        let needs = clock.state.isFinished ? nil : clock.objective(revisions)?.needed(by: clock.kind)
        deadline = clock.deadline ?? .distantFuture
        answer = ClockAnswer(
            ticket: ticket, customer: attributes["customer"], team: attributes["team"], agreement: clock.key.agreement,
            kind: clock.kind.rawValue, objective: clock.key.objective, metric: clock.metric.rawValue,
            cycle: clock.key.cycle, state: clock.state.rawValue, isBreached: clock.isBreached(asOf: now),
            isAtRisk: clock.isAtRisk(asOf: now), startedAt: calendar.text(of: clock.startedAt),
            stoppedAt: clock.stoppedAt.map(calendar.text), deadline: clock.deadline.map(calendar.text),
            zone: clock.deadline.flatMap { calendar.zone.abbreviation(at: $0) }, target: clock.amount.text,
            elapsedSeconds: elapsed.seconds,
            remainingSeconds: clock.isReachable ? (clock.target - elapsed).seconds : nil, needs: needs,
            pausedBy: clock.pausedBy(now), reason: clock.reason, hours: clock.hours(now))
    }
}

extension OpenTime {
    var seconds: Double { Double(milliseconds) / 1_000 }
}

extension BusinessCalendar {
    var zone: Zone { definition?.zone ?? .utc }
}

extension Clock {
    /// Business days that never come have no rest.
    var isReachable: Bool { target < OpenTime(milliseconds: .max / 8) }

    /// The objective that it measures, as the revision has it that judged it.
    func objective(_ revisions: [Revision]) -> Objective? {
        let rules = revisions.last { $0.number == revision }?.rules
        return rules?.agreement(named: key.agreement, from: effectiveFrom)?.objectives
            .first { $0.name == key.objective }
    }

    /// What holds a paused clock: what the event did, and when.
    fileprivate func pausedBy(_ now: Timestamp) -> String? {
        guard state == .paused, let last = stretches(until: now).last(where: { $0.cause != nil }),
            let cause = last.cause
        else { return nil }
        return "\(cause.what) at \(shownOn.text(of: last.from))" + (cause.reason.map { " (\($0))" } ?? "")
    }

    /// The hours of the objective's calendar until the deadline of a clock that runs.
    fileprivate func hours(_ now: Timestamp) -> HoursAnswer? {
        guard state == .running, let deadline, deadline > now, shownOn != .always else { return nil }
        let isOpen = shownOn.isOpen(at: now)
        let closing = isOpen ? shownOn.nextClosing(after: now) : nil
        let opening = isOpen ? closing.flatMap(shownOn.nextOpening) : shownOn.nextOpening(atOrAfter: now)
        return HoursAnswer(
            calendar: shownOn.name, isOpen: isOpen, closesAt: closing.map(shownOn.text),
            opensAt: opening.map(shownOn.text), openSeconds: shownOn.openTime(from: now, to: deadline).seconds)
    }
}

extension Stretch {
    fileprivate var cause: Cause? {
        switch kind {
        case .paused(let cause), .resolved(let cause): cause
        case .counted, .carried, .uncounted: nil
        }
    }
}
