import Foundation

/// A question to the daemon: one line of JSON (docs/slad-control.7.scd).
package enum ControlRequest: Hashable, Sendable {
    case status
    case ticket(String)
    case tickets(TicketsQuery)
    case explain(ExplainQuery)

    /// The version of the interface; grows when the meaning of a key changes, never when one is added.
    package static let version = 1

    /// Whether answering changes what the daemon knows or does; only root and slad itself may ask for that.
    ///
    /// The one place that says so.
    package var changesState: Bool {
        switch self {
        case .status, .ticket, .tickets, .explain: false
        }
    }
}

/// Which unfinished clocks are asked for.
package struct TicketsQuery: Hashable, Sendable {
    /// How many clocks at most; 1 to `ControlLimits.rows`.
    package var limit: Int
    /// Only clocks that run, are not breached, and whose first warning was reached.
    package var isAtRisk: Bool
    /// Only tickets whose attribute has this value.
    package var customer: String?
    package var team: String?

    package init(
        limit: Int = ControlLimits.usualRows, isAtRisk: Bool = false, customer: String? = nil, team: String? = nil
    ) {
        self.limit = limit
        self.isAtRisk = isAtRisk
        self.customer = customer
        self.team = team
    }
}

/// Which clocks of a ticket are to be explained.
package struct ExplainQuery: Hashable, Sendable {
    package var ticket: String
    /// Only clocks of that objective, and of that cycle.
    package var objective: String?
    package var cycle: String?

    package init(ticket: String, objective: String? = nil, cycle: String? = nil) {
        self.ticket = ticket
        self.objective = objective
        self.cycle = cycle
    }
}

// MARK: - JSON

extension ControlRequest {
    /// The request as one line, with its line break.
    package func line() throws -> [UInt8] {
        try ControlJSON.line(RawRequest(self))
    }

    /// Reads a line; its line break may be there or not.
    package init(line: some Sequence<UInt8>) throws(ControlProblem) {
        let raw: RawRequest
        do {
            raw = try ControlJSON.decoder.decode(RawRequest.self, from: Data(line))
        } catch let problem as ControlProblem {
            throw problem
        } catch {
            throw ControlProblem("the line is no request", hint: "write one such as \(ControlRequest.example)")
        }
        self = try raw.request()
    }

    static let example = #"{"request":"status","version":1}"#
}

/// A request as it stands on the line.
private struct RawRequest: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case request, version, ticket, limit, customer, team, objective, cycle
        case atRisk = "at_risk"
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
        default:
            throw ControlProblem("the request '\(name)' is unknown", hint: "known are status, ticket, tickets, explain")
        }
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
