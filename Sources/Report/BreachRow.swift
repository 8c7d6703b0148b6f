/// A breach that slad told, and how it stands by what was told of it later; the names of the keys are stable.
package struct BreachRow: Encodable, Hashable, Sendable {
    package enum State: String, Encodable, Sendable {
        case standing, withdrawn
    }

    package var alertID: String
    package var ticket: String
    package var customer: String?
    package var team: String?
    package var agreement: String
    package var agreementKind: String?
    package var objective: String
    package var cycle: String
    package var deadline: String?
    /// When it became true, as it is known now.
    package var breachedAt: String?
    /// When it had been told to have become true, where that was corrected.
    package var correctedFrom: String?
    package var toldAt: String
    package var lateBySeconds: Double?
    package var repeated: String?
    package var state: State
    package var reason: String?
    /// Whether journald says that slad wrote it.
    package var verified: Bool
    package var message: String

    package init(
        alertID: String, ticket: String, customer: String?, team: String?, agreement: String, agreementKind: String?,
        objective: String, cycle: String, deadline: String?, breachedAt: String?, toldAt: String,
        lateBySeconds: Double?, repeated: String?, state: State, verified: Bool, message: String
    ) {
        self.alertID = alertID
        self.ticket = ticket
        self.customer = customer
        self.team = team
        self.agreement = agreement
        self.agreementKind = agreementKind
        self.objective = objective
        self.cycle = cycle
        self.deadline = deadline
        self.breachedAt = breachedAt
        self.toldAt = toldAt
        self.lateBySeconds = lateBySeconds
        self.repeated = repeated
        self.state = state
        self.verified = verified
        self.message = message
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case alertID = "alert_id"
        case ticket, customer, team, agreement
        case agreementKind = "agreement_kind"
        case objective, cycle, deadline
        case breachedAt = "breached_at"
        case correctedFrom = "corrected_from"
        case toldAt = "told_at"
        case lateBySeconds = "late_by_seconds"
        case repeated, state, reason, verified, message
    }

    /// The names of the columns for a spreadsheet, which are those of the keys.
    package static let csvHeader = CodingKeys.allCases.map(\.rawValue)

    package var csvCells: [String] { CodingKeys.allCases.map { cell($0) ?? "" } }

    private func cell(_ key: CodingKeys) -> String? {
        switch key {
        case .alertID: alertID
        case .ticket: ticket
        case .customer: customer
        case .team: team
        case .agreement: agreement
        case .agreementKind: agreementKind
        case .objective: objective
        case .cycle: cycle
        case .deadline: deadline
        case .breachedAt: breachedAt
        case .correctedFrom: correctedFrom
        case .toldAt: toldAt
        case .lateBySeconds: lateBySeconds.map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
        case .repeated: repeated
        case .state: state.rawValue
        case .reason: reason
        case .verified: String(verified)
        case .message: message
        }
    }
}

extension BreachRow {
    /// The names of the columns for people.
    package static let columns = ["TOLD", "TICKET", "CUSTOMER", "AGREEMENT", "OBJECTIVE", "BREACHED", "STATE"]
    /// Rows that come one by one stand below each other at these widths as a rule.
    package static let usualWidths = [20, 8, 8, 12, 14, 20]

    /// One line for people, in whole seconds.
    package var tableRow: FlowingTable.Row {
        FlowingTable.Row(
            [
                inSeconds(toldAt), ticket, customer ?? "-", agreement, objective, breachedAt.map(inSeconds) ?? "-",
                stateText,
            ], tone: state == .withdrawn || !verified ? .doubtful : .bad)
    }

    private var stateText: String {
        var words = [state.rawValue]
        if correctedFrom != nil { words.append("corrected") }
        if repeated != nil { words.append("perhaps repeated") }
        if !verified { words.append("unverified") }
        return words.joined(separator: ", ")
    }

    /// `2026-11-22T09:30:00.250Z` without its milliseconds.
    private func inSeconds(_ instant: String) -> String {
        guard let dot = instant.lastIndex(of: "."), instant.hasSuffix("Z") else { return instant }
        return instant[..<dot] + "Z"
    }
}
