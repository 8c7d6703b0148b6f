import BusinessTime

// One event of a mapping file.
extension NodeReader {
    /// The keys that need no reading of their own.
    private static let plainKeys = ["by", "public", "id", "seq", "corrects", "reason", "source"]

    mutating func eventRecipe(_ node: RawNode, _ defaults: EventMapDefaults) -> EventRecipe? {
        guard let nodes = mapping(node, .eventRecipe) else { return nil }
        let each = ofJSON("each", nodes, defaults.form).flatMap { keyPath($0) } ?? []
        let conditions = nodes["when"].map { columnConditions($0) } ?? []
        let at = required("at", of: nodes, such: "\"{Created}\"").flatMap { mappedTime($0, defaults) }
        let openedAt = nodes["opened_at"].flatMap { mappedTime($0, defaults) }
        let type = required("type", of: nodes, such: "created").flatMap { mappedValue($0, "an event's type") }
        let ownTicket = nodes["ticket"].flatMap { mappedValue($0, "a ticket's identifier") }
        if nodes["ticket"] == nil, defaults.ticket == nil {
            error(
                node.place, "this event names no ticket", hint: "write ticket: \"{Id}\" here, or above for all events")
        }
        var others = defaults.source.map { ["source": $0] } ?? [:]
        for key in Self.plainKeys {
            if let node = nodes[key], let value = mappedValue(node, "a value") { others[key] = value }
        }
        let set = nodes["set"].map { mappedAttributes($0) } ?? []
        guard let at, let type, let ticket = ownTicket ?? defaults.ticket else { return nil }
        return EventRecipe(
            each: each, conditions: conditions, ticket: ticket, at: at, type: type, openedAt: openedAt, others: others,
            set: set)
    }

    private mutating func mappedAttributes(_ node: RawNode) -> [MappedAttribute] {
        guard case .mapping(let entries) = node.content else {
            error(
                node.place, "set has attributes, and here is \(node.shape)", hint: "write such as {status: \"{State}\"}"
            )
            return []
        }
        return entries.compactMap { entry in
            if entry.value.isNull {
                return MappedAttribute(key: entry.key, value: MappedValue(place: entry.value.place, source: .null))
            }
            return mappedValue(entry.value, "a value").map { MappedAttribute(key: entry.key, value: $0) }
        }
    }

    /// All must hold; each is a column and VALUE, [VALUES], `present`, `absent` or `{not: …}` of these.
    private mutating func columnConditions(_ node: RawNode) -> [ColumnCondition] {
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            error(
                node.place, "when has columns and what they hold, and here is \(node.shape)",
                hint: "write such as {Resolved: present, Type: [Incident, Request]}")
            return []
        }
        return entries.compactMap { entry in
            let column = EventColumn(name: entry.key, place: entry.keyPlace)
            guard case .mapping(let inner) = entry.value.content else {
                return columnCondition(column, entry.value, isNegated: false)
            }
            guard inner.count == 1, let test = inner.first, test.key == "not" else {
                error(
                    entry.value.place, "a test of the column \(quoted(entry.key)) is not a mapping such as this",
                    hint: "write a value, [values], {not: value}, present or absent")
                return nil
            }
            return columnCondition(column, test.value, isNegated: true)
        }
    }

    private mutating func columnCondition(
        _ column: EventColumn, _ node: RawNode, isNegated: Bool
    ) -> ColumnCondition? {
        switch node.content {
        case .scalar("present", isPlain: true):
            return ColumnCondition(column: column, values: nil, isNegated: isNegated)
        case .scalar("absent", isPlain: true):
            return ColumnCondition(column: column, values: nil, isNegated: !isNegated)
        default:
            let values = (list(node, "values") ?? []).compactMap { text($0, "a value, present or absent") }
            if case .list(let items) = node.content, items.isEmpty {
                error(node.place, "no value of \(quoted(column.name))", hint: "write a value, present or absent")
            }
            return values.isEmpty ? nil : ColumnCondition(column: column, values: values, isNegated: isNegated)
        }
    }
}

extension KeyTable {
    static let eventRecipe = KeyTable(
        noun: "an event",
        keys: [
            "type", "ticket", "at", "when", "each", "by", "public", "set", "id", "seq", "corrects", "opened_at",
            "source", "reason",
        ],
        elsewhere: [
            "status": "an attribute belongs to set:", "priority": "an attribute belongs to set:",
            "customer": "an attribute belongs to set:", "team": "an attribute belongs to set:",
            "column": "write the event's key first, such as ticket: {column: Id}",
        ]
    )
}
