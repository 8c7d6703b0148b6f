import SLAEngine

// The words that almost every event has are recognised by their bytes: no String is made of them.

extension EventType {
    /// The type that a word of the event format means; nil for a name of the user's own.
    init?(builtIn word: TextView) {
        switch word.count {
        case 5 where word == "noted": self = .noted
        case 6 where word == "closed": self = .closed
        case 6 where word == "merged": self = .merged
        case 7 where word == "created": self = .created
        case 7 where word == "replied": self = .replied
        case 7 where word == "changed": self = .changed
        case 8 where word == "assigned": self = .assigned
        case 8 where word == "resolved": self = .resolved
        case 8 where word == "reopened": self = .reopened
        case 9 where word == "cancelled": self = .cancelled
        case 9 where word == "retracted": self = .retracted
        default: return nil
        }
    }
}

extension Actor {
    init?(_ word: TextView) {
        switch word.count {
        case 8 where word == "customer": self = .customer
        case 6 where word == "system": self = .system
        case 5 where word == "agent": self = .agent
        default: return nil
        }
    }
}
