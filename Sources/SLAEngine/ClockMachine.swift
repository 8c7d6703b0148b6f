import BusinessTime

/// The one machine behind every metric: steps of a ticket's timeline in, cycles out.
///
/// At each step its inputs act in the order cancel, stop, restart, pause, resume, start.
struct ClockMachine {
    private enum Phase {
        /// No cycle runs and none is waiting to be taken up again.
        case idle
        case running
        case paused
        /// The last cycle ended by a resolution.
        case resolved
        /// The ticket was merged or cancelled: nothing starts until a reopening.
        case removed
    }

    /// Which states held at the step before.
    private struct Levels {
        var start = false
        var stop = false
        var restart = false
        var cancel = false
        var pause = false
    }

    private var cycles: [Cycle] = []
    private var phase = Phase.idle
    private var levels = Levels()
    /// A pause that an event began, until `resume`; like any pause it belongs to the ticket, not to the cycle.
    private var isEventPauseHeld = false
    private var progress = Progress()
    private let preset: Preset
    private let isOpeningAssumed: Bool

    init(_ preset: Preset, _ steps: [Step], isOpeningAssumed: Bool) {
        self.preset = preset
        self.isOpeningAssumed = isOpeningAssumed
        for step in steps { take(step) }
    }

    /// The cycles that it found, in order.
    var found: [Shared<Cycle>] { cycles.map(Shared.init) }

    private var isPauseHeld: Bool { levels.pause || isEventPauseHeld }

    // MARK: - From steps to signals

    private mutating func take(_ step: Step) {
        guard preset.looksOnlyForPauses(at: step) else { return takeAll(step) }
        takePauses(step)
        noteAnswer(step)
    }

    private mutating func takeAll(_ step: Step) {
        if case .reopening = step.change, phase == .removed { phase = .idle }
        takeEnds(step)
        if case .reopening(let reopening) = step.change { takeReopening(reopening, step) }
        takePauses(step)
        takeStart(step)
        noteProgress(step)
        noteAnswer(step)
    }

    private mutating func takeEnds(_ step: Step) {
        if case .removal = step.change { take(.cancel(reason: step.recorded.event.type.word), step) }
        if let reason = preset.cancel(step) { take(.cancel(reason: reason), step) }
        if let own = preset.own.cancel, own.fires(&levels.cancel, step.moment) {
            take(.cancel(reason: "its cancel condition holds"), step)
        }
        if let end = preset.stop(step) { take(.stop(end), step) }
        if let own = preset.own.stop, own.fires(&levels.stop, step.moment) { take(.stop(ownEnd(step)), step) }
        if let own = preset.own.restart, own.fires(&levels.restart, step.moment) { take(.restart, step) }
    }

    /// A stop of the objective's own that a resolution brings can be undone by a reopening, as the metric's own can.
    private func ownEnd(_ step: Step) -> Cycle.End {
        step.change == .resolution && preset.metric.followsOnReopen ? .resolved : .stopped
    }

    private mutating func takePauses(_ step: Step) {
        if let isHeld = preset.isHeldByStatus(at: step) {
            levels.pause = isHeld
            notePause(step)
            noteResumption(step)
        } else if let moment = preset.pauseMoment(of: step) {
            takePauses(step, moment)
        } else {
            takePauses(step, step.moment)
        }
    }

    private mutating func takePauses(_ step: Step, _ moment: Moment) {
        levels.pause = preset.pause.holds(at: moment)
        if preset.pause.isSetOff(at: moment) { isEventPauseHeld = true }
        notePause(step)
        if isEventPauseHeld, let own = preset.own.resume, own.isSetOff(at: moment) || own.holds(at: moment) {
            isEventPauseHeld = false
        }
        noteResumption(step)
    }

    /// In other phases there is nothing to pause; as there is nothing to resume, below.
    private mutating func notePause(_ step: Step) {
        if phase == .running, isPauseHeld { take(.pause, step) }
    }

    private mutating func noteResumption(_ step: Step) {
        if phase == .paused, !isPauseHeld { take(.resume, step) }
    }

    private mutating func takeStart(_ step: Step) {
        if let start = preset.start(step, progress), preset.mayStart(progress) {
            take(.start(start), step)
            if let end = preset.stopAtOnce(step) { take(.stop(end), step) }
        }
        guard let trigger = preset.own.start else { return }
        // Both are asked, so that the state is known at the next step.
        let becomesTrue = trigger.becomesTrue(&levels.start, step.moment.quiet)
        guard becomesTrue || trigger.isSetOff(at: step.moment) && step.change != .message(whileOver: true),
            preset.mayStart(progress)
        else { return }
        take(.start(Signal.Start(isOpening: becomesTrue && step.change == .opened)), step)
    }

    private mutating func takeReopening(_ reopening: Step.Reopening, _ step: Step) {
        if let policy = preset.reopening(reopening, wasResolved: phase == .resolved) {
            take(.reopen(policy), step)
            if levels.stop { take(.stop(.stopped), step) }
        }
        guard preset.isSoon(reopening) else { return }
        for message in reopening.messages { takeMessageSinceResolution(message, step) }
    }

    /// A message on a resolved ticket started nothing; it counts from the reopening.
    private mutating func takeMessageSinceResolution(_ recorded: RecordedEvent, _ step: Step) {
        let message = step.message(by: recorded.event.by)
        if let end = preset.stop(message) { take(.stop(end), step) }
        let moment = Moment(attributes: step.attributes, category: step.category, recorded)
        let isStart =
            preset.own.start?.isSetOff(at: moment) ?? preset.startsByMessage(message, progress)
        if isStart, preset.mayStart(progress) { take(.start(Signal.Start(isOpening: false)), step) }
        noteProgress(message)
    }

    private mutating func noteProgress(_ step: Step) {
        progress.hasStarted = !cycles.isEmpty
        switch step.change {
        case .opened, .message(whileOver: false): if step.actor == .agent { progress.isAnswered = true }
        // What is said on a ticket that is over counts from the reopening, if at all.
        case .message(whileOver: true), .attributes, .status, .resolution, .reopening, .removal: break
        }
    }

    /// The customer has answered, and the clock stands still all the same.
    private mutating func noteAnswer(_ step: Step) {
        guard phase == .paused, !isEventPauseHeld, let answer = step.answer, preset.ignoresAnswer(step) else {
            return
        }
        cycles[last].note(answer)
    }

    // MARK: - From signals to cycles

    private mutating func take(_ signal: Signal, _ step: Step) {
        switch (phase, signal) {
        case (.running, .cancel(let reason)), (.paused, .cancel(let reason)):
            cycles[last].finish(.cancelled(reason: reason), by: step, step.cause)
            phase = step.change == .removal ? .removed : .idle
        case (.idle, .cancel), (.resolved, .cancel), (.removed, .cancel):
            phase = step.change == .removal || phase == .removed ? .removed : .idle

        case (.running, .stop(let end)), (.paused, .stop(let end)):
            cycles[last].finish(end, by: step, step.cause)
            phase = end == .resolved ? .resolved : .idle
        case (.idle, .stop), (.resolved, .stop), (.removed, .stop):
            break

        case (.running, .restart), (.paused, .restart):
            cycles[last].finish(.cancelled(reason: "restarted"), by: step, step.cause)
            begin(step, isOpening: false)
        case (.idle, .restart), (.resolved, .restart), (.removed, .restart):
            break  // there is no running cycle to end

        case (.resolved, .reopen(.resume)):
            cycles[last].takeUpAgain(by: step, step.cause)
            go(step)
        case (.resolved, .reopen(.newCycle)), (.idle, .reopen(.newCycle)):
            begin(step, isOpening: false)
        case (.resolved, .reopen(.ignore)):
            phase = .idle
        case (.idle, .reopen), (.running, .reopen), (.paused, .reopen), (.removed, .reopen):
            break

        case (.running, .pause):
            cycles[last].halt(by: step, step.cause)
            phase = .paused
        case (.idle, .pause), (.paused, .pause), (.resolved, .pause), (.removed, .pause):
            break

        case (.paused, .resume):
            cycles[last].run(by: step, step.cause)
            phase = .running
        case (.idle, .resume), (.running, .resume), (.resolved, .resume), (.removed, .resume):
            break

        case (.idle, .start(let start)), (.resolved, .start(let start)):
            begin(step, isOpening: start.isOpening)
            // The clock starts where its stop holds already.
            if levels.stop { take(.stop(ownEnd(step)), step) }
        case (.running, .start), (.paused, .start), (.removed, .start):
            break  // a start is ignored while a cycle runs, and on a ticket that is gone
        }
    }

    private mutating func begin(_ step: Step, isOpening: Bool) {
        let isAssumed = isOpening && isOpeningAssumed
        cycles.append(
            Cycle(
                name: name(of: step, isOpening: isOpening), startedAt: step.at, startedBy: step.cause,
                openingAssumed: isAssumed))
        go(step)
    }

    /// `opening`, or the id of the event; with its source where an earlier cycle has that name, as ids are unique
    /// within their source alone.
    private func name(of step: Step, isOpening: Bool) -> String {
        let event = step.recorded.event
        var name = isOpening ? "opening" : event.id
        if isTaken(name) { name += "@\(event.source ?? "")" }
        while isTaken(name) { name += "@" }
        return name
    }

    private func isTaken(_ name: String) -> Bool {
        cycles.contains { $0.name == name }
    }

    /// Runs, or pauses at once where what pauses it already holds.
    private mutating func go(_ step: Step) {
        phase = isPauseHeld ? .paused : .running
        if isPauseHeld {
            cycles[last].halt(by: step, step.cause)
        } else {
            cycles[last].run(by: step, step.cause)
        }
    }

    /// The index of the last cycle; there is one in every phase in which it is asked for.
    private var last: Int { cycles.endIndex - 1 }
}

extension Trigger {
    /// Whether an event sets it off, or a state of it becomes true.
    ///
    /// - Parameter level: whether a state held at the step before.
    fileprivate func fires(_ level: inout Bool, _ moment: Moment) -> Bool {
        becomesTrue(&level, moment) || isSetOff(at: moment)
    }

    fileprivate func becomesTrue(_ level: inout Bool, _ moment: Moment) -> Bool {
        let held = level
        level = holds(at: moment)
        return level && !held
    }
}

extension Step {
    /// The step as if a message of this actor had come with it.
    fileprivate func message(by actor: Actor) -> Step {
        Step(at: at, recorded, .message(whileOver: false), by: actor, moment.quiet, answer: answer)
    }
}
