import SLAEngine

extension Exclusion.Scope {
    /// Attributes and the values of which a ticket has one, of a scope that asks for nothing else of them.
    package var attributeValues: [String: [String]] { attributes.attributeValues }

    /// A scope over tickets that have one of the values of each attribute.
    package init(ticket: String?, agreement: String?, objective: String?, attributeValues: [String: [String]]) {
        let conditions = attributeValues.sorted { $0.key < $1.key }.map {
            Condition.attribute($0.key, isOneOf: $0.value)
        }
        self.init(ticket: ticket, agreement: agreement, objective: objective, attributes: .all(conditions))
    }

    /// In words: `ticket T-1, objective resolution of gold, customer acme or bolt`; `everything`.
    package var text: String {
        var parts = [ticket.map { "ticket \($0)" }].compactMap(\.self)
        switch (agreement, objective) {
        case (let agreement?, let objective?): parts.append("objective \(objective) of \(agreement)")
        case (let agreement?, nil): parts.append("agreement \(agreement)")
        case (nil, let objective?): parts.append("objective \(objective)")
        case (nil, nil): break
        }
        parts += attributeValues.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.joined(separator: " or "))" }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}

extension Condition {
    fileprivate var attributeValues: [String: [String]] {
        switch self {
        case .attribute(let key, let values): [key: values]
        case .all(let parts): parts.reduce(into: [:]) { $0.merge($1.attributeValues) { $0 + $1 } }
        default: [:]
        }
    }
}
