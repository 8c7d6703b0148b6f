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

    /// The attributes that it looks at.
    var keys: [String] {
        switch self {
        case .event, .by, .isPublic, .category: []
        case .attribute(let key, _), .attributeIsNot(let key, _), .present(let key), .absent(let key): [key]
        case .all(let parts), .any(let parts): parts.flatMap(\.keys)
        case .not(let part): part.keys
        }
    }

    /// Those in which it holds, where it looks at nothing else.
    fileprivate var categories: [StatusCategory]? {
        if case .category(let categories) = self { categories } else { nil }
    }

    /// Whether it holds for a ticket of which only the attributes are looked at.
    package func holds(for attributes: [String: String]) -> Bool { holds(for: Attributes(attributes)) }

    /// The same.
    package func holds(for attributes: Attributes) -> Bool {
        holds(at: Moment(attributes: attributes, category: .open))
    }

    func holds(at moment: Moment) -> Bool {
        switch self {
        case .event(let types): moment.type.map(types.contains) ?? false
        case .by(let actors): moment.actor.map(actors.contains) ?? false
        case .isPublic(let isPublic): moment.isPublic == isPublic
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
    let attributes: Attributes
    let category: StatusCategory
    /// What happens; nil where nothing does.
    private let recorded: RecordedEvent?

    init(attributes: Attributes, category: StatusCategory, _ recorded: RecordedEvent? = nil) {
        self.attributes = attributes
        self.category = category
        self.recorded = recorded
    }

    var hasEvent: Bool { recorded != nil }
    var type: EventType? { recorded?.event.type }
    var actor: Actor? { recorded?.event.by }
    var isPublic: Bool? { recorded?.event.isPublic }

    /// The same with nothing happening.
    var quiet: Moment { Moment(attributes: attributes, category: category) }

    /// The same as if the status were another one.
    func with(_ category: StatusCategory) -> Moment {
        Moment(attributes: attributes, category: category, recorded)
    }
}

/// What an input of the machine waits for: any of some conditions.
package struct Trigger: Sendable {
    /// Behind one reference, as every clock asks them at every step.
    private final class Parts: Sendable {
        let conditions: [Condition]
        let events: [Condition]
        let states: [Condition]
        /// Those of the status, where a state looks at nothing else: what most clocks pause in.
        let categories: [StatusCategory]?

        init(_ conditions: [Condition]) {
            self.conditions = conditions
            events = conditions.filter(\.isEvent)
            states = conditions.filter { !$0.isEvent }
            let categories = states.compactMap(\.categories)
            self.categories = categories.count == states.count ? categories.flatMap(\.self) : nil
        }
    }

    private let parts: Parts
    package var conditions: [Condition] { parts.conditions }

    /// - Parameter conditions: none of them is never.
    package init(_ conditions: [Condition]) {
        parts = Parts(conditions)
    }

    package static let never = Trigger([])

    var looksAtStatusAlone: Bool { parts.events.isEmpty && parts.categories != nil }

    /// The statuses in which a state of it holds, where its states look at nothing else.
    var categories: [StatusCategory]? { parts.categories }

    /// Whether an event sets it off now.
    func isSetOff(at moment: Moment) -> Bool {
        guard !parts.events.isEmpty, moment.hasEvent else { return false }
        return parts.events.contains { $0.holds(at: moment) }
    }

    /// Whether a state of it holds now.
    func holds(at moment: Moment) -> Bool {
        if let categories = parts.categories { return categories.contains(moment.category) }
        return parts.states.contains { $0.holds(at: moment) }
    }
}

extension Trigger: Hashable {
    package static func == (left: Trigger, right: Trigger) -> Bool { left.conditions == right.conditions }

    package func hash(into hasher: inout Hasher) { hasher.combine(conditions) }
}
