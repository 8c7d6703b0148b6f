import BusinessTime
import SLAEngine

/// One objective of one agreement on a ticket, as a person would keep it on paper.
struct NaiveClock {
    let agreement: Agreement
    let objective: Objective
    private(set) var runs: [NaiveRun] = []
    /// Every version of every agreement.
    private let agreements: [Agreement]
    private let fillsHoles: Bool
    private var attributes: [String: String] = [:]
    /// The attributes changed while a resolution had stopped the run: who changed them, and when.
    private var pending: (event: TicketEvent, minute: Int, isInTeam: Bool)?
    /// The run that a change of this instant ended to begin another, as it was before.
    private var replaced: (run: NaiveRun, index: Int)?
    private var held: [String: Bool] = [:]
    private var pauseOfState = false
    private var pauseOfEvent = false
    private var isGone = false
    private var hasStarted = false
    private var isAnswered = false

    init(_ agreement: Agreement, _ objective: Objective, among agreements: [Agreement], fillsHoles: Bool) {
        self.agreements = agreements
        self.fillsHoles = fillsHoles
        self.agreement = agreement
        self.objective = objective
    }

    private var metric: Metric { objective.metric }
    private var own: ClockConditions { objective.conditions }
    private var isSupplier: Bool { agreement.kind == .uc && metric != .custom }
    private var isPaused: Bool { pauseOfState || pauseOfEvent }
    private var onRematch: RematchPolicy {
        objective.onRematch ?? (agreement.kind == .sla ? .retroactive : .restart)
    }

    // What the manual's table says, each replaceable.
    private var start: [Condition]? {
        own.start?.conditions ?? (isSupplier ? [.category([.waitingSupplier])] : nil)
    }
    private var stop: [Condition]? {
        own.stop?.conditions ?? (isSupplier ? [.not(.category([.waitingSupplier]))] : nil)
    }
    private var pause: [Condition] {
        if let pause = own.pause { return pause.conditions }
        if isSupplier { return [] }
        switch metric {
        case .firstResponse, .nextResponse, .resolution: return [.category([.waitingCustomer, .waitingSupplier])]
        case .periodicUpdate, .requesterWait: return [.category([.waitingCustomer])]
        case .assignment, .totalResolution, .custom: return []
        }
    }
    private var isAnswer: Bool { metric == .firstResponse || metric == .nextResponse || metric == .periodicUpdate }
    private var isWhole: Bool { metric == .resolution || metric == .requesterWait || metric == .totalResolution }

    func verdicts(except: (NaiveRun) -> Bool) -> [NaiveVerdict] {
        runs.filter { $0.wasAsked && !except($0) }
            .map { $0.verdict("\(agreement.name)/\(objective.name)", isPaused: isPaused) }
    }

    /// Those that nothing measures, with start and stop.
    func holes(except: (NaiveRun) -> Bool) -> [String] {
        runs.filter { $0.asking.amount == NaiveAsking.hole && !except($0) }.compactMap { run in
            let verdict = run.verdict("\(agreement.name)/\(objective.name)", isPaused: isPaused)
            guard verdict.state != "cancelled" || verdict.reason == "opening not seen" else { return nil }
            return "\(verdict.key) \(run.start)-\(run.stop.map(String.init) ?? "")"
        }
    }

    /// Another minute has passed.
    mutating func count(_ minute: Int) {
        for index in runs.indices where runs[index].start < minute { runs[index].pass(isPaused: isPaused) }
        for index in runs.indices { runs[index].look(minute, isBefore: true) }
    }

    /// After the events of a minute: whose target is used up and was not stopped?
    mutating func look(_ minute: Int) {
        for index in runs.indices { runs[index].look(minute, isBefore: false) }
    }

    // MARK: - Conditions

    private mutating func comesTrue(_ name: String, _ conditions: [Condition]?, _ facts: NaiveFacts) -> Bool {
        guard let conditions else { return false }
        let before = held[name] ?? false
        held[name] = facts.holds(conditions)
        return !before && facts.holds(conditions) || facts.happens(conditions)
    }

    /// Within an instant: cancel, stop, restart, pause, resume, start.
    mutating func hear(_ what: NaiveHappening, _ facts: NaiveFacts) {
        if case .reopening = what { isGone = false }
        if case .attributes = what {} else { replaced = nil }
        cancel(what, facts)
        stop(what, facts)
        if comesTrue("restart", own.restart?.conditions, facts), open != nil {
            endRun(facts, .cancelled("restarted"))
            begin(facts, facts.cause)
        }
        if case .reopening(let reopening) = what { reopen(reopening, facts) }
        hold(facts)
        start(what, facts)
        note(what)
    }

    /// The run that is not stopped.
    private var open: Int? { runs.lastIndex { $0.stop == nil } }

    private mutating func cancel(_ what: NaiveHappening, _ facts: NaiveFacts) {
        if case .removal(let word) = what {
            endRun(facts, .cancelled(word))
            isGone = true
            forgetResolution()
        }
        if metric == .assignment, own.cancel == nil {
            switch what {
            case .attributes(left: true, entered: _, assigned: _), .resolution: endRun(facts, .cancelled("handed over"))
            default: break
            }
        }
        if comesTrue("cancel", own.cancel?.conditions, facts) {
            endRun(facts, .cancelled("its cancel condition holds"))
            forgetResolution()
        }
    }

    private mutating func forgetResolution() {
        for index in runs.indices where runs[index].ending == .resolved { runs[index].isFinal = true }
    }

    private mutating func stop(_ what: NaiveHappening, _ facts: NaiveFacts) {
        var isResolution = false
        if case .resolution = what { isResolution = true }
        if stop == nil {
            switch what {
            case .message(.agent) where isAnswer: endRun(facts, .stopped)
            case .attributes(left: _, entered: _, assigned: true) where metric == .assignment: endRun(facts, .stopped)
            case .resolution where isAnswer || isWhole: endRun(facts, .resolved)
            default: break
            }
        }
        if comesTrue("stop", stop, facts) { endRun(facts, isResolution && isWhole ? .resolved : .stopped) }
    }

    private mutating func endRun(_ facts: NaiveFacts, _ ending: NaiveRun.Ending) {
        guard let open else { return }
        // What ends with a change of attributes does not start anew with it.
        if let replaced, runs[open].isPart, runs[open].start == facts.minute {
            runs.removeLast()
            runs[replaced.index] = replaced.run
            runs[replaced.index].end(facts, ending, isPaused: isPaused)
            self.replaced = nil
        } else {
            runs[open].end(facts, ending, isPaused: isPaused)
        }
        if ending == .resolved { pending = nil }
    }

    private mutating func hold(_ facts: NaiveFacts) {
        var facts = facts
        // The customer's message ends the pause for the customer.
        if objective.messageEndsPause, facts.customerAnswered, facts.shown == .waitingCustomer { facts.born = .open }
        pauseOfState = facts.holds(pause)
        if facts.happens(pause) { pauseOfEvent = true }
        if let resume = own.resume?.conditions, facts.happens(resume) || facts.holds(resume) { pauseOfEvent = false }
    }

    // MARK: - Starts

    private var mayStart: Bool { !hasStarted || (objective.repeats && metric != .firstResponse) }

    private mutating func begin(_ facts: NaiveFacts, _ name: String, isAssumed: Bool = false) {
        guard open == nil, !isGone else { return }
        forgetResolution()
        hasStarted = true
        pending = nil
        let asking = asking(since: facts.minute, facts.attributes)
        runs.append(NaiveRun(name: free(name), start: facts.minute, isAssumed: isAssumed, asking: asking))
    }

    /// A name that no cycle has yet.
    private func free(_ name: String) -> String {
        var name = name
        while runs.contains(where: { $0.name == name && ($0.wasAsked || !$0.isPart) }) { name += "@" }
        return name
    }

    private mutating func start(_ what: NaiveHappening, _ facts: NaiveFacts) {
        if let start {
            var state = facts
            state.event = nil
            let isEdge = comesTrue("start", start, state)
            var isHeard = facts.happens(start)
            if case .parkedMessage = what { isHeard = false }
            if isEdge || isHeard, mayStart, open == nil, !isGone {
                if case .opened = what, isEdge {
                    begin(facts, "opening", isAssumed: !facts.isOpeningKnown)
                } else {
                    begin(facts, facts.cause)
                }
                stopAtOnce(what, facts)
            }
            return
        }
        guard mayStart else { return }
        switch what {
        case .opened(let byAgent):
            let starts =
                switch metric {
                case .firstResponse: !byAgent
                case .assignment: facts.attributes["team"] != nil
                case .nextResponse, .custom: false
                case .periodicUpdate, .resolution, .requesterWait, .totalResolution: true
                }
            if starts { begin(facts, "opening", isAssumed: !facts.isOpeningKnown) }
            if starts { stopAtOnce(what, facts) }
        case .message(let actor):
            startByMessage(actor, facts)
            stopAtOnce(what, facts)
        case .attributes(left: _, entered: true, let assigned) where metric == .assignment:
            begin(facts, facts.cause)
            if assigned, own.stop == nil { endRun(facts, .stopped) }
            stopAtOnce(what, facts)
        case .reopening(let reopening) where metric == .assignment && reopening.hasAnotherTeam:
            begin(facts, facts.cause)
            if reopening.isTaken, own.stop == nil { endRun(facts, .stopped) }
            stopAtOnce(what, facts)
        default: break
        }
    }

    private mutating func startByMessage(_ actor: Actor, _ facts: NaiveFacts) {
        switch (metric, actor) {
        case (.firstResponse, .customer) where !hasStarted, (.periodicUpdate, .agent): begin(facts, facts.cause)
        case (.nextResponse, .customer) where isAnswered: begin(facts, facts.cause)
        default: break
        }
    }

    /// A clock that starts where its stop holds already.
    private mutating func stopAtOnce(_ what: NaiveHappening, _ facts: NaiveFacts) {
        guard held["stop"] ?? false, let open, runs[open].start == facts.minute else { return }
        var ending = NaiveRun.Ending.stopped
        if case .resolution = what, isWhole { ending = .resolved }
        endRun(facts, ending)
    }

    private mutating func note(_ what: NaiveHappening) {
        switch what {
        case .opened(byAgent: true), .message(.agent): isAnswered = true
        default: break
        }
    }

    // MARK: - Reopenings

    private mutating func reopen(_ reopening: NaiveHappening.Reopening, _ facts: NaiveFacts) {
        let isSoon = reopening.after <= Int(objective.resumeWithin.milliseconds / 60_000)
        let wasResolved = runs.last.map { $0.ending == .resolved && !$0.isFinal } ?? false
        if !isSupplier {
            switch metric {
            case .firstResponse: if wasResolved { takeUp(facts) }
            case .nextResponse:
                if wasResolved, isSoon { takeUp(facts) } else if wasResolved { begin(facts, facts.cause) }
            case .periodicUpdate: if wasResolved, isSoon { takeUp(facts) } else { begin(facts, facts.cause) }
            case .resolution, .requesterWait, .totalResolution: reopenWhole(isSoon, wasResolved, reopening, facts)
            case .assignment, .custom: break
            }
            if held["stop"] ?? false { endRun(facts, .stopped) }
        }
        guard isSoon else { return }
        for message in reopening.messages { hearAgain(message, facts) }
    }

    private mutating func reopenWhole(
        _ isSoon: Bool, _ wasResolved: Bool, _ reopening: NaiveHappening.Reopening, _ facts: NaiveFacts
    ) {
        // With conditions of its own there is nothing to go on with but what a resolution ended.
        if !wasResolved, own.start != nil || own.stop != nil { return }
        if !isSoon || objective.onReopen == .newCycle { return begin(facts, facts.cause) }
        if objective.onReopen == .ignore { return forgetResolution() }
        if reopening.wasGone { begin(facts, facts.cause) } else if wasResolved { takeUp(facts) }
    }

    private mutating func takeUp(_ facts: NaiveFacts) {
        guard let last = runs.indices.last else { return }
        runs[last].takeUp()
        guard let pending else { return }
        self.pending = nil
        change(
            last, by: pending.event, since: pending.minute, facts, wasResolved: true, isInTeam: pending.isInTeam)
    }

    /// A message while the ticket was over counts from the reopening.
    private mutating func hearAgain(_ event: TicketEvent, _ facts: NaiveFacts) {
        var facts = facts
        facts.event = event
        if stop == nil, isAnswer, event.by == .agent { endRun(facts, .stopped) }
        if let start {
            if facts.happens(start), mayStart {
                begin(facts, facts.cause)
                stopAtOnce(.message(event.by), facts)
            }
        } else if mayStart {
            startByMessage(event.by, facts)
            stopAtOnce(.message(event.by), facts)
        }
        note(.message(event.by))
    }

    // MARK: - Agreements

    /// What is asked of a run that started then, by the versions that were in force at its start.
    private func asking(since minute: Int, _ attributes: [String: String]) -> NaiveAsking {
        var inForce: [Agreement] = []
        for version in agreements where (version.effectiveFrom ?? .distantPast) <= .minute(minute) {
            inForce.removeAll { $0.name == version.name }
            inForce.append(version)
        }
        inForce.removeAll { ($0.effectiveUntil ?? .distantFuture) <= .minute(minute) }
        return NaiveAsking(agreement, objective, attributes, inForce, fillsHoles: fillsHoles)
    }

    /// Open runs follow the attributes.
    mutating func follow(_ facts: NaiveFacts, by event: TicketEvent) {
        defer { attributes = facts.attributes }
        replaced = nil
        let isInTeam = attributes["team"] != nil && attributes["team"] == facts.attributes["team"]
        if let open {
            guard isFelt(runs[open], facts) else { return }
            change(open, by: event, since: facts.minute, facts, wasResolved: false, isInTeam: isInTeam)
        } else if let last = runs.last, last.ending == .resolved {
            let pin = last.asking.amount == nil && onRematch == .restart ? facts.minute : last.start
            let next = asking(since: pin, facts.attributes)
            if next != asking(since: pin, attributes) { pending = (event, facts.minute, isInTeam) }
            // What it asked when it was resolved it asks again.
            if pin == last.start, next == last.asking { pending = nil }
        }
    }

    /// A run feels what its own version asks now; one of which nothing is asked, what the version of now asks.
    private func isFelt(_ run: NaiveRun, _ facts: NaiveFacts) -> Bool {
        if run.asking.amount != nil || onRematch != .restart {
            return asking(since: run.start, facts.attributes) != run.asking
        }
        return asking(since: facts.minute, facts.attributes) != asking(since: facts.minute, attributes)
    }

    /// Another target, or another agreement, for a run that is open.
    private mutating func change(
        _ index: Int, by event: TicketEvent, since: Int, _ facts: NaiveFacts, wasResolved: Bool, isInTeam: Bool
    ) {
        var pinned = asking(since: runs[index].start, facts.attributes)
        // Only another team is a hand-over.
        if isInTeam { pinned.reason = pinned.reasonInTeam ?? pinned.reason }
        if runs[index].start == facts.minute { return runs[index].ask(pinned) }
        guard onRematch == .restart else {
            return runs[index].follow(
                pinned, since: since, facts, objective.with { $0.onRematch = onRematch }, isPaused: isPaused)
        }
        if wasResolved {
            runs[index].leaveResolved()
        } else {
            let reason = pinned.amount == nil ? pinned.reason : "restarted"
            replaced = (runs[index], index)
            runs[index].end(facts, .cancelled(reason), isPaused: isPaused)
        }
        // It starts at a known instant, whatever is known of the opening.
        var next = NaiveRun(
            name: free(event.id), start: facts.minute, isAssumed: false,
            asking: asking(since: facts.minute, facts.attributes))
        next.isPart = true
        runs.append(next)
    }
}
