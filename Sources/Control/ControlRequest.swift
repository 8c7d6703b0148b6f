import Foundation

/// A question to the daemon: one line of JSON (docs/slad-control.7.scd).
package enum ControlRequest: Hashable, Sendable {
    case status
    case ticket(String)
    case tickets(TicketsQuery)
    case explain(ExplainQuery)
    case compliance(ComplianceQuery)
    /// What was ever taken out of the figures.
    case exclusions
    case exclude(ExclusionDraft)
    case withdraw(WithdrawalDraft)

    /// The version of the interface; grows when the meaning of a key changes, never when one is added.
    package static let version = 1

    /// Whether answering changes what the daemon knows or does; only root and slad itself may ask for that.
    ///
    /// The one place that says so.
    package var changesState: Bool {
        switch self {
        case .status, .ticket, .tickets, .explain, .compliance, .exclusions: false
        case .exclude, .withdraw: true
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

/// Which goals and windows are asked for; what is nil restricts nothing.
package struct ComplianceQuery: Hashable, Sendable {
    package var goal: String?
    package var agreement: String?
    package var objective: String?
    /// As windows are named: `2026-11`; nil for the running ones and those before them.
    package var window: String?

    package init(goal: String? = nil, agreement: String? = nil, objective: String? = nil, window: String? = nil) {
        self.goal = goal
        self.agreement = agreement
        self.objective = objective
        self.window = window
    }
}

/// What is to be taken out of the figures: cycles of which all that is given holds.
package struct ExclusionDraft: Hashable, Sendable {
    package var author: String
    package var reason: String
    package var ticket: String?
    package var agreement: String?
    package var objective: String?
    /// Attributes, and the values of which a ticket has one.
    package var attributes: [String: [String]]
    /// RFC 3339; cycles that were open at any instant of the interval. Half-open; nil is ever since, and for ever.
    package var from: String?
    package var to: String?

    package init(
        author: String, reason: String, ticket: String? = nil, agreement: String? = nil, objective: String? = nil,
        attributes: [String: [String]] = [:], from: String? = nil, to: String? = nil
    ) {
        self.author = author
        self.reason = reason
        self.ticket = ticket
        self.agreement = agreement
        self.objective = objective
        self.attributes = attributes
        self.from = from
        self.to = to
    }
}

/// Which exclusion is to stand no more.
package struct WithdrawalDraft: Hashable, Sendable {
    package var id: String
    package var author: String
    package var reason: String

    package init(id: String, author: String, reason: String) {
        self.id = id
        self.author = author
        self.reason = reason
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
