import BusinessTime

/// What the machine is told at a step.
enum Signal: Hashable {
    case cancel(reason: String)
    case stop(Cycle.End)
    case restart
    /// The ticket was reopened: a clock that a resolution ended may go on.
    case reopen(ReopenPolicy)
    case pause
    case resume
    case start(Start)

    struct Start: Hashable {
        /// The opening itself started it, not an event.
        let isOpening: Bool
    }
}

/// How the clocks of an objective read the timeline: the rules of docs/slad-agreements.5.scd, one row a metric, each
/// input replaceable by conditions of the objective's own.
///
/// A class, as the machine asks it at every step, and a copy of its conditions would cost more than the answer.
final class Preset: Sendable {
    let metric: Metric
    let own: ClockConditions
    let pause: Trigger
    private let onReopen: ReopenPolicy
    private let resumeWithin: ElapsedTime
    private let messageEndsPause: Bool
    private let repeats: Bool
    /// Starts and stops by conditions alone: nothing of the ticket's life but its end matters.
    private let isCustom: Bool
    /// Conditions of its own start or end clocks.
    private let hasOwnEdges: Bool
    /// Beside messages and the ticket's life; no attribute and no other event means anything.
    private let looksAtStatusAlone: Bool
    /// The statuses that pause, where nothing else does.
    private let pausesIn: [StatusCategory]?

    init(_ objective: Objective, kind: AgreementKind) {
        metric = objective.metric
        // The clocks of a supplier run while the ticket is with the supplier.
        let isWithSupplier = kind == .uc && objective.metric != .custom
        var own = objective.conditions
        if isWithSupplier {
            own.start = own.start ?? Trigger([.category([.waitingSupplier])])
            own.stop = own.stop ?? Trigger([.not(.category([.waitingSupplier]))])
        }
        self.own = own
        hasOwnEdges = own.start != nil || own.stop != nil || own.restart != nil || own.cancel != nil
        pause = own.pause ?? (isWithSupplier ? .never : Trigger([.category(objective.metric.pausesIn)]))
        looksAtStatusAlone = !hasOwnEdges && own.resume == nil && metric != .assignment && pause.looksAtStatusAlone
        pausesIn = pause.looksAtStatusAlone ? pause.categories : nil
        onReopen = objective.onReopen
        resumeWithin = objective.resumeWithin
        messageEndsPause = objective.messageEndsPause
        repeats = objective.repeats
        isCustom = metric == .custom || isWithSupplier
    }

    /// The steps that can mean anything to its clocks.
    func steps(of timeline: Timeline) -> [Step] {
        looksAtStatusAlone ? timeline.mainSteps : timeline.steps
    }

    /// Whether nothing that happens at the step can start or end a clock.
    func looksOnlyForPauses(at step: Step) -> Bool {
        switch step.change {
        case .attributes: !hasOwnEdges && metric != .assignment
        case .status: !hasOwnEdges
        case .opened, .message, .resolution, .reopening, .removal: false
        }
    }

    /// Whether the clocks pause at the step, where that depends on the status alone; nil where it does not.
    func isHeldByStatus(at step: Step) -> Bool? {
        guard let pausesIn else { return nil }
        let isAnswered = messageEndsPause && step.answer != nil && step.moment.category == .waitingCustomer
        return pausesIn.contains(isAnswered ? .open : step.moment.category)
    }

    /// How the ticket stands for conditions that pause, where that is not how it stands for all others.
    func pauseMoment(of step: Step) -> Moment? {
        messageEndsPause ? step.answeredMoment : nil
    }

    /// Whether the customer's answer would have ended the pause, but for `resume: status`.
    func ignoresAnswer(_ step: Step) -> Bool {
        guard !messageEndsPause, let answered = step.answeredMoment else { return false }
        return pause.holds(at: step.moment) && !pause.holds(at: answered)
    }

    /// What ends a cycle without a verdict.
    func cancel(_ step: Step) -> String? {
        guard metric == .assignment, own.cancel == nil else { return nil }
        switch step.change {
        case .attributes(let assignment): return assignment.leavesTeam ? "handed over" : nil
        case .resolution: return "handed over"
        case .opened, .message, .status, .reopening, .removal: return nil
        }
    }

    /// What the metric waits for.
    func stop(_ step: Step) -> Cycle.End? {
        guard own.stop == nil else { return nil }
        switch (step.change, metric) {
        case (.message(whileOver: false), _):
            return metric.isOfAnswers && by(.agent, step) ? .stopped : nil
        case (.attributes(let assignment), .assignment):
            return assignment.setsAssignee ? .stopped : nil
        case (.resolution, _):
            return metric.isOfAnswers || metric.followsOnReopen ? .resolved : nil
        case (.opened, _), (.message, _), (.attributes, _), (.status, _), (.reopening, _), (.removal, _):
            return nil
        }
    }

    /// What stops a clock that has started at the very step: the person comes with the team.
    func stopAtOnce(_ step: Step) -> Cycle.End? {
        guard metric == .assignment else { return nil }
        if case .reopening(let reopening) = step.change {
            return reopening.isAssigned && own.stop == nil ? .stopped : nil
        }
        return stop(step)
    }

    /// What starts the metric's clocks.
    func start(_ step: Step, _ progress: Progress) -> Signal.Start? {
        guard own.start == nil, !isCustom else { return nil }
        switch step.change {
        case .opened: return opensClock(step) ? Signal.Start(isOpening: true) : nil
        case .message(whileOver: false): return startsByMessage(step, progress) ? Signal.Start(isOpening: false) : nil
        case .attributes(let assignment):
            return metric == .assignment && assignment.entersTeam ? Signal.Start(isOpening: false) : nil
        case .reopening(let reopening):
            return metric == .assignment && reopening.entersTeam ? Signal.Start(isOpening: false) : nil
        case .message, .status, .resolution, .removal: return nil
        }
    }

    private func opensClock(_ step: Step) -> Bool {
        switch metric {
        // Nobody waits for an answer to a ticket that the agent opened, until the customer writes.
        case .firstResponse: step.actor != .agent
        case .assignment: step.attributes["team"] != nil
        case .periodicUpdate, .resolution, .requesterWait, .totalResolution: true
        case .nextResponse, .custom: false
        }
    }

    func startsByMessage(_ step: Step, _ progress: Progress) -> Bool {
        switch metric {
        case .firstResponse: by(.customer, step) && !progress.hasStarted
        case .nextResponse: by(.customer, step) && progress.isAnswered
        case .periodicUpdate: by(.agent, step)
        case .assignment, .resolution, .requesterWait, .totalResolution, .custom: false
        }
    }

    /// - Parameter wasResolved: a resolution alone ended the last cycle.
    func reopening(_ reopening: Step.Reopening, wasResolved: Bool) -> ReopenPolicy? {
        guard !isCustom else { return nil }
        switch metric {
        case .firstResponse:
            return .resume
        case .nextResponse:
            return wasResolved ? (isSoon(reopening) ? .resume : .newCycle) : nil
        case .periodicUpdate:
            return wasResolved && isSoon(reopening) ? .resume : .newCycle
        case .resolution, .requesterWait, .totalResolution:
            // Where conditions of its own start or stop it, there is nothing to go on with but what a resolution ended.
            guard wasResolved || (own.start == nil && own.stop == nil) else { return nil }
            if !isSoon(reopening) { return .newCycle }
            return reopening.afterRemoval && onReopen == .resume ? .newCycle : onReopen
        case .assignment, .custom:
            return nil
        }
    }

    func isSoon(_ reopening: Step.Reopening) -> Bool { reopening.resolvedFor <= resumeWithin }

    /// Whether another cycle may start.
    func mayStart(_ progress: Progress) -> Bool {
        !progress.hasStarted || (repeats && metric != .firstResponse)
    }

    private func by(_ actor: Actor, _ step: Step) -> Bool { step.actor == actor }
}

/// What a clock's past says to its presets.
struct Progress {
    /// A cycle has started before.
    var hasStarted = false
    /// The customer has been answered, or the agent opened the ticket.
    var isAnswered = false
}
