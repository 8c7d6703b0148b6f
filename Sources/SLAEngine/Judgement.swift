import BusinessTime

/// A ruling on a cycle.
struct Judged: Hashable, Sendable {
    let since: Timestamp
    let demand: Demand?
    /// Whether this agreement asks something, or only another one of its group.
    let asks: Bool
    /// The cycle as this ruling counts it.
    let cycle: Cycle
    let reason: String
    let cause: Cause

    func run(until t: Timestamp) -> OpenTime {
        demand.map { cycle.run(until: t, on: $0.calendar) } ?? .zero
    }
}

/// Judges a cycle by the rulings that held while it ran: deadline, breach, verdict.
struct Judgement {
    private let cycle: Cycle
    private let promise: Promise
    /// In the order of time; the first holds at the start of the cycle.
    private let rulings: [Judged]

    /// - Parameter rulings: those of the objective on this ticket that the cycle felt, at least one.
    init(_ cycle: Cycle, _ rulings: [Ruling], _ promise: Promise) {
        self.cycle = cycle
        self.promise = promise
        var judged: [Judged] = []
        var lastAsking: Ruling?
        for ruling in rulings {
            let demand = ruling.demand(from: cycle.startedAt)
            let view = Judgement.view(
                of: cycle, ruling, demand, before: judged.last { $0.demand != nil }, isFirst: judged.isEmpty,
                promise.objective)
            judged.append(
                Judged(
                    since: ruling.since, demand: demand, asks: ruling.measure != nil, cycle: view,
                    reason: lastAsking.map(ruling.reason(after:)) ?? ruling.reason, cause: ruling.cause))
            if ruling.measure != nil { lastAsking = ruling }
        }
        self.rulings = judged
    }

    /// How a ruling counts what ran before it.
    private static func view(
        of cycle: Cycle, _ ruling: Ruling, _ demand: Demand?, before: Judged?, isFirst: Bool, _ objective: Objective
    ) -> Cycle {
        guard let demand else { return before?.cycle ?? cycle }
        guard !isFirst else { return demand.view(of: cycle) }
        guard objective.onRematch == .carry else {
            return demand.view(of: objective.creditsPauses ? cycle : cycle.withoutPauses(before: ruling.since))
        }
        let run = before?.demand.map { old in
            demand.target.scaled(by: before?.cycle.run(until: ruling.since, on: old.calendar) ?? .zero, of: old.target)
        }
        return demand.view(of: cycle.carrying(run ?? .zero, at: ruling.since))
    }

    /// - Returns: nil if the objective never demanded anything of this cycle.
    func clock(revision: Int) -> Clock? {
        guard let last = rulings.lastIndex(where: \.asks), let demand = rulings[last].demand else { return nil }
        let isDropped = last < rulings.count - 1
        let drop = isDropped ? rulings[last + 1] : nil
        let view =
            drop.map { rulings[last].cycle.ended(at: $0.since, as: .cancelled(reason: $0.reason), by: $0.cause) }
            ?? rulings[last].cycle
        var clock = Clock(
            key: ClockKey(agreement: promise.agreement.name, objective: promise.objective.name, cycle: cycle.name),
            promise: promise, calendar: demand.calendar, target: demand.target, amount: demand.amount,
            startedAt: cycle.startedAt,
            stoppedAt: view.endedAt, state: .running,
            deadline: demand.promised ?? view.deadline(ofRun: demand.target, on: demand.calendar), breachAt: nil,
            ruledSince: rulings.count > 1 ? (drop ?? rulings[last]).since : nil,
            takenOverAt: last > 0 ? rulings[last].since : nil, reason: nil, revision: revision,
            thresholds: [], cycle: view)
        clock.breachAt = standing(reached(last, view) { $1.instant(ofRun: $0.target, on: $0.calendar) }, view, demand)
        if let drop, drop.reason != Ruling.handedOver { clock.breachAt = nil }
        (clock.state, clock.reason) = verdict(view, clock.breachAt)
        clock.thresholds = thresholds(last, view)
        if rulings.count > 1 { clock.rulings = rulings }
        return clock
    }

    /// When a point of the clock's own time was, or will be, reached under the ruling `last`; never before the change
    /// that made it so. A cycle that was stopped in time and taken up again without time left reaches it by the
    /// reopening.
    private func reached(
        _ last: Int, _ view: Cycle, _ point: (Demand, Cycle) -> Timestamp?
    ) -> Timestamp? {
        var before: Timestamp?
        for (index, ruling) in rulings[...last].enumerated() {
            let cycle = index == last ? view : ruling.cycle
            var instant = ruling.asks ? ruling.demand.flatMap { point($0, cycle) } : nil
            if index > 0 { instant = instant.map { max($0, min(before ?? .distantFuture, ruling.since)) } }
            let next = index < last ? rulings[index + 1].since : .distantFuture
            before = instant.flatMap { $0 < next ? $0 : nil }
        }
        return before.map(cycle.afterInterruption)
    }

    /// At one instant events act before deadlines: a stop at the deadline comes in time.
    private func standing(_ instant: Timestamp?, _ view: Cycle, _ demand: Demand) -> Timestamp? {
        guard let endedAt = view.endedAt else { return instant }
        let deadline = demand.promised ?? view.instant(ofRun: demand.target, on: demand.calendar)
        return (deadline ?? .distantFuture) < endedAt ? instant : nil
    }

    private func verdict(_ view: Cycle, _ breachAt: Timestamp?) -> (Clock.State, reason: String?) {
        if view.endedAt == nil { return (view.runningSince == nil ? .paused : .running, nil) }
        switch view.end {
        case .cancelled(let reason): return breachAt == nil ? (.cancelled, reason) : (.missed, reason)
        case .stopped, .resolved, nil:
            if breachAt != nil { return (.missed, nil) }
            return view.openingAssumed ? (.cancelled, "opening not seen") : (.met, nil)
        }
    }

    private func thresholds(_ last: Int, _ view: Cycle) -> [DueThreshold] {
        promise.thresholds.compactMap { threshold, isLadder in
            guard let at = reached(last, view, { $1.instant(of: threshold.point, $0) }) else { return nil }
            // The stop ends the ladder.
            if let endedAt = view.endedAt, at >= endedAt { return nil }
            return DueThreshold(threshold: threshold, isLadder: isLadder, at: at)
        }
    }
}

extension Ruling {
    /// What is asked of the ticket, by this agreement or by the one that holds instead.
    fileprivate func demand(from start: Timestamp) -> Demand? {
        (measure ?? other).map { Demand($0.amount, on: $0.calendar, from: start) }
    }
}

extension OpenTime {
    /// This amount times `part` / `whole`, cut to milliseconds.
    fileprivate func scaled(by part: OpenTime, of whole: OpenTime) -> OpenTime {
        guard whole > .zero else { return self }
        let product = milliseconds.multipliedFullWidth(by: part.milliseconds)
        let (high, low) = (product.high, product.low)
        guard high < whole.milliseconds else { return OpenTime(milliseconds: .max / 4) }
        return OpenTime(milliseconds: whole.milliseconds.dividingFullWidth((high, low)).quotient)
    }
}
