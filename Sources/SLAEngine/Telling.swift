import BusinessTime

/// Decides what is to be told now: what holds of the clocks, less what has been told.
struct Telling {
    let ticket: String
    let state: TicketState
    let told: Told
    let now: Timestamp
    let tellWithin: ElapsedTime

    /// What is to be told, in the order in which it became true.
    func announcements() -> [Announcement] {
        let due = state.clocks.flatMap(due(of:))
        let news =
            due.compactMap(news(of:)) + withdrawals(except: due) + [unheardAnswer()].compactMap(\.self)
        return news.count < 2 ? news : news.sorted(by: Telling.precedes)
    }

    private static func precedes(_ left: Announcement, _ right: Announcement) -> Bool {
        guard (left.at, left.trueAt) == (right.at, right.trueAt) else {
            return (left.at, left.trueAt) < (right.at, right.trueAt)
        }
        return left.key.text < right.key.text
    }

    /// Something that is true of a clock by now.
    private struct Due {
        let kind: AnnouncementKind
        let clock: Clock
        let threshold: String
        let at: Timestamp
    }

    private func due(of clock: Clock) -> [Due] {
        let isBreached = clock.isBreached(asOf: now)
        var due: [Due] = []
        for threshold in clock.thresholds where threshold.at <= now {
            let kind: AnnouncementKind = threshold.isLadder ? .ladder : .warning
            guard threshold.isLadder ? isBreachTold(clock) : !isBreached && !clock.state.isFinished else { continue }
            due.append(Due(kind: kind, clock: clock, threshold: threshold.threshold.text, at: threshold.at))
        }
        if let breachAt = clock.breachAt, isBreachTold(clock) {
            due.append(Due(kind: .breach, clock: clock, threshold: "breach", at: breachAt))
        }
        if let stoppedAt = clock.stoppedAt, clock.state == .met {
            due.append(Due(kind: .met, clock: clock, threshold: "met", at: stoppedAt))
        }
        // One that a merge, a cancellation or a removed agreement ended was not finished late: it was not finished.
        if let stoppedAt = clock.stoppedAt, clock.state == .missed, clock.reason == nil, isBreachTold(clock) {
            due.append(Due(kind: .finishedLate, clock: clock, threshold: "finished-late", at: stoppedAt))
        }
        return due
    }

    /// Whether the breach is to be known: its grace has passed, or it was told already.
    private func isBreachTold(_ clock: Clock) -> Bool {
        guard let breachAt = clock.breachAt, breachAt <= now else { return false }
        if breachAt + clock.grace <= now { return true }
        let standing = told.standings[Told.Slot(clock: clock.key, threshold: "breach")]
        return standing.map { !$0.isWithdrawn } ?? false
    }

    private func news(of due: Due) -> Announcement? {
        let slot = Told.Slot(clock: due.clock.key, threshold: due.threshold)
        guard let standing = told.standings[slot] else { return announcement(due, count: 1) }
        // What is taken from the record was told by it.
        guard due.clock.recordedRun == nil else { return nil }
        let again = standing.first.key.count + 1
        switch due.kind {
        case .warning:
            // Armed again only by a change of the target, and only if its instant lay ahead of that change.
            guard standing.first.target != due.clock.target, let ruledSince = due.clock.ruledSince,
                due.at > ruledSince
            else { return nil }
            return announcement(due, count: again)
        case .finishedLate:
            return standing.trueAt == due.at ? nil : announcement(due, count: again)
        case .breach, .ladder, .met:
            if standing.isWithdrawn { return announcement(due, count: again) }
            return standing.trueAt == due.at ? nil : correction(of: standing, due)
        case .withdrawn, .corrected, .answered:
            return nil
        }
    }

    /// The customer has answered, and clocks wait for the status: told once a waiting, of the first such clock.
    private func unheardAnswer() -> Announcement? {
        guard let answer = state.answer, !told.knows(answer),
            let clock = state.clocks.filter({ $0.ignores(answer) }).min(by: { $0.key.isBefore($1.key) })
        else { return nil }
        let due = Due(kind: .answered, clock: clock, threshold: "answered", at: answer.at)
        let before = told.standings[Told.Slot(clock: clock.key, threshold: due.threshold)]
        return announcement(due, count: (before?.first.key.count ?? 0) + 1)
    }

    private func announcement(_ due: Due, count: Int) -> Announcement {
        let key = AlertKey(ticket: ticket, clock: due.clock.key, threshold: due.threshold, count: count)
        var announcement = facts(of: due.clock, due.kind, key, at: due.at)
        announcement.isSummarised = due.at < now - tellWithin
        return announcement
    }

    private func correction(of standing: Told.Standing, _ due: Due) -> Announcement {
        let key = AlertKey(
            ticket: ticket, clock: due.clock.key, threshold: due.threshold, count: standing.first.key.count,
            correction: standing.corrections + 1)
        var announcement = facts(of: due.clock, .corrected, key, at: now)
        announcement.trueAt = due.at
        announcement.trueAtOffset = due.clock.shownOn.offsetSeconds(at: due.at)
        announcement.refersTo = standing.first.key.text
        announcement.reason =
            "it became true at \(due.clock.shownOn.text(of: due.at)), "
            + "not at \(due.clock.shownOn.text(of: standing.trueAt)); this corrects \(standing.first.key.text)"
        announcement.isSummarised = standing.first.isSummarised
        return announcement
    }

    private func withdrawals(except due: [Due]) -> [Announcement] {
        guard !told.standings.isEmpty else { return [] }
        let holding = Set(due.map { Told.Slot(clock: $0.clock.key, threshold: $0.threshold) })
        return told.standings.compactMap { slot, standing in
            guard !standing.isWithdrawn, !holding.contains(slot) else { return nil }
            switch standing.first.kind {
            case .breach, .ladder, .met: break
            case .warning, .finishedLate, .answered, .withdrawn, .corrected: return nil
            }
            let clock = state.clocks.first { $0.key == slot.clock }
            guard clock?.recordedRun == nil else { return nil }
            return withdrawal(of: standing, clock)
        }
    }

    private func withdrawal(of standing: Told.Standing, _ clock: Clock?) -> Announcement {
        let first = standing.first.key
        let key = AlertKey(
            ticket: ticket, clock: first.clock, threshold: first.threshold, count: first.count,
            correction: standing.corrections, isWithdrawal: true)
        var announcement = clock.map { facts(of: $0, .withdrawn, key, at: now) } ?? standing.first
        announcement.kind = .withdrawn
        announcement.key = key
        announcement.at = now
        announcement.trueAt = now
        announcement.refersTo = first.text
        announcement.reason = "\(reason(clock)); this withdraws \(first.text)"
        announcement.isSummarised = standing.first.isSummarised
        return announcement
    }

    /// Why what was told does not hold any more.
    private func reason(_ clock: Clock?) -> String {
        guard let clock else { return "by what is known now this clock never ran" }
        let calendar = clock.shownOn
        switch clock.state {
        case .met: return "stopped in time at \(clock.stoppedAt.map(calendar.text(of:)) ?? "")"
        case .cancelled: return "cancelled: \(clock.reason ?? "")"
        case .missed: return "the target had been used up before the stop"
        case .running, .paused:
            if let deadline = clock.deadline, deadline > now {
                return "the deadline is \(calendar.text(of: deadline)) now"
            }
            return clock.state == .paused ? "paused before the target was used up" : "the clock runs again"
        }
    }

    private func facts(of clock: Clock, _ kind: AnnouncementKind, _ key: AlertKey, at: Timestamp) -> Announcement {
        let elapsed = clock.elapsed(at: at)
        let overrun = elapsed - clock.target
        let past = clock.deadline.map { at - $0 }.flatMap { $0 > .zero ? $0 : nil }
        return Announcement(
            kind: kind, key: key, at: at, trueAt: at, agreementKind: clock.kind, metric: clock.metric,
            customer: state.attributes["customer"], team: state.attributes["team"], startedAt: clock.startedAt,
            deadline: clock.deadline,
            deadlineOffset: clock.deadline.map(clock.shownOn.offsetSeconds(at:)) ?? 0,
            trueAtOffset: clock.shownOn.offsetSeconds(at: at), grace: clock.grace, target: clock.target,
            targetText: clock.amount.text,
            elapsed: elapsed,
            overrun: overrun > .zero ? overrun : nil, overrunElapsed: past, reason: nil, refersTo: nil,
            plan: clock.plan, revision: clock.revision, isSummarised: false)
    }
}
