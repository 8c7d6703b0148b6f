import BusinessTime
import Compliance
import SLAEngine
import SLATesting
import Testing

/// What must hold for any history of verdicts; a failure prints its seed and the smallest history that fails.
@Suite("Windows for any history")
struct BookPropertyTests {
    enum Change: Sendable {
        /// The ticket's cycles stand so from now on: first seen, moved by a late event, reopened, cancelled.
        case ticket(String, [CycleStanding])
        /// Recorded, or withdrawn.
        case exclusion(Exclusion)
        case advance(Timestamp)
    }

    static let goals: [Goal] = {
        let names: Set<ObjectiveName> = [ObjectiveName("gold", "response")]
        let share = Share(parts: 80_000)
        return share.map { share in
            let day = Goal.Span.aligned(AlignedWindows(.day, in: .utc))
            let month = Goal.Span.aligned(AlignedWindows(.month, in: .utc))
            return [
                Goal(name: "day", scope: .objectives(names), share: share, span: day),
                Goal(name: "tickets", scope: .everything, share: share, span: day, denominator: .tickets),
                Goal(name: "month", scope: .everything, share: share, span: month, settle: .hours(5)),
                Goal(name: "rolling", scope: .objectives(names), share: share, span: .rolling(.hours(20)), minimum: 3),
                Goal(name: "later", scope: .everything, share: share, span: day, from: Timestamp(play: "+2/00:00")),
                Goal(name: "ended", scope: .everything, share: share, span: day, until: Timestamp(play: "+2/00:00")),
            ]
        } ?? []
    }()

    @Test("they are those of a recount, after each change", arguments: 0..<4)
    func recount(part: UInt64) {
        for seed in Seeds.cases(40, of: 7_100 + part) {
            let changes = RandomChanges(seed: seed).changes()
            guard let failure = Self.differs(changes) else { continue }
            let smallest = shrunk(changes) { Self.differs($0) != nil }
            Issue.record("seed \(seed): \(failure)\n\(smallest.map { "\($0)" }.joined(separator: "\n"))")
        }
    }

    @Test("each key is told once, and of an ended window its result and one correction", arguments: 0..<4)
    func told(part: UInt64) {
        for seed in Seeds.cases(100, of: 7_200 + part) {
            let changes = RandomChanges(seed: seed).changes()
            guard let failure = Self.isMistold(changes, restarts: seed % 2 == 0) else { continue }
            let smallest = shrunk(changes) { Self.isMistold($0, restarts: seed % 2 == 0) != nil }
            Issue.record("seed \(seed): \(failure)\n\(smallest.map { "\($0)" }.joined(separator: "\n"))")
        }
    }

    static func differs(_ changes: [Change]) -> String? {
        var desk = PropertyDesk()
        for change in changes {
            desk.take(change)
            if let difference = desk.difference { return difference }
        }
        // And all of it at once, in another order.
        return desk.rebuilt().difference.map { "after a rebuild \($0)" }
    }

    static func isMistold(_ changes: [Change], restarts: Bool) -> String? {
        var desk = PropertyDesk()
        for (index, change) in changes.enumerated() {
            desk.take(change)
            if restarts, index % 7 == 6 { desk = desk.rebuilt() }
            desk.tell()
        }
        desk.take(.advance(Timestamp(play: "+60/00:00")))
        desk.tell()
        return desk.mistold
    }
}

/// A book, and all that was put into it.
private struct PropertyDesk {
    var book = ComplianceBook(goals: BookPropertyTests.goals, now: .playDay)
    var tickets: [String: [CycleStanding]] = [:]
    var exclusions: [Exclusion] = []
    var news: [WindowNews] = []

    mutating func take(_ change: BookPropertyTests.Change) {
        switch change {
        case .ticket(let name, let cycles):
            book.update(name, from: tickets[name] ?? [], to: cycles)
            tickets[name] = cycles
        case .exclusion(let exclusion):
            exclusions.removeAll { $0.id == exclusion.id }
            exclusions.append(exclusion)
            takeExclusions()
        case .advance(let now):
            guard now > book.now else { return }
            book.advance(to: now)
            takeExclusions()
        }
    }

    private mutating func takeExclusions() {
        book.exclude(exclusions, over: tickets.map { (name: $0.key, cycles: $0.value) })
    }

    mutating func tell() {
        news += book.news(.none)
    }

    func rebuilt() -> PropertyDesk {
        var desk = self
        desk.book = ComplianceBook(
            goals: BookPropertyTests.goals, told: news.map(\.told), exclusions: exclusions, now: book.now)
        for (name, cycles) in tickets { desk.book.update(name, from: [], to: cycles) }
        return desk
    }

    private var naive: NaiveBook { NaiveBook(tickets: tickets, exclusions: exclusions, now: book.now) }

    /// Where the book is not what a recount gives; nil for nowhere.
    var difference: String? {
        for count in book.counts {
            for window in windows(of: count.goal) {
                let expected = naive.figures(count.goal, in: window)
                let found = isRolling(count.goal) ? book.figures(count, .none) : book.figures(count, in: window, .none)
                if found.counted != expected.counted || found.all != expected.all || found.tickets != expected.tickets {
                    return "\(count.goal.name) from \(window.from.playText): \(found) is not \(expected)"
                }
            }
        }
        return nil
    }

    private func isRolling(_ goal: Goal) -> Bool { if case .rolling = goal.span { true } else { false } }

    private func windows(of goal: Goal) -> [Window] {
        switch goal.span {
        case .rolling(let span): return [Window(from: book.now - span, to: book.now)]
        case .aligned(let aligned):
            var windows = [aligned.window(of: Timestamp(play: "-3/00:00"))]
            while let last = windows.last, last.to < Timestamp(play: "+9/00:00") {
                windows.append(aligned.window(after: last))
            }
            return windows.filter { (goal.from ?? $0.from) <= $0.from && $0.from < (goal.until ?? .distantFuture) }
        }
    }

    /// Why what was told is wrong; nil if it is not.
    var mistold: String? {
        var keys: Set<String> = []
        for item in news where !keys.insert(item.key.text).inserted { return "\(item.key.text) is told twice" }
        for count in book.counts where !isRolling(count.goal) {
            for window in windows(of: count.goal) where window.to + count.goal.settle <= book.now {
                let results = news.filter {
                    $0.key.goal == count.goal.name && $0.figures.window == window
                        && [.result, .corrected].contains($0.key.matter)
                }
                let expected = naive.figures(count.goal, in: window)
                let isReached = Figures(share: count.goal.share, window: window, counted: expected.counted).isReached
                // It is corrected once; what crosses the goal after that stands in the figures of now alone.
                let isCorrected = results.count == 2 && results[0].figures.isReached != results[1].figures.isReached
                if results.count > 1 ? !isCorrected : results.last?.figures.isReached != isReached {
                    return "\(count.goal.name) from \(window.from.playText) is told as \(results), is \(expected)"
                }
            }
        }
        return nil
    }
}

/// Tickets that come, move between windows, reopen and vanish, with exclusions and time passing between them.
private struct RandomChanges {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    func changes() -> [BookPropertyTests.Change] {
        var copy = self
        return copy.make()
    }

    private mutating func make() -> [BookPropertyTests.Change] {
        var exclusions: [Exclusion] = []
        var now = Timestamp.playDay
        return (0..<Int.random(in: 5...40, using: &random)).map { index in
            if random.chance(15) {
                now = now + .minutes(Int64.random(in: 0...600, using: &random))
                return .advance(now)
            }
            if random.chance(20) {
                if random.chance(40), var old = exclusions.popLast() {
                    old.withdrawal = Exclusion.Withdrawal(author: "a", reason: "b", at: now)
                    return .exclusion(old)
                }
                exclusions.append(exclusion("x\(index)"))
                return .exclusion(exclusions[exclusions.count - 1])
            }
            let cycles = (0..<Int.random(in: 0...3, using: &random)).map { cycle($0) }
            return .ticket(random.pick(["T-1", "T-2", "T-3", "T-4"]), cycles)
        }
    }

    private mutating func moment() -> Timestamp {
        // Few instants, so that ends meet; midnights among them.
        .playDay + .hours(Int64.random(in: -30...100, using: &random) / 6 * 6)
    }

    private mutating func cycle(_ index: Int) -> CycleStanding {
        let at = moment()
        let state: CycleStanding.State =
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: .met(at)
            case 4..<6: .missed(at)
            case 6..<8: .open(at)
            case 8: .paused
            default: .unmeasured(at, random.pick(CycleStanding.Gap.allCases))
            }
        let isOpen = state == .open(at) || state == .paused
        return CycleStanding(
            clock: ClockKey(
                agreement: "gold", objective: random.pick(["response", "resolution"]), cycle: "c\(index)"),
            state: state, startedAt: at - .hours(random.pick([0, 3, 12])), stoppedAt: isOpen ? nil : at,
            attributes: ["customer": random.pick(["acme", "other"])])
    }

    private mutating func exclusion(_ id: String) -> Exclusion {
        var scope = Exclusion.Scope()
        if random.chance(40) { scope.ticket = random.pick(["T-1", "T-2"]) }
        if random.chance(30) { scope.objective = "response" }
        if random.chance(30) { scope.attributes = .attribute("customer", isOneOf: ["acme"]) }
        let from = random.chance(70) ? moment() : nil
        let to = from.map { $0 + .hours(random.pick([1, 6, 24])) }
        return Exclusion(
            id: id, author: "a", reason: "b", recordedAt: .playDay, scope: scope, from: from,
            to: random.chance(80) ? to : nil)
    }
}
