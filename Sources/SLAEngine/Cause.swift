/// The event behind a change of a clock's state, for people.
///
/// It is found in its history when somebody asks: clocks have many causes, and few are ever read.
package struct Cause: Sendable {
    /// As what the event counts here.
    enum Deed {
        /// As what it is.
        case event
        case opening
        /// By the attributes that it set.
        case attributes
    }

    private let events: [TicketEvent]
    private let index: Int
    private let deed: Deed

    /// - Parameter index: of the event among its ticket's.
    init(_ index: Int, of events: [TicketEvent], as deed: Deed = .event) {
        self.events = events
        self.index = index
        self.deed = deed
    }

    /// The id of the event.
    package var event: String { events[index].id }

    /// Its feed; an id is unique within that alone.
    package var source: String? { events[index].source }

    /// What it did: the type's word, and the status it set.
    package var what: String {
        let status = events[index].changes.first { $0.key == "status" }?.value.map { ", status \($0)" } ?? ""
        return switch deed {
        case .attributes: "attributes"
        case .opening: "opening" + status
        case .event: events[index].type.word + status
        }
    }

    /// Why, where the feed says so.
    package var reason: String? { deed == .attributes ? nil : events[index].reason }
}

extension Cause: Hashable {
    package static func == (left: Cause, right: Cause) -> Bool {
        left.event == right.event && left.source == right.source && left.what == right.what
            && left.reason == right.reason
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(event)
        hasher.combine(source)
    }
}

extension Step {
    /// - Parameter events: those of the ticket.
    func cause(among events: [TicketEvent]) -> Cause {
        Cause(event, of: events, as: change == .opened ? .opening : .event)
    }
}
