/// The event behind a change of a clock's state, for people.
///
/// Clocks have many causes, and few are ever read: what a person is told of one is made when somebody asks.
package struct Cause: Sendable {
    /// As what the event counts here.
    enum Deed {
        /// As what it is.
        case event
        case opening
        /// By the attributes that it set.
        case attributes
    }

    private let recorded: RecordedEvent
    private let deed: Deed

    init(_ recorded: RecordedEvent, as deed: Deed = .event) {
        self.recorded = recorded
        self.deed = deed
    }

    /// The id of the event.
    package var event: String { recorded.event.id }

    /// Its feed; an id is unique within that alone.
    package var source: String? { recorded.event.source }

    /// What it did: the type's word, and the status it set.
    package var what: String {
        let status = recorded.event.changes.first { $0.key == "status" }?.value.map { ", status \($0)" } ?? ""
        return switch deed {
        case .attributes: "attributes"
        case .opening: "opening" + status
        case .event: recorded.event.type.word + status
        }
    }

    /// Why, where the feed says so.
    package var reason: String? { deed == .attributes ? nil : recorded.event.reason }
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
