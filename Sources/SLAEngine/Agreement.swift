package import BusinessTime

/// With whom a promise was made.
package enum AgreementKind: String, Hashable, Sendable, CaseIterable {
    /// With a customer.
    case sla
    /// Between internal teams.
    case ola
    /// With a supplier.
    case uc

    /// What a change of target or agreement does to an open clock, where the objective says nothing: a team or a
    /// supplier answers for the time since it got the ticket.
    package var onRematch: RematchPolicy {
        switch self {
        case .sla: .retroactive
        case .ola, .uc: .restart
        }
    }
}

/// Who promised whom what: one version of it, and the instants between which its cycles start.
package struct Agreement: Hashable, Sendable {
    package var name: String
    package var kind: AgreementKind
    package var provider: String?
    package var customer: String?
    package var owner: String?
    package var match: Condition
    /// Agreements of one group exclude each other; the lowest order that matches wins.
    package var group: String
    package var order: Int
    package var objectives: [Objective]
    /// What to do in the first 24-48 hours, a line a step.
    package var plan: String?
    /// Cycles that start from here on are judged by this version, until the next one; nil is ever since.
    package var effectiveFrom: Timestamp?
    /// From here on no cycle starts; nil is for ever.
    package var effectiveUntil: Timestamp?

    package init(
        name: String, kind: AgreementKind = .sla, provider: String? = nil, customer: String? = nil,
        owner: String? = nil, match: Condition = .always, group: String? = nil, order: Int = 0,
        objectives: [Objective], plan: String? = nil, effectiveFrom: Timestamp? = nil,
        effectiveUntil: Timestamp? = nil
    ) {
        self.name = name
        self.kind = kind
        self.provider = provider
        self.customer = customer
        self.owner = owner
        self.match = match
        self.group = group ?? kind.rawValue
        self.order = order
        self.objectives = objectives
        self.plan = plan
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
    }
}
