import BusinessTime
import Compliance
import SLAEngine
import SLATesting
import Testing

extension Goal {
    /// 95 % a day in UTC of one objective.
    static func sample(
        _ parts: Int64 = 95_000, per unit: CalendarUnit = .day, _ change: (inout Goal) -> Void = { _ in }
    ) throws -> Goal {
        var goal = Goal(
            name: "gold/response", scope: .objectives([ObjectiveName("gold", "response")]),
            share: try #require(Share(parts: parts)), span: .aligned(AlignedWindows(unit, in: .utc)))
        change(&goal)
        return goal
    }

    static func rolling(
        _ parts: Int64 = 90_000, over span: ElapsedTime, _ change: (inout Goal) -> Void = { _ in }
    ) throws -> Goal {
        try sample(parts) {
            $0.span = .rolling(span)
            change(&$0)
        }
    }
}

extension CycleStanding {
    /// A cycle of the sample's objective that started an hour before.
    static func sample(
        _ state: State, objective: String = "response", cycle: String = "opening", customer: String? = nil
    ) -> CycleStanding {
        let at: Timestamp? =
            switch state {
            case .met(let at), .missed(let at), .unmeasured(let at, _): at
            case .open, .paused: nil
            }
        var standing = CycleStanding(
            clock: ClockKey(agreement: "gold", objective: objective, cycle: cycle), state: state,
            startedAt: (at ?? .playDay) - .hours(1), stoppedAt: at)
        standing.attributes["customer"] = customer
        return standing
    }
}

/// A book and the tickets that were put into it.
struct Desk {
    var book: ComplianceBook
    private(set) var tickets: [String: [CycleStanding]] = [:]
    private(set) var news: [WindowNews] = []
    private var exclusions: [Exclusion] = []

    init(_ goals: Goal..., at now: Timestamp = .playDay, told: [ToldRow] = []) {
        book = ComplianceBook(goals: goals, told: told, now: now)
    }

    mutating func put(_ ticket: String, _ cycles: CycleStanding...) {
        book.update(ticket, from: tickets[ticket] ?? [], to: cycles)
        tickets[ticket] = cycles
    }

    /// Tickets with a cycle each.
    mutating func put(_ count: Int, _ name: String, _ state: CycleStanding.State) {
        for index in 0..<count { put("\(name)-\(index)", .sample(state)) }
    }

    mutating func exclude(_ exclusion: Exclusion) {
        exclusions.removeAll { $0.id == exclusion.id }
        exclusions.append(exclusion)
        book.exclude(exclusions, over: tickets.map { (name: $0.key, cycles: $0.value) })
    }

    /// What is told at an instant, as `MATTER`, each a word.
    mutating func tell(at now: Timestamp) -> [String] {
        book.advance(to: now)
        let news = book.news(.none)
        self.news += news
        return news.map { "\($0.key.matter.rawValue) \($0.key.count)" }
    }

    var figures: Figures { book.figures(book.counts[0], .none) }
}
