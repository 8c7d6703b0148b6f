package import BusinessTime

/// The promise that slad breaks on purpose, again and again, so that whoever watches sees the whole way working.
///
/// Its tickets are judged by its own agreement alone, and no other ticket is.
package enum Canary {
    /// The name of its agreement, and how the names of its tickets begin.
    package static let name = "slad-canary"

    /// Whether a ticket is one of the canary's.
    package static func owns(ticket: String) -> Bool {
        ticket == name || ticket.hasPrefix(name + "-")
    }

    /// The canary's agreement: nobody ever answers, so that its one promise is broken after each interval.
    package static func agreement(every interval: ElapsedTime) -> Agreement {
        Agreement(
            name: name, group: name,
            objectives: [
                Objective(name: "breaks-on-time", metric: .firstResponse, target: TargetTable(.elapsed(interval)))
            ],
            plan: "Nothing: slad tests itself here, and this is how it should be (canary: in slad.yaml).")
    }

    /// The ticket that is opened at an instant; a word, also as a part of a file's name.
    package static func ticket(openedAt instant: Timestamp) -> String {
        "\(name)-\(instant.utcText.filter { $0 != "-" && $0 != ":" })"
    }

    /// What happens to that ticket.
    package static func event(_ type: EventType, of ticket: String, at instant: Timestamp) -> TicketEvent {
        TicketEvent(
            ticket: ticket, at: instant, type: type, id: "\(ticket)-\(type.word)", source: "slad",
            by: type == .created ? .customer : .system, isPublic: true)
    }
}

extension Rules {
    /// The eras in which a ticket is judged by an agreement, between two instants, both included.
    func eras(ofTicket ticket: String, from: Timestamp, to: Timestamp) -> [Era] {
        guard Canary.owns(ticket: ticket) else { return eras(from: from, to: to) }
        return [Era(from: nil, to: nil, terms: canary.map { [Terms(Canary.agreement(every: $0))] } ?? [], keys: [])]
    }
}
