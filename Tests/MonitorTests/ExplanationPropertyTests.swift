import BusinessTime
import Control
import SLAEngine
import SLATesting
import Testing

@testable import Monitor

/// What must hold of every explanation, whatever happened to the ticket; a failure prints its seed.
@Suite("For any history an explanation")
struct ExplanationPropertyTests {
    @Test("adds up to what has elapsed, without a gap or overlap, and names events that exist", arguments: 0..<4)
    func addsUp(part: UInt64) throws {
        for seed in Seeds.cases(150, of: 700 + part) {
            var random = RandomHistory(seed: seed)
            let rules = random.rules()
            let schedule = random.schedule(
                tickets: 1, rules: random.generator.chance(40) ? [random.rules(), random.rules()] : [])
            guard try problem(rules, schedule) != nil else { continue }
            let least = shrunk(schedule) { (try? problem(rules, $0)) != .some(.none) }
            Issue.record(
                """
                SLAD_SEED=\(seed): \(try problem(rules, least) ?? "")
                \(least.map(\.description).joined(separator: "\n"))
                """)
        }
    }

    /// The first thing that is wrong at some instants of the ticket's life and after it.
    private func problem(_ rules: Rules, _ schedule: [Action]) throws -> String? {
        var bench = Bench(rules: rules)
        var recorded: [RecordedEvent] = []
        for action in schedule {
            bench.take(action)
            if case .receive(let event, let number) = action.kind {
                recorded.append(RecordedEvent(number: number, event: event))
            }
        }
        guard !recorded.isEmpty else { return nil }
        let last = schedule.last?.now ?? .minute(0)
        for now in [last, .minute(130), .minute(1_800)] {
            let explanation = TicketExplanation(History(recorded), revisions: bench.engine.revisions, now: now)
            let answer = try explanation.answer(ExplainQuery(ticket: "T-1"))
            if let problem = try answer.clocks.lazy.compactMap({ try $0.problem(recorded, now) }).first {
                return "as of \(now.playText) \(problem)"
            }
        }
        return nil
    }
}

extension ClockAccount {
    /// What is wrong with the account; nil if nothing is.
    fileprivate func problem(_ recorded: [RecordedEvent], _ now: Timestamp) throws -> String? {
        let name = "\(clock.agreement)/\(clock.objective)/\(clock.cycle)"
        // Amounts are exact to the millisecond, sums of their seconds are not.
        let sum = segments.reduce(0) { $0 + ($1.openSeconds * 1_000).rounded() } / 1_000
        if sum != clock.elapsedSeconds { return "\(name): \(sum) s add up, \(clock.elapsedSeconds) s elapsed" }
        if let last = segments.last, last.totalSeconds != sum { return "\(name): the total is \(last.totalSeconds)" }
        let end = try Timestamp(rfc3339: clock.stoppedAt ?? now.utcText)
        var at = try Timestamp(rfc3339: clock.startedAt)
        for segment in segments {
            if try Timestamp(rfc3339: segment.from) != at { return "\(name): \(segment) does not follow \(at)" }
            at = try Timestamp(rfc3339: segment.to)
            if try Timestamp(rfc3339: segment.from) >= at { return "\(name): \(segment) takes no time" }
            if let problem = segment.problem(recorded) { return "\(name): \(problem)" }
        }
        if !segments.isEmpty, at != end { return "\(name): it ends at \(at.playText), the clock at \(end.playText)" }
        if segments.isEmpty, at < end { return "\(name): nothing of \(at.playText) to \(end.playText)" }
        return changesProblem.map { "\(name): \($0)" }
    }

    private var changesProblem: String? {
        guard let last = changes.last else { return "no change of state" }
        if clock.stoppedAt != nil, last.state != clock.state { return "ends as \(last.state), is \(clock.state)" }
        let times = changes.compactMap { try? Timestamp(rfc3339: $0.at) }
        return times == times.sorted() ? nil : "its changes are out of order: \(changes.map { "\($0.at) \($0.state)" })"
    }
}

extension SegmentAnswer {
    fileprivate func problem(_ recorded: [RecordedEvent]) -> String? {
        guard kind == "paused" || kind == "resolved" else { return event == nil ? nil : "an event in \(self)" }
        guard let event else { return "no event in \(self)" }
        let isThere = recorded.contains { $0.event.id == event.id && $0.event.type.word == event.type }
        return isThere ? nil : "nobody sent \(event.id)"
    }
}
