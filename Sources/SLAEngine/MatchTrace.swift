package import BusinessTime

/// Why an agreement holds for a ticket, or does not.
package struct MatchTrace: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case holds
        /// Another one of the group, of a lower order, holds.
        case beaten(by: String)
        /// What its match asks and the ticket has not.
        case unmatched(String)
        /// Its versions begin later, or ended before.
        case notInForce
    }

    package let agreement: String
    package let group: String
    package let order: Int
    package let effectiveFrom: Timestamp?
    package let verdict: Verdict
}

extension Rules {
    /// Each version of each agreement, in the order in which each group tries them, and what became of it for a cycle
    /// that starts at an instant on a ticket with these attributes.
    package func trace(_ attributes: [String: String], at instant: Timestamp) -> [MatchTrace] {
        let inForce = eras(from: instant, to: instant).first?.terms.map(\.agreement) ?? []
        var winners: [String: String] = [:]
        return agreements.map { agreement in
            let verdict: MatchTrace.Verdict
            if !inForce.contains(where: { $0.isVersion(agreement) }) {
                verdict = .notInForce
            } else if let winner = winners[agreement.group] {
                verdict = .beaten(by: winner)
            } else if let reason = agreement.match.reasonAgainst(attributes) {
                verdict = .unmatched(reason)
            } else {
                winners[agreement.group] = agreement.name
                verdict = .holds
            }
            return MatchTrace(
                agreement: agreement.name, group: agreement.group, order: agreement.order,
                effectiveFrom: agreement.effectiveFrom, verdict: verdict)
        }
    }
}

extension Agreement {
    fileprivate func isVersion(_ other: Agreement) -> Bool {
        name == other.name && effectiveFrom == other.effectiveFrom
    }
}

extension Condition {
    /// The first part that does not hold, for people; nil where all does.
    func reasonAgainst(_ attributes: [String: String]) -> String? {
        guard !holds(for: attributes) else { return nil }
        switch self {
        case .all(let parts):
            return parts.lazy.compactMap { $0.reasonAgainst(attributes) }.first
        case .any(let parts):
            return parts.compactMap { $0.reasonAgainst(attributes) }.joined(separator: ", and ")
        case .attribute(let key, let values):
            return "\(key) is \(attributes[key] ?? "absent"), not \(values.joined(separator: " or "))"
        case .attributeIsNot(let key, _), .absent(let key):
            return "\(key) is \(attributes[key] ?? "absent")"
        case .present(let key):
            return "\(key) is absent"
        case .not(let part):
            return "excluded, since \(part.reasonFor(attributes))"
        case .event, .by, .isPublic, .category:
            return "no event is looked at"
        }
    }

    /// What of the attributes makes it hold, for people.
    private func reasonFor(_ attributes: [String: String]) -> String {
        switch self {
        case .all(let parts): parts.map { $0.reasonFor(attributes) }.joined(separator: " and ")
        case .any(let parts): parts.first { $0.holds(for: attributes) }?.reasonFor(attributes) ?? "it holds"
        case .attribute(let key, _), .attributeIsNot(let key, _), .present(let key), .absent(let key):
            "\(key) is \(attributes[key] ?? "absent")"
        case .not(let part): part.reasonAgainst(attributes) ?? "it holds"
        case .event, .by, .isPublic, .category: "no event is looked at"
        }
    }
}
