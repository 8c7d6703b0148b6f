/// A test of what happens to a ticket, or of how it stands.
///
/// One with a part on type, actor or visibility is an **event**, true at its instant; any other is a **state**.
package indirect enum Condition: Hashable, Sendable {
    /// The event has one of these types.
    case event([EventType])
    /// The event is one of these actors' doing.
    case by([Actor])
    case isPublic(Bool)
    /// The category of the ticket's status is one of these.
    case category([StatusCategory])
    /// The attribute has one of the values.
    case attribute(String, isOneOf: [String])
    /// The attribute has none of the values, or is absent.
    case attributeIsNot(String, oneOf: [String])
    case present(String)
    case absent(String)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    /// Matches every ticket.
    package static let always = Condition.all([])

    /// Whether it is true at the instants of events alone.
    package var isEvent: Bool {
        switch self {
        case .event, .by, .isPublic: true
        case .category, .attribute, .attributeIsNot, .present, .absent: false
        case .all(let parts), .any(let parts): parts.contains(where: \.isEvent)
        case .not(let part): part.isEvent
        }
    }

    /// Whether it holds for a ticket of which only the attributes are looked at.
    package func holds(for attributes: [String: String]) -> Bool {
        holds(at: Moment(attributes: attributes, category: .open, event: nil))
    }

    func holds(at moment: Moment) -> Bool {
        switch self {
        case .event(let types): moment.event.map { types.contains($0.type) } ?? false
        case .by(let actors): moment.event.map { actors.contains($0.by) } ?? false
        case .isPublic(let isPublic): moment.event?.isPublic == isPublic
        case .category(let categories): categories.contains(moment.category)
        case .attribute(let key, let values): moment.attributes[key].map(values.contains) ?? false
        case .attributeIsNot(let key, let values): moment.attributes[key].map { !values.contains($0) } ?? true
        case .present(let key): moment.attributes[key] != nil
        case .absent(let key): moment.attributes[key] == nil
        case .all(let conditions): conditions.allSatisfy { $0.holds(at: moment) }
        case .any(let conditions): conditions.contains { $0.holds(at: moment) }
        case .not(let condition): !condition.holds(at: moment)
        }
    }
}

/// How a ticket stands at a step of its timeline, and the event that happens there, if one does.
struct Moment {
    let attributes: [String: String]
    let category: StatusCategory
    let event: TicketEvent?
}

/// What an input of the machine waits for: any of some conditions.
package struct Trigger: Hashable, Sendable {
    package private(set) var conditions: [Condition]
    private let events: [Condition]
    private let states: [Condition]

    /// - Parameter conditions: none of them is never.
    package init(_ conditions: [Condition]) {
        self.conditions = conditions
        events = conditions.filter(\.isEvent)
        states = conditions.filter { !$0.isEvent }
    }

    package static let never = Trigger([])

    /// Whether an event sets it off now.
    func isSetOff(at moment: Moment) -> Bool {
        guard !events.isEmpty, moment.event != nil else { return false }
        return events.contains { $0.holds(at: moment) }
    }

    /// Whether a state of it holds now.
    func holds(at moment: Moment) -> Bool {
        !states.isEmpty && states.contains { $0.holds(at: moment) }
    }
}
