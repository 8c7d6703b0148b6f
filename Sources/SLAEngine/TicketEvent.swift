package import BusinessTime

/// Who did it.
package enum Actor: UInt8, Hashable, Sendable {
    case customer, agent, system
}

/// What happened to a ticket; every other word is a name of the user's own.
package enum EventType: Hashable, Sendable {
    case created, replied, noted, changed, assigned, resolved, closed, reopened, merged, cancelled, retracted
    case custom(String)
}

/// One attribute that an event sets, or removes where `value` is nil.
package struct AttributeChange: Hashable, Sendable {
    package var key: String
    package var value: String?

    package init(key: String, value: String?) {
        self.key = key
        self.value = value
    }
}

/// One thing that happened to one ticket, as the feed told it (docs/slad-events.5.scd).
package struct TicketEvent: Hashable, Sendable {
    package var ticket: String
    package var at: Timestamp
    package var type: EventType
    /// Unique within the ticket and `source`; derived from the content where the feed gives none.
    package var id: String
    package var source: String?
    /// A number of the feed's own that orders events of one instant.
    package var seq: Int64?
    package var by: Actor
    package var isPublic: Bool
    /// In the order of their keys; no key twice.
    package var changes: [AttributeChange]
    /// The id of an earlier event of the ticket that this one replaces or, with `retracted`, removes.
    package var corrects: String?
    /// When the ticket was opened; of several the earliest counts, on whichever event it came.
    package var openedAt: Timestamp?
    package var reason: String?

    package init(
        ticket: String, at: Timestamp, type: EventType, id: String, source: String? = nil, seq: Int64? = nil,
        by: Actor, isPublic: Bool, changes: [AttributeChange] = [], corrects: String? = nil,
        openedAt: Timestamp? = nil, reason: String? = nil
    ) {
        self.ticket = ticket
        self.at = at
        self.type = type
        self.id = id
        self.source = source
        self.seq = seq
        self.by = by
        self.isPublic = isPublic
        self.changes = changes
        self.corrects = corrects
        self.openedAt = openedAt
        self.reason = reason
    }
}

extension EventType {
    package init(_ word: String) {
        self = EventType.builtIn[word] ?? .custom(word)
    }

    /// The word of the event format.
    package var word: String {
        switch self {
        case .created: "created"
        case .replied: "replied"
        case .noted: "noted"
        case .changed: "changed"
        case .assigned: "assigned"
        case .resolved: "resolved"
        case .closed: "closed"
        case .reopened: "reopened"
        case .merged: "merged"
        case .cancelled: "cancelled"
        case .retracted: "retracted"
        case .custom(let name): name
        }
    }

    private static let builtIn: [String: EventType] = {
        let all: [EventType] = [
            .created, .replied, .noted, .changed, .assigned, .resolved, .closed, .reopened, .merged, .cancelled,
            .retracted,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.word, $0) })
    }()
}

extension Actor {
    package init?(_ word: String) {
        switch word {
        case "customer": self = .customer
        case "agent": self = .agent
        case "system": self = .system
        default: return nil
        }
    }

    /// The word of the event format.
    package var word: String {
        switch self {
        case .customer: "customer"
        case .agent: "agent"
        case .system: "system"
        }
    }
}
