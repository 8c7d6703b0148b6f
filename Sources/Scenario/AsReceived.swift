package import BusinessTime
package import SLAEngine

/// The engine fed with events in the order in which they came, its clock at the greatest `at` so far: what was late is
/// told late, and withdrawn or corrected as the daemon would have.
package struct AsReceived: Sendable {
    package private(set) var announcements: [Announcement] = []
    package private(set) var eventCount = 0
    package private(set) var duplicateCount = 0
    private var engine: Engine
    private var now: Timestamp?
    private var names: [String] = []

    package init(_ rules: Rules) {
        engine = Engine(revisions: [Revision(number: 1, loadedAt: .distantPast, rules: rules)])
    }

    /// Takes the next event.
    package mutating func take(_ event: TicketEvent) -> Replay.Reception {
        if let now, event.at > now { advance(to: event.at, included: false) }
        now = max(now ?? event.at, event.at)
        var reception = engine.receive(event, number: Int64(eventCount + 1))
        if reception == .needsHistory {
            names.append(event.ticket)
            engine.hold(OpenTicket(name: event.ticket, place: TicketPlace(ticket: Int64(names.count))))
            reception = engine.receive(event, number: Int64(eventCount + 1))
        }
        switch reception {
        case .taken, .needsHistory:
            eventCount += 1
            return .taken
        case .duplicate:
            duplicateCount += 1
            return .duplicate
        case .conflict(let known):
            return .conflict(with: known)
        }
    }

    package var ticketCount: Int { names.count }

    /// The instant of the last event, by `at`; nil before the first.
    package var lastAt: Timestamp? { now }

    /// Lets time pass to the end.
    package mutating func finish(at until: Timestamp) {
        advance(to: until, included: true)
    }

    /// What is known of a ticket; of each by itself, so that many can be judged side by side.
    ///
    /// - Parameter rank: its place among those first seen, from 0.
    package func ticket(_ rank: Int, until: Timestamp) -> ReplayedTicket? {
        engine.state(ofTicketNamed: names[rank], asOf: until).map {
            ReplayedTicket(rank: rank, name: names[rank], state: $0, until: until)
        }
    }

    /// Looks at the clocks at each instant at which one asks for it. Those of the very end come when all its events
    /// were taken, as at one instant events act before deadlines.
    private mutating func advance(to end: Timestamp, included: Bool) {
        guard var now else { return }
        while true {
            for (_, told) in engine.advance(to: now).news { announcements += told }
            guard let next = engine.nextWakeup, next < end || included && next == end else { break }
            now = max(now, next)
        }
        if included { for (_, told) in engine.advance(to: end).news { announcements += told } }
    }
}
