package import BusinessTime
package import SLAEngine

/// Everything that the engine makes of a sequence of events, at an instant: no daemon, no ledger, no wall clock.
///
/// All events are folded first, as if each had come at its `at`: nothing is late and nothing is withdrawn.
package struct Replay: Sendable {
    /// A ticket and what is known of it.
    struct Ticket: Sendable {
        let name: String
        var history = History()
    }

    /// What became of an event.
    package enum Reception {
        case taken
        case duplicate
        /// Another event of the ticket has its id.
        case conflict(with: TicketEvent)
    }

    /// In the order in which they were first seen.
    private var tickets: [Ticket] = []
    private var places: [String: Int] = [:]
    package private(set) var eventCount = 0
    package private(set) var duplicateCount = 0
    /// The instants of the first and last event, by `at`.
    package private(set) var firstAt: Timestamp?
    package private(set) var lastAt: Timestamp?

    package init() {}

    package var ticketCount: Int { tickets.count }

    /// Takes an event; those of one instant without a `seq` act in the order of their numbers.
    ///
    /// - Parameter recorded: numbers grow from event to event, gaps do not matter.
    package mutating func take(_ recorded: RecordedEvent) -> Reception {
        let event = recorded.event
        let place = places[event.ticket] ?? tickets.count
        if place == tickets.count {
            places[event.ticket] = place
            tickets.append(Ticket(name: event.ticket))
        }
        if let known = tickets[place].history.event(sharingIdentityWith: event)?.event {
            guard known == event else { return .conflict(with: known) }
            duplicateCount += 1
            return .duplicate
        }
        eventCount += 1
        tickets[place].history.insert(recorded)
        firstAt = min(firstAt ?? event.at, event.at)
        lastAt = max(lastAt ?? event.at, event.at)
        return .taken
    }

    /// All events of a ticket; nil if there are none.
    package func history(ofTicket name: String) -> History? {
        places[name].map { tickets[$0].history }
    }

    /// What is known of a ticket at `until`; of each by itself, so that many can be judged side by side.
    ///
    /// - Parameters:
    ///   - rank: its place among those first seen, from 0.
    ///   - until: events after it do not act.
    package func ticket(_ rank: Int, until: Timestamp, _ rules: Rules) -> ReplayedTicket {
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        let fold = TicketFold(tickets[rank].history, revisions: [revision], now: until)
        return ReplayedTicket(rank: rank, name: tickets[rank].name, state: fold.state(), until: until)
    }
}

/// A ticket as a replay knows it.
package struct ReplayedTicket {
    /// Its place among those first seen, from 0.
    package let rank: Int
    package let name: String
    package let state: TicketState
    let until: Timestamp

    /// Its clocks, and what is pending, in the order of agreement, objective and start.
    package var lines: [ReplayedClock] {
        guard !state.pending.isEmpty else { return clocks.map(ReplayedClock.started) }
        return (state.clocks.map(ReplayedClock.started) + state.pending.map(ReplayedClock.pending))
            .sorted { $0.order < $1.order }
    }

    /// Its clocks in the order of agreement, objective and start.
    package var clocks: [Clock] {
        state.clocks.sorted { left, right in
            (left.key.agreement, left.key.objective, left.startedAt, left.key.cycle)
                < (right.key.agreement, right.key.objective, right.startedAt, right.key.cycle)
        }
    }

    /// What would have been told of it, in no order.
    package var alerts: [ReplayedAlert] {
        state.clocks.flatMap { alerts(of: $0) } + unheardAnswers
    }

    /// Once for each time that the customer answered while clocks waited for the status, of the first such clock.
    private var unheardAnswers: [ReplayedAlert] {
        let answers = state.clocks.flatMap { clock in clock.unheardAnswers.map { (clock, $0) } }.sorted {
            $0.1.at == $1.1.at ? $0.0.key.isBefore($1.0.key) : $0.1.at < $1.1.at
        }
        var told: Set<Timestamp> = []
        var counts: [ClockKey: Int] = [:]
        return answers.compactMap { clock, answer in
            guard told.insert(answer.waitingSince).inserted else { return nil }
            counts[clock.key, default: 0] += 1
            return ReplayedAlert(
                kind: .answered, at: answer.at, of: AlertedClock(clock, of: self), "answered",
                count: counts[clock.key, default: 1])
        }
    }

    private func alerts(of clock: Clock) -> [ReplayedAlert] {
        var alerts: [ReplayedAlert] = []
        let subject = AlertedClock(clock, of: self)
        func add(_ kind: AnnouncementKind, _ threshold: String, _ at: Timestamp) {
            alerts.append(ReplayedAlert(kind: kind, at: at, of: subject, threshold, count: 1))
        }
        let breachAt = clock.isBreached(asOf: until) ? clock.breachAt : nil
        for due in clock.thresholds where due.at <= until {
            if due.isLadder {
                if breachAt != nil { add(.ladder, due.threshold.text, due.at) }
            } else if due.at < breachAt ?? .distantFuture {
                add(.warning, due.threshold.text, due.at)
            }
        }
        if let breachAt { add(.breach, "breach", breachAt) }
        guard let stoppedAt = clock.stoppedAt else { return alerts }
        if clock.state == .met { add(.met, "met", stoppedAt) }
        if clock.state == .missed, clock.reason == nil { add(.finishedLate, "finished-late", stoppedAt) }
        return alerts
    }
}

/// A clock of a ticket, or an objective whose clock has not started.
package enum ReplayedClock {
    case started(Clock)
    case pending(PendingClock)

    /// The word of its state.
    package var state: String {
        switch self {
        case .started(let clock): clock.state.rawValue
        case .pending: "pending"
        }
    }

    var order: (String, String, Timestamp, String) {
        switch self {
        case .started(let clock): (clock.key.agreement, clock.key.objective, clock.startedAt, clock.key.cycle)
        case .pending(let pending): (pending.agreement, pending.objective, .distantFuture, "")
        }
    }
}

/// The clock that some alerts are of; behind one reference, as alerts are sorted and a clock is large.
package final class AlertedClock: Sendable {
    package let clock: Clock
    let ticket: String
    let rank: Int

    init(_ clock: Clock, of ticket: ReplayedTicket) {
        self.clock = clock
        self.ticket = ticket.name
        rank = ticket.rank
    }
}

/// One thing that would have been told.
package struct ReplayedAlert {
    package let kind: AnnouncementKind
    package let at: Timestamp
    package let subject: AlertedClock
    private let threshold: String
    private let count: Int

    init(kind: AnnouncementKind, at: Timestamp, of subject: AlertedClock, _ threshold: String, count: Int) {
        self.kind = kind
        self.at = at
        self.subject = subject
        self.threshold = threshold
        self.count = count
    }

    package var key: AlertKey {
        AlertKey(ticket: subject.ticket, clock: subject.clock.key, threshold: threshold, count: count)
    }

    /// In the order of time; at one instant in that of the clocks.
    package static func inOrder(_ left: ReplayedAlert, _ right: ReplayedAlert) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.subject.rank != right.subject.rank { return left.subject.rank < right.subject.rank }
        return left.key.text < right.key.text
    }
}
