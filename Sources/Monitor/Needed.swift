import SLAEngine

extension Objective {
    /// What stops a clock of this objective, in words that go on "needs".
    func needed(by kind: AgreementKind) -> String {
        if let stop = conditions.stop { return stop.conditions.map(\.words).joined(separator: ", or ") }
        if kind == .uc, metric != .custom { return "a status that no longer waits for the supplier" }
        switch metric {
        case .firstResponse, .nextResponse, .periodicUpdate: return "a public reply of an agent"
        case .assignment: return "an assignee"
        case .resolution, .requesterWait, .totalResolution: return "the resolution"
        case .custom: return "what its agreement says"
        }
    }

    /// What starts a clock of this objective, in words that go on "starts with".
    func started(by kind: AgreementKind) -> String {
        if let start = conditions.start { return start.conditions.map(\.words).joined(separator: ", or ") }
        if kind == .uc, metric != .custom { return "a status that waits for the supplier" }
        switch metric {
        case .firstResponse: return "a public message of the customer"
        case .nextResponse: return "a public message of the customer, after an agent's answer"
        case .periodicUpdate: return "a public reply of an agent"
        case .assignment: return "a team"
        case .resolution, .requesterWait, .totalResolution: return "the opening, or a reopening"
        case .custom: return "what its agreement says"
        }
    }
}

extension Condition {
    /// The condition as people say it.
    var words: String {
        switch self {
        case .event(let types): "an event \(types.map(\.word).alternatives)"
        case .by(let actors): "by \(actors.map(\.word).alternatives)"
        case .isPublic(let isPublic): isPublic ? "public" : "internal"
        case .category(let categories): "a status in \(categories.map(\.rawValue).alternatives)"
        case .attribute(let key, let values): "\(key) \(values.alternatives)"
        case .attributeIsNot(let key, let values): "\(key) other than \(values.alternatives)"
        case .present(let key): "\(key) set"
        case .absent(let key): "\(key) removed"
        case .all(let parts): parts.map(\.words).joined(separator: " and ")
        case .any(let parts): parts.map(\.words).alternatives
        case .not(let part): "not \(part.words)"
        }
    }
}

extension [String] {
    fileprivate var alternatives: String { joined(separator: " or ") }
}
