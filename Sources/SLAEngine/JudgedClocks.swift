import BusinessTime

/// Joins what successive revisions make of a ticket's clocks.
///
/// A cycle that stopped at or before the instant a revision was loaded keeps the revision before it; one that was
/// still open goes on under the new one, whose breach never lies before the load that made it.
struct JudgedClocks {
    private(set) var clocks: [Clock] = []
    private(set) var isEmpty = true
    /// Cycles that a revision found on a finished ticket, and when.
    private var passedOver: [ClockKey: Timestamp] = [:]

    /// - Parameters:
    ///   - next: the clocks under the next revision, up to the load of the one after it.
    ///   - loadedAt: when that revision was loaded; nil for the first that judges the ticket.
    ///   - wasFinished: at that load only an event could have changed anything: the engine need not have held the
    ///     ticket.
    mutating func take(_ next: [Clock], loadedAt: Timestamp?, wasFinished: Bool) {
        defer { isEmpty = false }
        guard let loadedAt else { return clocks = next }
        guard wasFinished || !goOn(as: next, loadedAt) else { return }
        let before = Dictionary(clocks.map { ($0.key, $0) }) { _, last in last }
        let reopened = Set(next.filter { $0.isReopened(after: loadedAt) }.map(\.key))
        let finished = clocks.filter { (wasFinished || $0.state.isFinished) && !reopened.contains($0.key) }
        let verdicts = finished.filter { $0.state != .cancelled }
        if wasFinished { passOver(next, loadedAt) }
        let going = next.filter { clock in
            if let since = passedOver[clock.key], !clock.isNews(after: since) { return false }
            if let known = before[clock.key], !known.state.isFinished || clock.isReopened(after: loadedAt) {
                return true
            }
            guard !verdicts.contains(where: { $0.judged(sameCycleAs: clock) }) else { return false }
            return clock.stoppedAt.map { $0 > loadedAt } ?? true
        }
        let goingKeys = Set(going.map(\.key))
        let removed = clocks.filter { !wasFinished && !$0.state.isFinished && !goingKeys.contains($0.key) }
        clocks = finished.filter { !goingKeys.contains($0.key) } + removed.map { $0.removed(at: loadedAt) }
        clocks += going.map { $0.ruled(after: before[$0.key], loadedAt: loadedAt) }
    }

    /// The usual case, in which nothing is to be looked up: all clocks are open, and the next revision has the same.
    ///
    /// - Returns: false if it is another case; nothing was taken then.
    private mutating func goOn(as next: [Clock], _ loadedAt: Timestamp) -> Bool {
        guard !clocks.isEmpty, clocks.count == next.count, passedOver.isEmpty,
            clocks.indices.allSatisfy({ !clocks[$0].state.isFinished && clocks[$0].key == next[$0].key })
        else { return false }
        for place in clocks.indices { clocks[place] = next[place].ruled(after: clocks[place], loadedAt: loadedAt) }
        return true
    }

    /// A finished ticket has no clock by rules that came later, until something happens to it: the engine need not
    /// hold it to know.
    private mutating func passOver(_ next: [Clock], _ loadedAt: Timestamp) {
        for clock in next where passedOver[clock.key] == nil && !clock.isNews(after: loadedAt) {
            passedOver[clock.key] = loadedAt
        }
    }
}

extension [Clock] {
    /// Without those that took over a cycle which another agreement of the group had judged by then.
    func judgedOnce() -> [Clock] {
        guard contains(where: { $0.takenOverAt != nil }) else { return self }
        return filter { clock in
            guard let takenOverAt = clock.takenOverAt else { return true }
            return !contains { other in
                other.key.agreement != clock.key.agreement && other.hasVerdict && other.judged(sameCycleAs: clock)
                    && other.stoppedAt.map { $0 <= takenOverAt } ?? false
            }
        }
    }
}

extension Clock {
    /// It was judged, and not merely ended.
    fileprivate var hasVerdict: Bool { (state == .met || state == .missed) && reason == nil }

    /// Whether its ticket brought it after that instant.
    fileprivate func isNews(after instant: Timestamp) -> Bool {
        startedAt > instant || isReopened(after: instant) || takenOverAt.map { $0 > instant } ?? false
    }

    fileprivate func isReopened(after loadedAt: Timestamp) -> Bool {
        cycle.lastInterruption.map { $0.to > loadedAt } ?? false
    }

    /// A cycle of a metric is judged once, whichever agreement of the group judged it.
    fileprivate func judged(sameCycleAs other: Clock) -> Bool {
        if key.agreement == other.key.agreement { return key == other.key }
        return group == other.group && metric == other.metric && key.cycle == other.key.cycle
            && (metric != .custom || key.objective == other.key.objective)
    }

    /// Its agreement or objective is in the rules no more: a breach stands as missed, all else is cancelled.
    fileprivate func removed(at loadedAt: Timestamp) -> Clock {
        var clock = self
        clock.state = isBreached(asOf: loadedAt) ? .missed : .cancelled
        clock.stoppedAt = loadedAt
        clock.reason = "removed"
        if clock.state == .cancelled { clock.breachAt = nil }
        clock.thresholds.removeAll { $0.at > loadedAt }
        return clock
    }

    /// The clock under a revision loaded while it was open; `before` is what it was until then.
    fileprivate func ruled(after before: Clock?, loadedAt: Timestamp) -> Clock {
        guard startedAt <= loadedAt else { return self }
        var clock = self
        if let before, before.amount == amount, before.calendar == calendar {
            clock.ruledSince = ruledSince ?? before.ruledSince
        } else {
            clock.ruledSince = max(ruledSince ?? loadedAt, loadedAt)
        }
        if let before { clock.reloads = reloads(after: before, loadedAt) }
        clock.breachAt = breachAt.map { reached($0, before?.breachAt, loadedAt) }
        clock.thresholds = thresholds.map { due in
            let known = before?.thresholds.first { $0.threshold == due.threshold && $0.isLadder == due.isLadder }
            return DueThreshold(
                threshold: due.threshold, isLadder: due.isLadder, at: reached(due.at, known?.at, loadedAt))
        }
        return clock
    }

    /// The changes of target that reloads brought, with this one.
    private func reloads(after before: Clock, _ loadedAt: Timestamp) -> [TargetChange] {
        guard before.amount != amount || before.calendar != calendar else { return before.reloads }
        let change = TargetChange(
            at: loadedAt, before: before.amount, after: amount, reason: "", cause: nil, revision: revision,
            ran: before.elapsed(at: loadedAt), counts: elapsed(at: loadedAt))
        return before.reloads + [change]
    }

    /// What an edit put into the past is reached at the edit, and not before it was known.
    private func reached(_ at: Timestamp, _ known: Timestamp?, _ loadedAt: Timestamp) -> Timestamp {
        cycle.afterInterruption(max(at, min(known ?? .distantFuture, loadedAt)))
    }
}
