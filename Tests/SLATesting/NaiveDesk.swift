import BusinessTime
package import SLAEngine

/// The verdicts of one objective by walking minute by minute, written from the manual and not from the engine.
///
/// Every instant of its events must be a whole minute. Slow and obvious on purpose.
package struct NaiveDesk {
    /// What is compared of a clock.
    package struct Verdict: Hashable, Sendable, CustomStringConvertible {
        package var cycle: String
        package var state: String
        package var start: Int
        package var stop: Int?
        package var deadline: Int?
        package var breach: Int?

        package init(
            cycle: String, state: String, start: Int, stop: Int?, deadline: Int? = nil, breach: Int? = nil
        ) {
            self.cycle = cycle
            self.state = state
            self.start = start
            self.stop = stop
            self.deadline = deadline
            self.breach = breach
        }

        package var description: String {
            "\(cycle) \(state) \(start)-\(stop.map(String.init) ?? "") "
                + "deadline \(deadline ?? -1) breach \(breach ?? -1)"
        }
    }

    private struct Run {
        var cycle: String
        var start: Int
        var assumed: Bool
        var stop: Int?
        var cancelled: String?
        var byResolution = false
        var wasPausedAtStop = false
        /// How many minutes had counted at each minute since the start.
        var counted: [Int] = [0]
        var target: Int?
        var breach: Int?
    }

    private let objective: Objective
    private let statuses: StatusMap
    private var runs: [Run] = []
    private var attributes: [String: String] = [:]
    private var category = StatusCategory.open
    private var customerAnswered = false
    private var gone = false
    private var resolvedAt: Int?
    private var parked: [TicketEvent] = []
    private var isOpeningKnown = false

    package init(_ objective: Objective, statuses: StatusMap = .usual) {
        self.objective = objective
        self.statuses = statuses
    }

    /// The verdicts on what has a target in the end, or had one at its stop.
    ///
    /// - Parameter events: those that stand, in the order in which they act.
    package static func verdicts(_ events: [TicketEvent], _ objective: Objective, until now: Int) -> [Verdict] {
        var desk = NaiveDesk(objective)
        desk.walk(events, until: now)
        return desk.runs.filter { $0.target != nil }.map { desk.verdict($0) }
    }

    private mutating func walk(_ events: [TicketEvent], until now: Int) {
        guard let first = events.first else { return }
        let together = events.filter { $0.at == first.at }
        let opening = together.first { $0.type == .created } ?? together.first { $0.openedAt != nil } ?? first
        let told = events.filter { $0.at.playMinute <= now }.compactMap { $0.openedAt?.playMinute }
        let openedAt = min(told.min() ?? first.at.playMinute, first.at.playMinute)
        isOpeningKnown = opening.type == .created || !told.isEmpty
        for minute in openedAt...max(openedAt, now) {
            count()
            if minute == openedAt { open(opening, minute) }
            let acting = events.filter { $0.at.playMinute == minute }
            if minute <= now { act(acting, minute) }
            look(minute)
        }
    }

    /// One more minute has passed.
    private mutating func count() {
        for index in runs.indices {
            let before = runs[index].counted.last ?? 0
            runs[index].counted.append(before + (runs[index].stop == nil && !isPaused ? 1 : 0))
        }
    }

    private var isPaused: Bool {
        if category == .waitingCustomer, customerAnswered { return false }
        return objective.pausesIn.contains(category)
    }

    private var isOver: Bool { gone || category == .resolved || category == .closed }

    private mutating func open(_ event: TicketEvent, _ minute: Int) {
        for change in event.changes where change.key != "status" { attributes[change.key] = change.value }
        if objective.metric == .firstResponse, event.type == .created, event.by == .agent { return }
        start("opening", minute, assumed: !isOpeningKnown)
    }

    private mutating func start(_ cycle: String, _ minute: Int, assumed: Bool = false) {
        runs.append(Run(cycle: cycle, start: minute, assumed: assumed))
        aim()
    }

    private mutating func act(_ events: [TicketEvent], _ minute: Int) {
        for event in events where (event.type == .replied || event.type == .noted) && event.isPublic {
            if isOver { parked.append(event) } else { hear(event, event.id, minute, wasPaused: isPaused) }
            if event.by == .customer { customerAnswered = true }
        }
        for event in events {
            for change in event.changes { attributes[change.key] = change.value }
        }
        aim()
        for event in events { setStatus(event, minute) }
        for event in events where event.type == .merged || event.type == .cancelled {
            if gone { continue }
            stop(minute, cancelled: event.type == .merged ? "merged" : "cancelled", wasPaused: isPaused)
            gone = true
            resolvedAt = resolvedAt ?? minute
        }
    }

    /// A public message on a ticket that is not over.
    private mutating func hear(_ event: TicketEvent, _ id: String, _ minute: Int, wasPaused: Bool) {
        guard objective.metric == .firstResponse else { return }
        if event.by == .customer, runs.isEmpty { start(id, minute) }
        if event.by == .agent { stop(minute, wasPaused: wasPaused) }
    }

    private mutating func setStatus(_ event: TicketEvent, _ minute: Int) {
        var new: StatusCategory
        if let change = event.changes.first(where: { $0.key == "status" }) {
            new = change.value.flatMap { statuses.category(of: $0) } ?? .open
        } else {
            switch event.type {
            case .resolved: new = .resolved
            case .closed: new = .closed
            case .reopened: new = .open
            default: return
            }
        }
        let wasOver = isOver
        let wasGone = gone
        let wasPaused = isPaused
        category = new
        customerAnswered = false
        let isFinal = new == .resolved || new == .closed
        if !wasOver, isFinal {
            resolvedAt = minute
            stop(minute, byResolution: true, wasPaused: wasPaused)
        }
        if wasOver, !isFinal {
            gone = false
            reopen(event, minute, wasGone: wasGone)
        }
    }

    private mutating func reopen(_ event: TicketEvent, _ minute: Int, wasGone: Bool) {
        let soon = minute - (resolvedAt ?? minute) <= Int(objective.resumeWithin.milliseconds / 60_000)
        let messages = parked
        parked = []
        resolvedAt = nil
        if objective.metric == .firstResponse {
            takeUp()
            // They answer first; a status that came with the reopening pauses afterwards.
            if soon { for message in messages { hear(message, event.id, minute, wasPaused: false) } }
            return
        }
        switch objective.onReopen {
        case _ where !soon:
            start(event.id, minute)
        case .ignore:
            for index in runs.indices { runs[index].byResolution = false }
        case .newCycle:
            start(event.id, minute)
        case .resume:
            if wasGone { start(event.id, minute) } else { takeUp() }
        }
    }

    private mutating func takeUp() {
        guard let last = runs.indices.last, runs[last].byResolution else { return }
        runs[last].stop = nil
        runs[last].byResolution = false
        aim()
    }

    private mutating func stop(
        _ minute: Int, byResolution: Bool = false, cancelled: String? = nil, wasPaused: Bool
    ) {
        guard let last = runs.indices.last else { return }
        if runs[last].stop == nil {
            runs[last].wasPausedAtStop = wasPaused
            runs[last].stop = minute
            runs[last].cancelled = cancelled
            runs[last].byResolution = byResolution
        } else if cancelled != nil {
            runs[last].byResolution = false
        }
    }

    /// Unfinished runs follow the attributes.
    private mutating func aim() {
        for index in runs.indices where runs[index].stop == nil {
            let old = runs[index].target
            runs[index].target = target()
            if runs[index].target != old { forgetWhatNoLongerHolds(index) }
        }
    }

    private func target() -> Int? {
        switch objective.target.choice(for: attributes) {
        case .amount(.elapsed(let elapsed)): Int(elapsed.milliseconds / 60_000)
        case .amount(.open(let open)): Int(open.milliseconds / 60_000)
        case .noClock, .unmeasured: nil
        // It knows no calendars.
        case .amount(.businessDays), .amount(.promised): nil
        }
    }

    private mutating func forgetWhatNoLongerHolds(_ index: Int) {
        guard let breach = runs[index].breach else { return }
        guard let usedUp = deadline(runs[index]) else { return runs[index].breach = nil }
        runs[index].breach = max(breach, usedUp)
    }

    /// The minute at which the count reached the target, if it has.
    private func deadline(_ run: Run) -> Int? {
        guard let target = run.target, let after = run.counted.firstIndex(of: target) else { return nil }
        return run.start + after
    }

    /// After the events of a minute: whose target is used up and was not stopped?
    private mutating func look(_ minute: Int) {
        for index in runs.indices where runs[index].stop == nil && runs[index].breach == nil {
            if deadline(runs[index]) != nil { runs[index].breach = minute }
        }
    }

    private func verdict(_ run: Run) -> Verdict {
        var verdict = Verdict(cycle: run.cycle, state: "", start: run.start, stop: run.stop)
        let deadline = deadline(run)
        verdict.deadline = deadline
        if let stop = run.stop {
            let late = deadline.map { $0 < stop } ?? false
            verdict.breach = late ? run.breach ?? stop : nil
            if deadline == nil, !run.wasPausedAtStop, let target = run.target {
                // The one that was valid when it stopped.
                verdict.deadline = stop + target - run.counted[stop - run.start]
            }
            verdict.state = late ? "missed" : run.cancelled != nil || run.assumed ? "cancelled" : "met"
        } else {
            verdict.breach = run.breach
            verdict.state = isPaused ? "paused" : "running"
        }
        if verdict.state == "cancelled" {
            verdict.stop = nil
            verdict.deadline = nil
        }
        return verdict
    }
}
