import BusinessTime

/// Judges a cycle by the rulings that held while it ran: deadline, breach, verdict.
struct Judgement {
    let cycle: Cycle
    /// In the order of time; the first holds at the start of the cycle.
    let rulings: [Ruling]
    let now: Timestamp

    /// - Parameter rulings: all rulings of the objective on this ticket.
    init(_ cycle: Cycle, _ rulings: [Ruling], now: Timestamp) {
        self.cycle = cycle
        self.now = now
        let end = max(cycle.endedAt ?? now, cycle.startedAt)
        let inTime = rulings.prefix { cycle.endedBeforeAttributes ? $0.since < end : $0.since <= end }
        // The ruling of the opening holds in any case.
        let known = inTime.isEmpty ? rulings.prefix(1) : inTime
        let first = known.lastIndex { $0.since <= cycle.startedAt } ?? known.startIndex
        self.rulings = Judgement.felt(Array(known[first...]), by: cycle)
    }

    /// What is finished stays: of the rulings that changed while a resolution had stopped the cycle, it follows at the
    /// reopening the last alone.
    private static func felt(_ rulings: [Ruling], by cycle: Cycle) -> [Ruling] {
        var felt: [Ruling] = []
        for (ruling, next) in zip(rulings, rulings.dropFirst().map(Optional.some) + [nil]) {
            if let next, cycle.isInterrupted(from: ruling.since, to: next.since) { continue }
            if let last = felt.last, last.demand == ruling.demand, last.reason == ruling.reason { continue }
            felt.append(ruling)
        }
        return felt
    }

    /// - Returns: nil if the objective never demanded anything of this cycle.
    func clock(_ objective: Objective, _ agreement: Agreement, revision: Int) -> Clock? {
        guard let ruling = rulings.last, let demand = ruling.demand ?? rulings.last(where: { $0.demand != nil })?.demand
        else { return nil }
        let cycle = ruling.demand == nil ? cycle.ended(at: ruling.since) : cycle
        let deadline = cycle.deadline(ofRun: demand.target, on: demand.calendar)
        var clock = Clock(
            key: ClockKey(agreement: agreement.name, objective: objective.name, cycle: cycle.name),
            group: agreement.group, kind: agreement.kind, metric: objective.metric, calendar: demand.calendar,
            target: demand.target, startedAt: cycle.startedAt, stoppedAt: cycle.endedAt, state: .running,
            deadline: deadline, breachAt: nil, ruledSince: rulings.count > 1 ? ruling.since : nil, reason: nil,
            revision: revision, thresholds: [], plan: agreement.plan, cycle: cycle)
        guard ruling.demand != nil else {
            clock.state = .cancelled
            clock.reason = ruling.reason
            return clock
        }
        clock.breachAt = standing(reached { $0.target })
        (clock.state, clock.reason) = verdict(clock.breachAt)
        clock.thresholds = thresholds(of: objective)
        return clock
    }

    /// When an amount of the clock's own time was, or will be, used up under the last ruling; never before the change
    /// that made it so. A cycle that was stopped in time and taken up again without time left reaches it by the
    /// reopening.
    private func reached(_ amount: (Ruling.Demand) -> OpenTime) -> Timestamp? {
        var before: Timestamp?
        for (index, ruling) in rulings.enumerated() {
            var instant = ruling.demand.flatMap { cycle.instant(ofRun: amount($0), on: $0.calendar) }
            if index > 0 { instant = instant.map { max($0, min(before ?? .distantFuture, ruling.since)) } }
            let next = index + 1 < rulings.count ? rulings[index + 1].since : .distantFuture
            before = instant.flatMap { $0 < next ? $0 : nil }
        }
        return before.map(cycle.afterInterruption)
    }

    /// At one instant events act before deadlines: a stop at the deadline comes in time.
    private func standing(_ instant: Timestamp?) -> Timestamp? {
        guard let endedAt = cycle.endedAt else { return instant }
        let deadline = rulings.last?.demand.flatMap { cycle.instant(ofRun: $0.target, on: $0.calendar) }
        return (deadline ?? .distantFuture) < endedAt ? instant : nil
    }

    private func verdict(_ breachAt: Timestamp?) -> (Clock.State, reason: String?) {
        switch cycle.end {
        case nil: (cycle.runningSince == nil ? .paused : .running, nil)
        case .cancelled(let reason): breachAt == nil ? (.cancelled, reason) : (.missed, reason)
        case .stopped, .resolved:
            if breachAt != nil {
                (.missed, nil)
            } else if cycle.openingAssumed {
                (.cancelled, "opening not seen")
            } else {
                (.met, nil)
            }
        }
    }

    private func thresholds(of objective: Objective) -> [DueThreshold] {
        let thresholds = objective.warnings.map { ($0, false) } + objective.ladder.map { ($0, true) }
        return thresholds.compactMap { threshold, isLadder in
            guard let at = reached({ threshold.point.run(ofTarget: $0.target) }) else { return nil }
            // The stop ends the ladder.
            if let endedAt = cycle.endedAt, at >= endedAt { return nil }
            return DueThreshold(threshold: threshold, isLadder: isLadder, at: at)
        }
    }
}

extension Threshold.Point {
    /// The point as an amount of the clock's own time; a point before the start is the start.
    fileprivate func run(ofTarget target: OpenTime) -> OpenTime {
        switch self {
        case .percent(let percent):
            let (share, overflow) = target.milliseconds.multipliedReportingOverflow(by: Int64(percent))
            return overflow
                ? OpenTime(milliseconds: target.milliseconds / 100 * Int64(percent))
                : OpenTime(milliseconds: share / 100)
        case .before(let amount): return max(.zero, target - amount.milliseconds)
        case .after(let amount): return target + amount.milliseconds
        }
    }
}

extension Amount {
    /// On the one calendar that there is so far both units mean the same time.
    fileprivate var milliseconds: OpenTime {
        switch self {
        case .elapsed(let elapsed): OpenTime(milliseconds: elapsed.milliseconds)
        case .open(let open): open
        }
    }
}
