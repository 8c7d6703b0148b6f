import BusinessTime
import SLAEngine

/// The events of some tickets, and each ticket's history.
struct TicketLog {
    /// In the order of time.
    let events: [TicketEvent]
    let histories: [History]
    let lastAt: Timestamp

    init(_ events: [TicketEvent]) {
        self.events = events
        var numbers: [String: Int] = [:]
        var tickets: [[RecordedEvent]] = []
        for (index, event) in events.enumerated() {
            let recorded = RecordedEvent(number: Int64(index + 1), event: event)
            if let number = numbers[event.ticket] {
                tickets[number].append(recorded)
            } else {
                numbers[event.ticket] = tickets.count
                tickets.append([recorded])
            }
        }
        histories = tickets.map { History($0) }
        lastAt = events.last?.at ?? .distantPast
    }

    /// Tickets of a help desk that never was, always the same for the same number of them: each is opened, answered,
    /// set to wait for the customer, taken up again by them, and mostly resolved; some are reopened.
    init(count: Int) {
        var random = SplitMix(state: 2_026)
        let first = Workload.newYear(2_026)
        var events: [TicketEvent] = []
        for number in 0..<count {
            let opened = first + .minutes(Int64(number) * 10)
            var at = opened
            events.append(TicketLog.opening(of: number, at: at))
            for step in TicketLog.life(&random) {
                at = at + ElapsedTime(milliseconds: Int64.random(in: 60_000...14_400_000, using: &random))
                var event = step
                (event.ticket, event.id, event.at) = ("T-\(number)", "\(number)-\(events.count)", at)
                events.append(event)
            }
        }
        self.init(events.sorted { $0.at < $1.at })
    }

    private static func life(_ random: inout SplitMix) -> [TicketEvent] {
        var life = [
            step(.replied, by: .agent),
            step(.changed, by: .agent, [AttributeChange(key: "status", value: "pending")]),
            step(.replied, by: .customer),
        ]
        if Int.random(in: 0..<4, using: &random) == 0 {
            life.append(step(.changed, by: .agent, [AttributeChange(key: "priority", value: "P1")]))
        }
        life.append(step(.replied, by: .agent))
        if Int.random(in: 0..<10, using: &random) > 0 { life.append(step(.resolved, by: .agent)) }
        if Int.random(in: 0..<10, using: &random) == 0 { life.append(step(.reopened, by: .customer)) }
        return life
    }

    private static func step(_ type: EventType, by: Actor, _ changes: [AttributeChange] = []) -> TicketEvent {
        TicketEvent(ticket: "", at: .distantPast, type: type, id: "", by: by, isPublic: true, changes: changes)
    }

    /// The opening of a ticket by a customer.
    static func opening(of number: Int, at: Timestamp) -> TicketEvent {
        TicketEvent(
            ticket: "T-\(number)", at: at, type: .created, id: "\(number)-0", by: .customer, isPublic: true,
            changes: [
                AttributeChange(key: "customer", value: "Customer \(number % 400)"),
                AttributeChange(key: "priority", value: "P3"), AttributeChange(key: "team", value: "first-level"),
            ])
    }
}
