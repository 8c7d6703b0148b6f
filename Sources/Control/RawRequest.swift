import Foundation

/// A request as it stands on the line.
struct RawRequest: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case request, version, ticket, limit, customer, team, objective, cycle, goal, agreement, window, from, to
        case author, reason, id
        case atRisk = "at_risk"
        case attributes = "where"
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private var name: String?
    private var version: Int?
    private var ticket: String?
    private var limit: Int?
    private var customer: String?
    private var team: String?
    private var atRisk: Bool?
    private var objective: String?
    private var cycle: String?
    private var goal: String?
    private var agreement: String?
    private var window: String?
    private var from: String?
    private var to: String?
    private var author: String?
    private var reason: String?
    private var id: String?
    private var attributes: [String: [String]]?

    init(_ request: ControlRequest) {
        version = ControlRequest.version
        switch request {
        case .status:
            name = "status"
        case .ticket(let ticket):
            name = "ticket"
            self.ticket = ticket
        case .tickets(let query):
            name = "tickets"
            limit = query.limit
            customer = query.customer
            team = query.team
            atRisk = query.isAtRisk ? true : nil
        case .explain(let query):
            name = "explain"
            ticket = query.ticket
            objective = query.objective
            cycle = query.cycle
        case .compliance(let query):
            name = "compliance"
            (goal, agreement, objective, window) = (query.goal, query.agreement, query.objective, query.window)
        case .exclusions:
            name = "exclusions"
        case .exclude(let draft):
            name = "exclude"
            (author, reason, ticket) = (draft.author, draft.reason, draft.ticket)
            (agreement, objective, from, to) = (draft.agreement, draft.objective, draft.from, draft.to)
            attributes = draft.attributes.isEmpty ? nil : draft.attributes
        case .withdraw(let draft):
            name = "withdraw"
            (id, author, reason) = (draft.id, draft.author, draft.reason)
        }
    }

    /// A key that nobody knows is refused: with a misspelt one the answer would be to another question.
    init(from decoder: any Decoder) throws {
        let known = CodingKeys.allCases.map(\.rawValue)
        let keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        if let unknown = keys.sorted().first(where: { !known.contains($0) }) {
            throw ControlProblem("the key '\(unknown)' is unknown", hint: "known are \(known.joined(separator: ", "))")
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try RawRequest.value(.request, "a text", container)
        version = try RawRequest.value(.version, "a number", container)
        ticket = try RawRequest.value(.ticket, "a text", container)
        limit = try RawRequest.value(.limit, "a number", container)
        customer = try RawRequest.value(.customer, "a text", container)
        team = try RawRequest.value(.team, "a text", container)
        atRisk = try RawRequest.value(.atRisk, "true or false", container)
        objective = try RawRequest.value(.objective, "a text", container)
        cycle = try RawRequest.value(.cycle, "a text", container)
        goal = try RawRequest.value(.goal, "a text", container)
        agreement = try RawRequest.value(.agreement, "a text", container)
        window = try RawRequest.value(.window, "a text", container)
        from = try RawRequest.value(.from, "a text", container)
        to = try RawRequest.value(.to, "a text", container)
        author = try RawRequest.value(.author, "a text", container)
        reason = try RawRequest.value(.reason, "a text", container)
        id = try RawRequest.value(.id, "a text", container)
        attributes = try RawRequest.value(.attributes, "an object of lists of texts", container)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .request)
        try container.encodeIfPresent(version, forKey: .version)
        try container.encodeIfPresent(ticket, forKey: .ticket)
        try container.encodeIfPresent(limit, forKey: .limit)
        try container.encodeIfPresent(customer, forKey: .customer)
        try container.encodeIfPresent(team, forKey: .team)
        try container.encodeIfPresent(atRisk, forKey: .atRisk)
        try container.encodeIfPresent(objective, forKey: .objective)
        try container.encodeIfPresent(cycle, forKey: .cycle)
        try container.encodeIfPresent(goal, forKey: .goal)
        try container.encodeIfPresent(agreement, forKey: .agreement)
        try container.encodeIfPresent(window, forKey: .window)
        try container.encodeIfPresent(from, forKey: .from)
        try container.encodeIfPresent(to, forKey: .to)
        try container.encodeIfPresent(author, forKey: .author)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encodeIfPresent(id, forKey: .id)
        try container.encodeIfPresent(attributes, forKey: .attributes)
    }

    private static func value<Value: Decodable>(
        _ key: CodingKeys, _ shape: String, _ container: KeyedDecodingContainer<CodingKeys>
    ) throws -> Value? {
        do {
            return try container.decodeIfPresent(Value.self, forKey: key)
        } catch {
            throw ControlProblem("'\(key.rawValue)' is not \(shape)", hint: "see slad-control(7)")
        }
    }

    func request() throws(ControlProblem) -> ControlRequest {
        guard let name else {
            throw ControlProblem("the request has no 'request'", hint: "write \(ControlRequest.example)")
        }
        guard version == ControlRequest.version else {
            throw ControlProblem(
                version.map { "version \($0) of the interface is unknown" } ?? "the request has no 'version'",
                hint: "write \"version\":\(ControlRequest.version)")
        }
        switch name {
        case "status": return .status
        case "ticket": return .ticket(try nameOfTicket())
        case "tickets": return .tickets(try query())
        case "explain": return .explain(ExplainQuery(ticket: try nameOfTicket(), objective: objective, cycle: cycle))
        case "compliance":
            return .compliance(
                ComplianceQuery(goal: goal, agreement: agreement, objective: objective, window: window))
        case "exclusions": return .exclusions
        case "exclude": return .exclude(try exclusion())
        case "withdraw":
            return .withdraw(
                WithdrawalDraft(
                    id: try given(id, "id", such: "3"), author: try given(author, "author", such: "mira"),
                    reason: try given(reason, "reason", such: "it was our fault")))
        default:
            let known = "status, ticket, tickets, explain, compliance, exclusions, exclude, withdraw"
            throw ControlProblem("the request '\(name)' is unknown", hint: "known are \(known)")
        }
    }

    private func exclusion() throws(ControlProblem) -> ExclusionDraft {
        ExclusionDraft(
            author: try given(author, "author", such: "mira"),
            reason: try given(reason, "reason", such: "outage of the provider"), ticket: ticket, agreement: agreement,
            objective: objective, attributes: attributes ?? [:], from: from, to: to)
    }

    private func given(_ text: String?, _ key: String, such example: String) throws(ControlProblem) -> String {
        let isBlank = text?.allSatisfy(\.isWhitespace) ?? true
        guard let text, !isBlank else {
            throw ControlProblem("the request has no '\(key)'", hint: "say one: \"\(key)\":\"\(example)\"")
        }
        return text
    }

    private func nameOfTicket() throws(ControlProblem) -> String {
        guard let ticket, !ticket.isEmpty else {
            throw ControlProblem("the request has no 'ticket'", hint: "name one: \"ticket\":\"T-1\"")
        }
        return ticket
    }

    private func query() throws(ControlProblem) -> TicketsQuery {
        let limit = limit ?? ControlLimits.usualRows
        guard (1...ControlLimits.rows).contains(limit) else {
            throw ControlProblem("'limit' is \(limit)", hint: "write 1 to \(ControlLimits.rows)")
        }
        return TicketsQuery(limit: limit, isAtRisk: atRisk ?? false, customer: customer, team: team)
    }
}
