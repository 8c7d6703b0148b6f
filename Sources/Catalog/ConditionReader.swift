import SLAEngine

/// What a condition may look at.
enum ConditionScope {
    /// `match`: the ticket's attributes alone.
    case attributes
    /// An input of a clock: also events, and the category of the status.
    case clock

    /// What to write where a condition should stand and one word does.
    fileprivate func example(insteadOf node: RawNode) -> String {
        guard self == .clock else { return "write such as {segment: gold}; {} matches every ticket" }
        guard case .scalar(let word, _) = node.content, !node.isNull else { return "write such as {event: shipped}" }
        if let category = nearestWord(to: word, among: StatusCategory.allCases.map(\.rawValue)) {
            return "write {category: [\(category)]}"
        }
        return word == "never" || word == "no" ? "write [] for never" : "write such as {event: \(word)}"
    }
}

// Conditions on a ticket's attributes, as `match` has them, and on what happens to it.
extension NodeReader {
    /// A mapping (all of its keys must hold) or a list of conditions (any of them).
    mutating func condition(_ node: RawNode, _ scope: ConditionScope = .attributes) -> Condition? {
        switch node.content {
        case .scalar:
            error(
                node.place,
                "a condition is written as a mapping, and here is \(node.shape)",
                hint: scope.example(insteadOf: node)
            )
            return nil
        case .list(let items):
            return conditions(items, at: node.place, scope).map(Condition.any)
        case .mapping(let entries):
            let parts = entries.compactMap { test($0, scope) }
            guard parts.count == entries.count else { return nil }
            return parts.count == 1 ? parts[0] : .all(parts)
        }
    }

    private mutating func conditions(
        _ items: [RawNode], at place: Place, _ scope: ConditionScope
    ) -> [Condition]? {
        guard !items.isEmpty else {
            error(place, "a list without a condition", hint: "write a condition; {} matches every ticket")
            return nil
        }
        let conditions = items.compactMap { condition($0, scope) }
        return conditions.count == items.count ? conditions : nil
    }

    private mutating func test(_ entry: RawEntry, _ scope: ConditionScope) -> Condition? {
        switch entry.key {
        case "all":
            guard case .list(let items) = entry.value.content else {
                error(entry.value.place, "all has a list of conditions", hint: "write such as all: [{…}, {…}]")
                return nil
            }
            return conditions(items, at: entry.value.place, scope).map(Condition.all)
        case "not":
            return condition(entry.value, scope).map(Condition.not)
        case "attribute":
            return attributes(entry.value)
        case "event" where scope == .clock: return events(entry.value)
        case "by" where scope == .clock: return actors(entry.value)
        case "public" where scope == .clock: return visibility(entry.value)
        case "category" where scope == .clock: return categories(entry.value)
        case "event", "by", "public", "category":
            error(
                entry.keyPlace,
                "match tests the ticket's attributes alone, and \(entry.key) is a condition of another kind",
                hint: "if it is the name of an attribute, write attribute: {\(entry.key): …}"
            )
            return nil
        default:
            return attribute(entry.key, entry.value)
        }
    }

    /// `attribute: {NAME: …}`, for names that are keywords.
    private mutating func attributes(_ node: RawNode) -> Condition? {
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            error(
                node.place,
                "attribute has the attribute's name and what it should be, and here is \(node.shape)",
                hint: "write such as attribute: {event: party}"
            )
            return nil
        }
        let parts = entries.compactMap { attribute($0.key, $0.value) }
        guard parts.count == entries.count else { return nil }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// VALUE, [VALUES], `present`, `absent`, or `{not: …}` of these.
    private mutating func attribute(_ name: String, _ node: RawNode) -> Condition? {
        switch node.content {
        case .scalar("present", isPlain: true): return .present(name)
        case .scalar("absent", isPlain: true): return .absent(name)
        case .scalar: return value(node).map { .attribute(name, isOneOf: [$0]) }
        case .list(let items): return values(items, of: name, at: node.place).map { .attribute(name, isOneOf: $0) }
        case .mapping(let entries):
            guard entries.count == 1, let entry = entries.first, entry.key == "not" else {
                error(
                    node.place,
                    "a test of the attribute \(quoted(name)) is not a mapping such as this",
                    hint: "write a value, [values], {not: value}, present or absent; "
                        + "attributes that must all hold stand side by side"
                )
                return nil
            }
            return attribute(name, entry.value).map(negated)
        }
    }

    private func negated(_ condition: Condition) -> Condition {
        switch condition {
        case .attribute(let name, let values): .attributeIsNot(name, oneOf: values)
        case .attributeIsNot(let name, let values): .attribute(name, isOneOf: values)
        case .present(let name): .absent(name)
        case .absent(let name): .present(name)
        case .all, .any, .not, .event, .by, .isPublic, .category: .not(condition)
        }
    }

    private mutating func values(_ items: [RawNode], of name: String, at place: Place) -> [String]? {
        guard !items.isEmpty else {
            error(place, "no value of \(quoted(name)), so this never holds", hint: "write a value, or absent")
            return nil
        }
        let values = items.compactMap { value($0) }
        return values.count == items.count ? values : nil
    }

    private mutating func value(_ node: RawNode) -> String? {
        switch node.content {
        case .scalar("present", isPlain: true), .scalar("absent", isPlain: true):
            error(node.place, "\(node.shape) stands alone, not in a list", hint: "in quotes it is a value like others")
            return nil
        case .mapping:
            error(
                node.place,
                "a condition among values",
                hint: "a list of conditions stands at the top: match: [{…}, {…}]"
            )
            return nil
        default:
            return text(node, "a value, present or absent")
        }
    }
}
