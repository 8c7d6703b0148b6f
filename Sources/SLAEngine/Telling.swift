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
        var due: [Due] = []
        for place in state.clocks.indices { addDue(ofClockAt: place, to: &due) }
        var news = withdrawals(except: due)
        for due in due { if let item = self.news(of: due) { news.append(item) } }
        if let answer = unheardAnswer() { news.append(answer) }
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
        /// The clock's place among those of the state: a clock is large.
        let place: Int
        let threshold: String
        let at: Timestamp
    }

    /// Adds what is true of a clock; it is read in its place, for a clock is large.
    private func addDue(ofClockAt place: Int, to due: inout [Due]) {
        let clocks = state.clocks
        let isBreached = clocks[place].isBreached(asOf: now)
        for threshold in clocks[place].thresholds where threshold.at <= now {
            let kind: AnnouncementKind = threshold.isLadder ? .ladder : .warning
            guard threshold.isLadder ? isBreachTold(place) : !isBreached && !clocks[place].state.isFinished else {
                continue
            }
            due.append(Due(kind: kind, place: place, threshold: threshold.threshold.text, at: threshold.at))
        }
        if let breachAt = clocks[place].breachAt, isBreachTold(place) {
            due.append(Due(kind: .breach, place: place, threshold: "breach", at: breachAt))
        }
        guard let stoppedAt = clocks[place].stoppedAt else { return }
        if clocks[place].state == .met {
            due.append(Due(kind: .met, place: place, threshold: "met", at: stoppedAt))
        }
        // One that a merge, a cancellation or a removed agreement ended was not finished late: it was not finished.
        if clocks[place].state == .missed, clocks[place].reason == nil, isBreachTold(place) {
            due.append(Due(kind: .finishedLate, place: place, threshold: "finished-late", at: stoppedAt))
        }
    }

    /// Whether the breach is to be known: its grace has passed, or it was told already.
    private func isBreachTold(_ place: Int) -> Bool {
        let clocks = state.clocks
        guard let breachAt = clocks[place].breachAt, breachAt <= now else { return false }
        if breachAt + clocks[place].grace <= now { return true }
        let standing = told.standings[Told.Slot(clock: clocks[place].key, threshold: "breach")]
        return standing.map { !$0.isWithdrawn } ?? false
    }

    private func news(of due: Due) -> Announcement? {
        let slot = Told.Slot(clock: state.clocks[due.place].key, threshold: due.threshold)
        guard let standing = told.standings[slot] else { return announcement(due, count: 1) }
        let clock = state.clocks[due.place]
        // What is taken from the record was told by it.
        guard clock.recordedRun == nil else { return nil }
        let again = standing.first.key.count + 1
        switch due.kind {
        case .warning:
            // Armed again only by a change of the target, and only if its instant lay ahead of that change.
            guard standing.first.target != clock.target, let ruledSince = clock.ruledSince,
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
            let place = state.clocks.indices.filter({ state.clocks[$0].ignores(answer) })
                .min(by: { state.clocks[$0].key.isBefore(state.clocks[$1].key) })
        else { return nil }
        let due = Due(kind: .answered, place: place, threshold: "answered", at: answer.at)
        let before = told.standings[Told.Slot(clock: state.clocks[place].key, threshold: due.threshold)]
        return announcement(due, count: (before?.first.key.count ?? 0) + 1)
    }

    private func announcement(_ due: Due, count: Int) -> Announcement {
        let key = AlertKey(
            ticket: ticket, clock: state.clocks[due.place].key, threshold: due.threshold, count: count)
        var announcement = facts(of: state.clocks[due.place], due.kind, key, at: due.at)
        announcement.isSummarised = due.at < now - tellWithin
        return announcement
    }

    private func correction(of standing: Told.Standing, _ due: Due) -> Announcement {
        let clock = state.clocks[due.place]
        let key = AlertKey(
            ticket: ticket, clock: clock.key, threshold: due.threshold, count: standing.first.key.count,
            correction: standing.corrections + 1)
        var announcement = facts(of: clock, .corrected, key, at: now)
        announcement.trueAt = due.at
        announcement.trueAtOffset = clock.shownOn.offsetSeconds(at: due.at)
        announcement.refersTo = standing.first.key.text
        announcement.reason =
            "it became true at \(clock.shownOn.text(of: due.at)), "
            + "not at \(clock.shownOn.text(of: standing.trueAt)); this corrects \(standing.first.key.text)"
        announcement.isSummarised = standing.first.isSummarised
        return announcement
    }

    private func withdrawals(except due: [Due]) -> [Announcement] {
        guard !told.standings.isEmpty else { return [] }
        let holding = Set(due.map { Told.Slot(clock: state.clocks[$0.place].key, threshold: $0.threshold) })
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
            customer: state.values["customer"], team: state.values["team"], startedAt: clock.startedAt,
            deadline: clock.deadline,
            deadlineOffset: clock.deadline.map(clock.shownOn.offsetSeconds(at:)) ?? 0,
            trueAtOffset: clock.shownOn.offsetSeconds(at: at), grace: clock.grace, target: clock.target,
            targetText: clock.amount.text,
            elapsed: elapsed,
            overrun: overrun > .zero ? overrun : nil, overrunElapsed: past, reason: nil, refersTo: nil,
            plan: clock.plan, revision: clock.revision, isSummarised: false)
    }
}
