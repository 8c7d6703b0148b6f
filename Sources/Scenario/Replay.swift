package import BusinessTime
package import SLAEngine

/// Everything that the engine makes of a sequence of events, at an instant: no daemon, no ledger, no wall clock.
///
/// All events are folded first, as if each had come at its `at`: nothing is late and nothing is withdrawn.
package struct Replay {
    /// A ticket and what is known of it.
    struct Ticket {
        let name: String
        var events: [RecordedEvent] = []
        var known: [Identity: Int] = [:]
    }

    struct Identity: Hashable {
        let id: String
        let source: String?
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

    /// Takes the next event; events of one instant without a `seq` act in the order in which they are taken.
    package mutating func take(_ event: TicketEvent) -> Reception {
        let place = places[event.ticket] ?? tickets.count
        if place == tickets.count {
            places[event.ticket] = place
            tickets.append(Ticket(name: event.ticket))
        }
        let identity = Identity(id: event.id, source: event.source)
        if let known = tickets[place].known[identity].map({ tickets[place].events[$0].event }) {
            guard known == event else { return .conflict(with: known) }
            duplicateCount += 1
            return .duplicate
        }
        eventCount += 1
        tickets[place].known[identity] = tickets[place].events.count
        tickets[place].events.append(RecordedEvent(number: Int64(eventCount), event: event))
        firstAt = min(firstAt ?? event.at, event.at)
        lastAt = max(lastAt ?? event.at, event.at)
        return .taken
    }

    /// All events of a ticket; nil if there are none.
    package func history(ofTicket name: String) -> History? {
        places[name].map { History(tickets[$0].events) }
    }

    /// What is known of each ticket at `until`, in the order in which they were first seen.
    ///
    /// - Parameter until: events after it do not act.
    package func forEachTicket(until: Timestamp, _ rules: Rules, _ body: (ReplayedTicket) throws -> Void) rethrows {
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        for (index, ticket) in tickets.enumerated() {
            let fold = TicketFold(History(ticket.events), revisions: [revision], now: until)
            try body(ReplayedTicket(rank: index, name: ticket.name, state: fold.state(), until: until))
        }
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
        clocks.flatMap { alerts(of: $0) } + unheardAnswers
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
            let key = AlertKey(
                ticket: name, clock: clock.key, threshold: "answered", count: counts[clock.key, default: 1])
            return ReplayedAlert(kind: .answered, key: key, at: answer.at, clock: clock, rank: rank)
        }
    }

    private func alerts(of clock: Clock) -> [ReplayedAlert] {
        var alerts: [ReplayedAlert] = []
        func add(_ kind: AnnouncementKind, _ threshold: String, _ at: Timestamp) {
            let key = AlertKey(ticket: name, clock: clock.key, threshold: threshold, count: 1)
            alerts.append(ReplayedAlert(kind: kind, key: key, at: at, clock: clock, rank: rank))
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

/// One thing that would have been told.
package struct ReplayedAlert {
    package let kind: AnnouncementKind
    package let key: AlertKey
    package let at: Timestamp
    package let clock: Clock
    let rank: Int

    /// In the order of time; at one instant in that of the clocks.
    package static func inOrder(_ left: ReplayedAlert, _ right: ReplayedAlert) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.rank != right.rank { return left.rank < right.rank }
        return left.key.text < right.key.text
    }
}
