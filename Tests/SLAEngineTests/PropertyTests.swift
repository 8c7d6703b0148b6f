import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// What must hold for any history, rules and schedule; a failure prints its seed and the smallest history that fails.
@Suite("for any history")
struct PropertyTests {
    /// The last moment of every schedule: later than any event or deadline of it.
    static let end = Timestamp.minute(2_000)

    @Test("any order of arrival gives the clocks of a rebuild", arguments: 0..<4)
    func orderOfArrival(part: UInt64) {
        for seed in Seeds.cases(200, of: 10 + part) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let loads = [random.rules(), rules]
            let schedule = random.schedule(tickets: 1, rules: random.generator.chance(50) ? loads : [])
            report(seed, schedule) { PropertyTests.differsFromRebuild(rules, $0) }
        }
    }

    private static func differsFromRebuild(_ rules: Rules, _ schedule: [Action]) -> String? {
        var bench = Bench(rules: rules)
        for action in schedule { bench.take(action) }
        bench.advance(to: end)
        var recorded: [RecordedEvent] = []
        for case .receive(let event, let number) in schedule.map(\.kind) {
            recorded.append(RecordedEvent(number: number, event: event))
        }
        recorded.sort { $0.number < $1.number }
        let rebuilt = TicketFold(History(recorded), revisions: bench.engine.revisions, now: end).state()
        guard !recorded.isEmpty, let state = bench.state(of: "T-1", asOf: end) else { return nil }
        return state == rebuilt ? nil : "\(clocks(state))\nbut a rebuild gives\n\(clocks(rebuilt))"
    }

    @Test("breaches told less breaches withdrawn are the breaches of the ledger", arguments: 0..<4)
    func breachesAddUp(part: UInt64) {
        for seed in Seeds.cases(120, of: 20 + part) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let other = random.rules()
            let loads = random.generator.pick([[], [rules], [other], [other, rules], [other, random.rules(), rules]])
            let schedule = random.schedule(tickets: 2, rules: loads)
            let releases = random.generator.chance(50)
            report(seed, schedule) { PropertyTests.breachesDiffer(rules, $0, releases: releases) }
        }
    }

    private static func breachesDiffer(_ rules: Rules, _ schedule: [Action], releases: Bool) -> String? {
        var bench = Bench(rules: rules, releases: releases)
        var now = Timestamp.minute(0)
        for action in schedule {
            bench.take(action)
            now = action.now
        }
        for moment in [now, end] {
            bench.advance(to: moment)
            for ticket in ["T-1", "T-2"] {
                guard let memory = bench.memory(of: ticket), let state = bench.state(of: ticket, asOf: moment) else {
                    continue
                }
                let breached = Set(state.clocks.filter { $0.isBreached(asOf: moment) }.map(\.key))
                if memory.told.breachedClocks != breached || sum(bench, ticket) != breached {
                    return "\(ticket) at \(moment.playText): told \(memory.told.breachedClocks), are \(clocks(state))"
                }
                let instants = standingBreaches(bench, ticket)
                for clock in state.clocks where breached.contains(clock.key) && instants[clock.key] != clock.breachAt {
                    return "\(ticket): \(clock.key) is told as of another instant than \(clocks(state))"
                }
            }
        }
        return repeatedKey(bench)
    }

    /// The breaches by the announcements alone, added up one by one.
    private static func sum(_ bench: Bench, _ ticket: String) -> Set<ClockKey> {
        Set(standingBreaches(bench, ticket).keys)
    }

    private static func standingBreaches(_ bench: Bench, _ ticket: String) -> [ClockKey: Timestamp] {
        var breaches: [ClockKey: Timestamp] = [:]
        for announcement in bench.told.map(\.announcement)
        where announcement.key.ticket == ticket && announcement.key.threshold == "breach" {
            breaches[announcement.key.clock] = announcement.kind == .withdrawn ? nil : announcement.trueAt
        }
        return breaches
    }

    private static func repeatedKey(_ bench: Bench) -> String? {
        var keys: Set<String> = []
        for entry in bench.told where !keys.insert(entry.announcement.key.text).inserted {
            return "\(entry.announcement.key.text) is told twice"
        }
        return nil
    }

    @Test("what is loaded again unchanged tells nothing")
    func loadedAgain() {
        for seed in Seeds.cases(400, of: 30) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let other = random.rules()
            let schedule = random.schedule(tickets: 1, rules: random.generator.chance(50) ? [other] : [])
            report(seed, schedule) { PropertyTests.tellsAtReload(rules, $0) }
        }
    }

    private static func tellsAtReload(_ rules: Rules, _ schedule: [Action]) -> String? {
        var bench = Bench(rules: rules)
        for action in schedule { bench.take(action) }
        let now = max(schedule.last?.now ?? end, .minute(300))
        bench.advance(to: now)
        guard let last = bench.engine.revisions.last?.rules else { return nil }
        let before = bench.told.count
        let state = bench.state(of: "T-1", asOf: now)
        for _ in 1...3 {
            bench.adopt(last, at: now)
            bench.advance(to: now)
        }
        let news = bench.told.dropFirst(before).map { "\($0.announcement.kind) \($0.announcement.key.text)" }
        let after = bench.state(of: "T-1", asOf: now)
        return news.isEmpty ? nil : "\(news)\nof \(state.map(clocks) ?? "")\nthen \(after.map(clocks) ?? "")"
    }

    @Test("rules that are loaded again unchanged, at any time, change no clock")
    func loadedBetween() {
        for seed in Seeds.cases(300, of: 90) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let schedule = random.schedule(tickets: 1, rules: [rules, rules, rules])
            report(seed, schedule) { PropertyTests.changesByLoads(rules, $0) }
        }
    }

    private static func changesByLoads(_ rules: Rules, _ schedule: [Action]) -> String? {
        var loaded = Bench(rules: rules)
        var untouched = Bench(rules: rules)
        for action in schedule {
            loaded.take(action)
            if case .receive = action.kind { untouched.take(action) }
        }
        guard let state = loaded.state(of: "T-1", asOf: end), let expected = untouched.state(of: "T-1", asOf: end),
            state.clocks.map(unruled).sorted() != expected.clocks.map(unruled).sorted()
        else { return nil }
        return "\(clocks(state))\nbut without the loads\n\(clocks(expected))"
    }

    /// What people see of the clock, without what names the revision.
    private static func unruled(_ clock: Clock) -> String {
        var clock = clock
        clock.revision = 1
        return line(clock)
    }

    @Test("the deadline is the earliest instant whose run is the target, or would have been but for the stop")
    func deadlineByWalk() {
        for seed in Seeds.cases(350, of: 40) {
            var random = RandomHistory(seed: seed)
            let rules = Rules(agreements: [Agreement(name: "gold", objectives: random.objectives())])
            let schedule = random.schedule(tickets: 1)
            report(seed, schedule) { PropertyTests.deadlineDiffers(rules, $0) }
        }
    }

    private static func deadlineDiffers(_ rules: Rules, _ schedule: [Action]) -> String? {
        var bench = Bench(rules: rules)
        for action in schedule { bench.take(action) }
        guard let state = bench.state(of: "T-1", asOf: end) else { return nil }
        // A promised instant is its own deadline.
        for clock in state.clocks where clock.amount.isDuration {
            let walked = isReached(clock) ? clock.deadline : validAtStop(clock)
            if clock.deadline != walked { return "\(clocks(state)), but by walking \(walked?.playText ?? "never")" }
        }
        return nil
    }

    /// Whether the deadline is the earliest instant at which the target had run.
    private static func isReached(_ clock: Clock) -> Bool {
        guard let deadline = clock.deadline else { return false }
        return clock.elapsed(at: deadline) >= clock.target
            && clock.elapsed(at: deadline - ElapsedTime(milliseconds: 1)) < clock.target
    }

    /// The deadline that was valid when the clock was stopped; that there is none if it was paused then is known to
    /// the naive desk.
    private static func validAtStop(_ clock: Clock) -> Timestamp? {
        guard clock.deadline != nil, let stoppedAt = clock.stoppedAt else { return nil }
        return clock.calendar.deadline(after: stoppedAt, open: clock.target - clock.elapsed(at: stoppedAt))
    }

    @Test("many small steps and one jump leave the same breaches, at the same instants")
    func steps() {
        for seed in Seeds.cases(200, of: 50) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let schedule = random.schedule(tickets: 2)
            report(seed, schedule) { PropertyTests.stepsDiffer(rules, $0) }
        }
    }

    private static func stepsDiffer(_ rules: Rules, _ schedule: [Action]) -> String? {
        var jump = Bench(rules: rules)
        var walk = Bench(rules: rules, releases: true, limit: 1)
        for action in schedule {
            guard case .receive(let event, let number) = action.kind else { continue }
            jump.receive(event, number: number)
            while let wakeup = walk.nextWakeup, wakeup < action.now { walk.advance(to: max(wakeup, .minute(-200))) }
            walk.receive(event, number: number)
            walk.advance(to: action.now)
        }
        var minute = schedule.last?.now.playMinute ?? 0
        while minute < 2_000 {
            walk.advance(to: .minute(minute))
            minute += 7
        }
        walk.advance(to: end)
        jump.advance(to: end)
        for ticket in ["T-1", "T-2"] {
            let (walked, jumped) = (standingBreaches(walk, ticket), standingBreaches(jump, ticket))
            if walked != jumped { return "walked \(walked.count), jumped \(jumped.count)" }
        }
        return repeatedKey(walk) ?? repeatedKey(jump)
    }

    @Test("an engine that is never late tells each thing at its instant")
    func nothingIsLate() {
        for seed in Seeds.cases(250, of: 60) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let events = random.events(ticket: "T-1", count: 7).filter { $0.corrects == nil }
            let sorted = History(events.enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1) }).events
            let schedule = sorted.map { Action(now: $0.event.at, kind: .receive($0.event, number: $0.number)) }
            report(seed, schedule) { PropertyTests.isLate(rules, $0) }
        }
    }

    private static func isLate(_ rules: Rules, _ schedule: [Action]) -> String? {
        guard !learnsOfOpening(schedule) else { return nil }
        var bench = Bench(rules: rules)
        for (index, action) in schedule.enumerated() {
            while let wakeup = bench.nextWakeup, wakeup < action.now { bench.advance(to: wakeup) }
            bench.take(action)
            if index == schedule.count - 1 || schedule[index + 1].now != action.now { bench.advance(to: action.now) }
        }
        bench.live(until: end)
        let opening = schedule.first?.now ?? end
        // What was true before the first event was known, of a ticket opened long ago, cannot be told in time. A
        // correction is of another instant by its nature, and a breach that a longer target takes away uncovers the
        // warnings before it.
        let late = bench.told.filter {
            $0.announcement.trueAt != $0.toldAt && $0.toldAt != opening && $0.announcement.kind != .corrected
                && $0.announcement.kind != .warning
        }
        return late.isEmpty ? nil : "late: \(late.map { "\($0.toldAt.playText) \($0.announcement.key.text)" })"
    }

    /// Whether an event tells, after others, when the ticket was opened: what follows from that comes late by its
    /// nature.
    private static func learnsOfOpening(_ schedule: [Action]) -> Bool {
        schedule.contains { action in
            guard case .receive(let event, _) = action.kind else { return false }
            return event.openedAt != nil && action.now != schedule.first?.now
        }
    }
}

/// Fails with the smallest part of the schedule that still fails.
private func report(_ seed: UInt64, _ schedule: [Action], problem: ([Action]) -> String?) {
    guard problem(schedule) != nil else { return }
    let least = shrunk(schedule) { problem($0) != nil }
    Issue.record(
        """
        SLAD_SEED=\(seed): \(problem(least) ?? "")
        \(least.map(\.description).joined(separator: "\n"))
        """)
}

extension Amount {
    fileprivate var isDuration: Bool {
        if case .promised = self { false } else { true }
    }
}

/// The clocks, short enough to read in a failure.
private func clocks(_ state: TicketState) -> String {
    state.clocks.map(line).joined(separator: "\n")
}

private func line(_ clock: Clock) -> String {
    "  \(clock.key.agreement)/\(clock.key.objective)/\(clock.key.cycle) \(clock.state) \(clock.startedAt.playText)-"
        + "\(clock.stoppedAt?.playText ?? "") target \(clock.target.text) "
        + "deadline \(clock.deadline?.playText ?? "-") "
        + "breach \(clock.breachAt?.playText ?? "-") \(clock.reason ?? "") r\(clock.revision)"
}
