import BusinessTime

/// A ruling on a cycle.
struct Judged: Hashable, Sendable {
    let since: Timestamp
    let demand: Demand?
    /// Whether this agreement asks something, or only another one of its group.
    let asks: Bool
    /// The cycle as this ruling counts it.
    let cycle: Shared<Cycle>
    let reason: String
    let cause: Cause

    init(
        since: Timestamp, demand: Demand?, asks: Bool, cycle: Shared<Cycle>, reason: String, cause: Cause
    ) {
        self.since = since
        self.demand = demand
        self.asks = asks
        self.cycle = cycle
        self.reason = reason
        self.cause = cause
    }

    /// A ruling that is the only one.
    fileprivate init(_ ruling: Ruling, of cycle: Shared<Cycle>) {
        let demand = ruling.demand(from: cycle.value.startedAt)
        self.init(
            since: ruling.since, demand: demand, asks: ruling.measure != nil,
            cycle: demand?.view(of: cycle) ?? cycle, reason: ruling.reason, cause: ruling.cause)
    }

    func run(until t: Timestamp) -> OpenTime {
        demand.map { cycle.run(until: t, on: $0.calendar) } ?? .zero
    }
}

/// Judges a cycle by the rulings that held while it ran: deadline, breach, verdict.
struct Judgement {
    private let cycle: Shared<Cycle>
    private let promise: Promise
    /// In the order of time; the first holds at the start of the cycle.
    private let rulings: [Judged]

    /// - Parameter rulings: those of the objective on this ticket that the cycle felt, at least one.
    init(_ cycle: Shared<Cycle>, by rulings: [Ruling], _ promise: Promise) {
        self.cycle = cycle
        self.promise = promise
        guard rulings.count > 1 else {
            self.rulings = rulings.map { Judged($0, of: cycle) }
            return
        }
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
        of cycle: Shared<Cycle>, _ ruling: Ruling, _ demand: Demand?, before: Judged?, isFirst: Bool,
        _ objective: Objective
    ) -> Shared<Cycle> {
        guard let demand else { return before?.cycle ?? cycle }
        guard !isFirst else { return demand.view(of: cycle) }
        // What has run is no share of a target that nobody can miss.
        guard objective.onRematch == .carry, demand.amount != .hole else {
            return demand.view(
                of: objective.creditsPauses ? cycle : Shared(cycle.value.withoutPauses(before: ruling.since)))
        }
        let run = before?.demand.map { old in
            demand.target.scaled(by: before?.cycle.run(until: ruling.since, on: old.calendar) ?? .zero, of: old.target)
        }
        return demand.view(of: Shared(cycle.value.carrying(run ?? .zero, at: ruling.since)))
    }

    /// - Returns: nil if the objective never demanded anything of this cycle.
    func clock(revision: Int) -> Clock? {
        guard let last = rulings.lastIndex(where: \.asks), let demand = rulings[last].demand else { return nil }
        let drop = last < rulings.count - 1 ? rulings[last + 1] : nil
        let view = drop.map(rulings[last].cycle.dropped) ?? rulings[last].cycle
        let usedUp = view.instant(ofRun: demand.target, on: demand.calendar)
        let breachAt = drop.map { $0.reason == Ruling.handedOver } ?? true ? breach(last, usedUp, view, demand) : nil
        let (state, reason) = verdict(view, breachAt)
        return Clock(
            key: ClockKey(
                agreement: promise.agreement.name, objective: promise.objective.name, cycle: cycle.name),
            promise: promise, calendar: demand.calendar, target: demand.target, amount: demand.amount,
            startedAt: cycle.value.startedAt, stoppedAt: view.value.endedAt, state: state,
            deadline: demand.promised ?? usedUp ?? view.deadlineAtStop(ofRun: demand.target, on: demand.calendar),
            breachAt: breachAt, ruledSince: rulings.count > 1 ? (drop ?? rulings[last]).since : nil,
            takenOverAt: last > 0 ? rulings[last].since : nil, reason: reason, revision: revision,
            thresholds: thresholds(last, view, demand), rulings: rulings.count > 1 ? rulings : [], cycle: view)
    }

    /// At one instant events act before deadlines: a stop at the deadline comes in time.
    private func breach(_ last: Int, _ usedUp: Timestamp?, _ view: Shared<Cycle>, _ demand: Demand) -> Timestamp? {
        if let endedAt = view.value.endedAt, (demand.promised ?? usedUp).map({ $0 >= endedAt }) ?? true { return nil }
        return reached(last, usedUp) { $1.instant(ofRun: $0.target, on: $0.calendar) }
    }

    /// When a point of the clock's own time was, or will be, reached under the ruling `last`; never before the change
    /// that made it so. A cycle that was stopped in time and taken up again without time left reaches it by the
    /// reopening.
    ///
    /// - Parameters:
    ///   - instant: when that ruling by itself has it reached.
    ///   - point: the same of an earlier ruling.
    private func reached(
        _ last: Int, _ instant: Timestamp?, _ point: (Demand, Shared<Cycle>) -> Timestamp?
    ) -> Timestamp? {
        var before: Timestamp?
        for index in 0...last {
            let since = rulings[index].since
            var instant = index == last ? instant : earlier(index, point)
            if index > 0 { instant = instant.map { max($0, min(before ?? .distantFuture, since)) } }
            let next = index < last ? rulings[index + 1].since : .distantFuture
            before = instant.flatMap { $0 < next ? $0 : nil }
        }
        return before.map(cycle.afterInterruption)
    }

    private func earlier(_ index: Int, _ point: (Demand, Shared<Cycle>) -> Timestamp?) -> Timestamp? {
        guard rulings[index].asks, let demand = rulings[index].demand else { return nil }
        return point(demand, rulings[index].cycle)
    }

    private func verdict(_ view: Shared<Cycle>, _ breachAt: Timestamp?) -> (Clock.State, reason: String?) {
        if view.value.endedAt == nil { return (view.value.runningSince == nil ? .paused : .running, nil) }
        switch view.value.end {
        case .cancelled(let reason): return breachAt == nil ? (.cancelled, reason) : (.missed, reason)
        case .stopped, .resolved, nil:
            if breachAt != nil { return (.missed, nil) }
            return view.value.openingAssumed ? (.cancelled, "opening not seen") : (.met, nil)
        }
    }

    private func thresholds(_ last: Int, _ view: Shared<Cycle>, _ demand: Demand) -> [DueThreshold] {
        promise.thresholds.compactMap { threshold, isLadder in
            let own = view.instant(of: threshold.point, demand)
            guard let at = reached(last, own, { $1.instant(of: threshold.point, $0) }) else { return nil }
            // The stop ends the ladder.
            if let endedAt = view.value.endedAt, at >= endedAt { return nil }
            return DueThreshold(threshold: threshold, isLadder: isLadder, at: at)
        }
    }
}

extension Shared<Cycle> {
    /// The cycle as it was when a ruling that asks nothing of it ended it.
    fileprivate func dropped(by drop: Judged) -> Shared<Cycle> {
        Shared(value.ended(at: drop.since, as: .cancelled(reason: drop.reason), by: drop.cause))
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
