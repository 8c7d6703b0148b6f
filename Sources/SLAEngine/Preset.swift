import BusinessTime

/// How a metric reads the timeline: the rules of docs/slad-agreements.5.scd, one row a metric.
struct Preset {
    private let metric: Metric
    private let pausesIn: Set<StatusCategory>
    private let onReopen: ReopenPolicy
    private let resumeWithin: ElapsedTime

    init(_ objective: Objective) {
        metric = objective.metric
        pausesIn = objective.pausesIn
        onReopen = objective.onReopen
        resumeWithin = objective.resumeWithin
    }

    /// - Parameter hasStarted: a cycle of this clock has started before.
    func signals(for change: Step.Change, hasStarted: Bool) -> [Signal] {
        switch change {
        case .opened(let actor, let assumed): opening(by: actor, assumed: assumed)
        case .message(let actor): message(by: actor, hasStarted: hasStarted)
        case .waiting(let category): [category.map(pausesIn.contains) ?? false ? .pause : .resume]
        case .resolution: [.stop(.resolved)]
        case .reopening(let reopening): signals(for: reopening, hasStarted: hasStarted)
        case .removal(let reason): [.cancel(reason: reason)]
        }
    }

    private func opening(by actor: Actor, assumed: Bool) -> [Signal] {
        switch metric {
        // Nobody waits for an answer to a ticket that the agent opened, until the customer writes.
        case .firstResponse: actor == .agent ? [] : [.start(openingAssumed: assumed)]
        case .resolution: [.start(openingAssumed: assumed)]
        }
    }

    private func message(by actor: Actor, hasStarted: Bool) -> [Signal] {
        switch (metric, actor) {
        case (.firstResponse, .customer): hasStarted ? [] : [.start(openingAssumed: false)]
        case (.firstResponse, .agent): [.stop(.stopped)]
        case (.firstResponse, .system), (.resolution, _): []
        }
    }

    private func signals(for reopening: Step.Reopening, hasStarted: Bool) -> [Signal] {
        let isSoon = reopening.resolvedFor <= resumeWithin
        switch metric {
        case .firstResponse:
            // Only a resolution ended it, so the answer is still owed; messages sent meanwhile count from here.
            var signals: [Signal] = [.reopen(.resume)]
            var started = hasStarted
            for actor in isSoon ? reopening.messages : [] {
                signals += message(by: actor, hasStarted: started)
                started = started || actor == .customer
            }
            return signals
        case .resolution:
            if !isSoon { return [.reopen(.newCycle)] }
            return [.reopen(reopening.afterRemoval && onReopen == .resume ? .newCycle : onReopen)]
        }
    }
}
