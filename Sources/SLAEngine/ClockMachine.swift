import BusinessTime

/// What a metric makes of a step of the timeline.
enum Signal: Hashable, Sendable {
    case start(openingAssumed: Bool)
    case pause
    case resume
    case stop(Cycle.End)
    /// The ticket was reopened: a clock that a resolution ended may go on.
    case reopen(ReopenPolicy)
    case cancel(reason: String)
}

/// The one machine behind every metric: signals in, cycles out.
struct ClockMachine {
    private enum Phase {
        /// No cycle runs and none is waiting to be taken up again.
        case idle
        case running
        case paused
        /// The last cycle ended by a resolution.
        case resolved
    }

    private(set) var cycles: [Cycle] = []
    private var phase = Phase.idle
    /// What pauses the clock holds now, whether or not a cycle runs: a pause belongs to the ticket.
    private var isPauseHeld = false
    private let preset: Preset

    init(_ objective: Objective) {
        preset = Preset(objective)
    }

    mutating func take(_ step: Step) {
        for signal in preset.signals(for: step.change, hasStarted: !cycles.isEmpty) { take(signal, step) }
    }

    private mutating func take(_ signal: Signal, _ step: Step) {
        switch (phase, signal) {
        case (.idle, .start(let assumed)):
            begin(step, openingAssumed: assumed)
        case (.resolved, .start(let assumed)):
            begin(step, openingAssumed: assumed)
        case (.running, .start), (.paused, .start):
            break  // a start is ignored while a cycle runs

        case (.running, .pause):
            isPauseHeld = true
            last { $0.halt(at: step.at) }
            phase = .paused
        case (.idle, .pause), (.paused, .pause), (.resolved, .pause):
            isPauseHeld = true
        case (.paused, .resume):
            isPauseHeld = false
            last { $0.run(from: step.at) }
            phase = .running
        case (.idle, .resume), (.running, .resume), (.resolved, .resume):
            isPauseHeld = false

        case (.running, .stop(let end)), (.paused, .stop(let end)):
            last { $0.finish(end, by: step) }
            phase = end == .resolved ? .resolved : .idle
            isPauseHeld = isPauseHeld && end != .resolved
        case (.idle, .stop(let end)), (.resolved, .stop(let end)):
            isPauseHeld = isPauseHeld && end != .resolved

        case (.resolved, .reopen(.resume)):
            last { $0.takeUpAgain(at: step.at) }
            go(step)
        case (.resolved, .reopen(.newCycle)), (.idle, .reopen(.newCycle)):
            begin(step, openingAssumed: false)
        case (.resolved, .reopen(.ignore)):
            phase = .idle
        case (.idle, .reopen), (.running, .reopen), (.paused, .reopen):
            break

        case (.running, .cancel(let reason)), (.paused, .cancel(let reason)):
            last { $0.finish(.cancelled(reason: reason), by: step) }
            phase = .idle
            isPauseHeld = false
        case (.idle, .cancel), (.resolved, .cancel):
            phase = .idle
            isPauseHeld = false
        }
    }

    private mutating func begin(_ step: Step, openingAssumed: Bool) {
        cycles.append(
            Cycle(name: name(of: step), startedAt: step.at, startedBy: step.event, openingAssumed: openingAssumed))
        go(step)
    }

    /// `opening`, or the id of the event; with its source where an earlier cycle has that name, as ids are unique
    /// within their source alone.
    private func name(of step: Step) -> String {
        var name = step.event
        if case .opened = step.change { name = "opening" }
        if isTaken(name) { name += "@\(step.source ?? "")" }
        while isTaken(name) { name += "@" }
        return name
    }

    private func isTaken(_ name: String) -> Bool {
        cycles.contains { $0.name == name }
    }

    /// Runs, or pauses at once where what pauses it already holds.
    private mutating func go(_ step: Step) {
        phase = isPauseHeld ? .paused : .running
        if !isPauseHeld { last { $0.run(from: step.at) } }
    }

    private mutating func last(_ change: (inout Cycle) -> Void) {
        guard let index = cycles.indices.last else { return }
        change(&cycles[index])
    }
}
