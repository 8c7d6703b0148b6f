import BusinessTime
package import SLAEngine

/// The verdicts on one ticket by walking minute by minute, written from the manual and not from the engine.
///
/// Every instant of its events must be a whole minute. Slow and obvious on purpose.
package struct NaiveDesk {
    private let statuses: StatusMap
    private var clocks: [NaiveClock] = []
    private var facts = NaiveFacts()
    private var gone = false
    private var resolvedAt: Int?
    private var parked: [TicketEvent] = []
    /// The team that had it when it was over, and whether somebody was set since the team is another.
    private var teamWhenOver: String?
    private var isTaken = false
    private var openedAt = 0

    /// - Parameter fillsHoles: what a table has no row for gets a target that nobody misses.
    private init(_ agreements: [Agreement], statuses: StatusMap = .usual, fillsHoles: Bool = false) {
        self.statuses = statuses
        var names: Set<String> = []
        for agreement in agreements where names.insert(agreement.name).inserted {
            clocks += agreement.objectives.map { NaiveClock(agreement, $0, among: agreements, fillsHoles: fillsHoles) }
        }
    }

    /// The verdicts on what has a target in the end, or had one before it was dropped.
    ///
    /// - Parameters:
    ///   - events: those that stand, in the order in which they act.
    ///   - agreements: in the order in which each group tries them; versions of one differ in match and target alone.
    package static func verdicts(
        _ events: [TicketEvent], _ agreements: [Agreement], until now: Int
    ) -> [NaiveVerdict] {
        var desk = NaiveDesk(agreements)
        desk.walk(events, until: now)
        return desk.clocks.flatMap { clock in clock.verdicts { desk.isJudged($0, elsewhere: clock) } }
    }

    /// What is owed and has no target, as `AGREEMENT/OBJECTIVE/CYCLE START-STOP`: the runs of a target that nobody
    /// misses, unless something measures them.
    ///
    /// - Parameters: as of `verdicts`.
    package static func unmeasured(_ events: [TicketEvent], _ agreements: [Agreement], until now: Int) -> [String] {
        var desk = NaiveDesk(agreements, fillsHoles: true)
        desk.walk(events, until: now)
        let measured = verdicts(events, agreements, until: now).filter { $0.state != "cancelled" }.map(\.key)
        return desk.clocks.flatMap { clock in clock.holes { desk.isJudged($0, elsewhere: clock) } }
            .filter { hole in !measured.contains { hole.hasPrefix($0 + " ") } }
    }

    /// What is finished is not judged again by the next agreement of the group.
    private func isJudged(_ run: NaiveRun, elsewhere clock: NaiveClock) -> Bool {
        clocks.contains { other in
            other.agreement.group == clock.agreement.group && other.agreement.name != clock.agreement.name
                && other.objective.metric == clock.objective.metric
                && other.runs.contains { $0.hasVerdict && $0.name == run.name && ($0.stop ?? .max) <= run.askedSince }
        }
    }

    private mutating func walk(_ events: [TicketEvent], until now: Int) {
        guard let first = events.first else { return }
        let together = events.filter { $0.at == first.at }
        let opening = together.first { $0.type == .created } ?? together.first { $0.openedAt != nil } ?? first
        let told = events.filter { $0.at.playMinute <= now }.compactMap { $0.openedAt?.playMinute }
        openedAt = min(told.min() ?? first.at.playMinute, first.at.playMinute)
        facts.isOpeningKnown = opening.type == .created || !told.isEmpty
        for minute in openedAt...max(openedAt, now) {
            facts.minute = minute
            for index in clocks.indices { clocks[index].count(minute) }
            if minute == openedAt { open(opening) }
            if minute <= now { act(events.filter { $0.at.playMinute == minute }, opening) }
            for index in clocks.indices { clocks[index].look(minute) }
        }
    }

    private var isOver: Bool { gone || facts.isFinal }

    /// Says to every clock what happens.
    private mutating func tell(_ happening: NaiveHappening, _ event: TicketEvent, occurs: Bool = true) {
        facts.event = occurs ? event : nil
        facts.cause = event.id
        for index in clocks.indices { clocks[index].hear(happening, facts) }
    }

    private mutating func open(_ event: TicketEvent) {
        for change in event.changes where change.key != "status" { facts.attributes[change.key] = change.value }
        // How it was born is known from the event, if that is the opening.
        if event.at.playMinute == facts.minute, let born = category(event) { facts.born = born }
        rematch(event)
        tell(.opened(byAgent: event.type == .created && event.by == .agent), event, occurs: event.type == .created)
    }

    private mutating func act(_ events: [TicketEvent], _ opening: TicketEvent) {
        for event in events where event.type == .replied || event.type == .noted { takeMessage(event) }
        changeAttributes(events, opening)
        for event in events { setStatus(event) }
        for event in events where event.type == .merged || event.type == .cancelled {
            if gone { continue }
            if !isOver { end() }
            gone = true
            tell(.removal(event.type == .merged ? "merged" : "cancelled"), event)
        }
    }

    private mutating func end() {
        resolvedAt = facts.minute
        teamWhenOver = facts.attributes["team"]
        isTaken = false
    }

    private mutating func takeMessage(_ event: TicketEvent) {
        guard event.isPublic, event.by != .system else { return tell(.nothing(beforeAttributes: true), event) }
        if event.by == .customer, !isOver { facts.customerAnswered = true }
        if isOver { parked.append(event) }
        tell(isOver ? .parkedMessage : .message(event.by), event)
    }

    private mutating func changeAttributes(_ events: [TicketEvent], _ opening: TicketEvent) {
        let before = facts.attributes
        var last: TicketEvent?
        for event in events {
            for change in event.changes {
                let isNews = facts.attributes[change.key] != change.value
                if isNews || (change.key == "assignee" && change.value != nil) { last = event }
                facts.attributes[change.key] = change.value
            }
        }
        if let last, facts.attributes != before { rematch(last) }
        let assigned = events.contains { $0.changes.contains { $0.key == "assignee" && $0.value != nil } }
        let moved = before["team"] != facts.attributes["team"]
        let entered = moved && facts.attributes["team"] != nil
        let change = NaiveHappening.attributes(
            left: moved && before["team"] != nil, entered: entered && !isOver, assigned: assigned)
        if isOver, assigned || entered { isTaken = assigned }
        let plain = NaiveHappening.attributes(left: false, entered: false, assigned: false)
        let isNews = facts.attributes != before || assigned
        let acting = events.filter { event in
            switch event.type {
            case .replied, .noted, .resolved, .closed, .reopened, .merged, .cancelled: false
            case .created: event.id != opening.id || facts.minute != openedAt && event.at != opening.at
            default: true
            }
        }
        for event in acting { tell(isNews && event.id == last?.id ? change : plain, event) }
        if isNews, let last, !acting.contains(where: { $0.id == last.id }) { tell(change, last, occurs: false) }
    }

    private func category(_ event: TicketEvent) -> StatusCategory? {
        if let change = event.changes.first(where: { $0.key == "status" }) {
            return change.value.flatMap { statuses.category(of: $0) } ?? .open
        }
        switch event.type {
        case .resolved: return .resolved
        case .closed: return .closed
        case .reopened: return .open
        default: return nil
        }
    }

    private mutating func setStatus(_ event: TicketEvent) {
        guard let new = category(event) else { return }
        let wasOver = isOver
        facts.born = nil
        facts.category = new
        facts.customerAnswered = false
        let occurs = event.type == .resolved || event.type == .closed || event.type == .reopened
        let isFinal = new == .resolved || new == .closed
        if !wasOver, isFinal {
            end()
            tell(.resolution, event, occurs: occurs)
        } else if wasOver, !isFinal {
            let reopening = NaiveHappening.Reopening(
                after: facts.minute - (resolvedAt ?? facts.minute), wasGone: gone, messages: parked,
                hasAnotherTeam: facts.attributes["team"] != nil && facts.attributes["team"] != teamWhenOver,
                isTaken: isTaken)
            gone = false
            resolvedAt = nil
            parked = []
            tell(.reopening(reopening), event, occurs: occurs)
        } else {
            tell(.nothing(beforeAttributes: false), event, occurs: occurs)
        }
    }

    /// Open runs follow the attributes.
    private mutating func rematch(_ event: TicketEvent) {
        for index in clocks.indices { clocks[index].follow(facts, by: event) }
    }
}

/// What happens to a ticket, as clocks hear of it.
enum NaiveHappening {
    struct Reopening {
        let after: Int
        let wasGone: Bool
        /// Public messages since it was over.
        let messages: [TicketEvent]
        /// Another than when it was over, and whether somebody of it has the ticket.
        let hasAnotherTeam: Bool
        let isTaken: Bool
    }

    case opened(byAgent: Bool)
    case message(Actor)
    /// A message on a ticket that is over.
    case parkedMessage
    case attributes(left: Bool, entered: Bool, assigned: Bool)
    case resolution
    case reopening(Reopening)
    case removal(String)
    case nothing(beforeAttributes: Bool)
}

/// How the ticket stands.
struct NaiveFacts {
    var minute = 0
    var attributes: [String: String] = [:]
    var category = StatusCategory.open
    /// Until the first status is set: how the ticket was born.
    var born: StatusCategory?
    /// Since the status was set.
    var customerAnswered = false
    var isOpeningKnown = false
    /// What happens now, for conditions on events.
    var event: TicketEvent?
    /// The id of what happens now.
    var cause = ""

    var shown: StatusCategory { born ?? category }
    var isFinal: Bool { category == .resolved || category == .closed }

    func meets(_ condition: Condition) -> Bool {
        switch condition {
        case .event(let types): event.map { types.contains($0.type) } ?? false
        case .by(let actors): event.map { actors.contains($0.by) } ?? false
        case .isPublic(let isPublic): event.map { $0.isPublic == isPublic } ?? false
        case .category(let categories): categories.contains(shown)
        case .attribute(let key, let values): attributes[key].map { values.contains($0) } ?? false
        case .attributeIsNot(let key, let values): !(attributes[key].map { values.contains($0) } ?? false)
        case .present(let key): attributes[key] != nil
        case .absent(let key): attributes[key] == nil
        case .all(let all): !all.contains { !meets($0) }
        case .any(let any): any.contains { meets($0) }
        case .not(let condition): !meets(condition)
        }
    }

    /// An event condition is true at its instant alone.
    func happens(_ conditions: [Condition]) -> Bool {
        event != nil && conditions.contains { $0.isEvent && meets($0) }
    }

    /// A state holds for a while.
    func holds(_ conditions: [Condition]) -> Bool {
        conditions.contains { !$0.isEvent && meets($0) }
    }
}
