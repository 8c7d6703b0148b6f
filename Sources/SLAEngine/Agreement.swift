package import BusinessTime

/// With whom a promise was made.
package enum AgreementKind: String, Hashable, Sendable, CaseIterable {
    /// With a customer.
    case sla
    /// Between internal teams.
    case ola
    /// With a supplier.
    case uc
}

/// What is measured.
package enum Metric: String, Hashable, Sendable, CaseIterable {
    case firstResponse = "first_response"
    case resolution
}

/// A test of the ticket's attributes.
package indirect enum Condition: Hashable, Sendable {
    /// The attribute has one of the values.
    case attribute(String, isOneOf: [String])
    /// The attribute has none of the values, or is absent.
    case attributeIsNot(String, oneOf: [String])
    case present(String)
    case absent(String)
    case all([Condition])
    case any([Condition])
    case not(Condition)

    /// Matches every ticket.
    package static let always = Condition.all([])

    package func holds(for attributes: [String: String]) -> Bool {
        switch self {
        case .attribute(let key, let values): attributes[key].map(values.contains) ?? false
        case .attributeIsNot(let key, let values): attributes[key].map { !values.contains($0) } ?? true
        case .present(let key): attributes[key] != nil
        case .absent(let key): attributes[key] == nil
        case .all(let conditions): conditions.allSatisfy { $0.holds(for: attributes) }
        case .any(let conditions): conditions.contains { $0.holds(for: attributes) }
        case .not(let condition): !condition.holds(for: attributes)
        }
    }
}

/// An allowed duration; the unit that it was written in says which time is meant.
package enum Amount: Hashable, Sendable {
    /// `4h`: elapsed time, on the calendar `always`.
    case elapsed(ElapsedTime)
    /// `4bh`: open time of the objective's calendar.
    case open(OpenTime)
}

/// The allowed duration of an objective: one, or a table by an attribute.
package struct TargetTable: Hashable, Sendable {
    /// The attribute that chooses the row; nil where there is one target for all.
    package var attribute: String?
    /// `.none` as a row is `null`: on purpose no clock.
    package var rows: [String: Amount?]
    /// What `else:` says, for values without a row of their own; `.unmeasured` where it is missing.
    package var otherwise: Choice

    /// What a table says for a ticket.
    package enum Choice: Hashable, Sendable {
        case amount(Amount)
        /// `null`: there is no clock, on purpose.
        case noClock
        /// No row for the value: there is no clock, and the ticket counts as unmeasured.
        case unmeasured
    }

    /// One target for every ticket.
    package init(_ amount: Amount) {
        self.init(attribute: nil, rows: [:], otherwise: .amount(amount))
    }

    package init(attribute: String?, rows: [String: Amount?], otherwise: Choice) {
        self.attribute = attribute
        self.rows = rows
        self.otherwise = otherwise
    }

    package func choice(for attributes: [String: String]) -> Choice {
        guard let attribute, let value = attributes[attribute], let row = rows[value] else { return otherwise }
        return row.map(Choice.amount) ?? .noClock
    }
}

/// A point of the clock's own time at which something is told.
package struct Threshold: Hashable, Sendable {
    package enum Point: Hashable, Sendable {
        /// This share of the target is used up.
        case percent(Int)
        /// This much before the target is used up.
        case before(Amount)
        /// This much after the target was used up.
        case after(Amount)
    }

    package var point: Point
    /// As the operator wrote it: `75%`, `30m before`. It names the threshold in the announcement's key.
    package var text: String

    package init(point: Point, text: String) {
        self.point = point
        self.text = text
    }
}

/// What a reopening does to a clock that a resolution stopped.
package enum ReopenPolicy: String, Hashable, Sendable, CaseIterable {
    /// The same cycle goes on; the time while resolved does not count.
    case resume
    /// The verdict stands and a new target starts.
    case newCycle = "new_cycle"
    /// The verdict stands and nothing goes on.
    case ignore
}

/// A metric with a target, warnings, and what pauses it.
package struct Objective: Hashable, Sendable {
    package var name: String
    package var metric: Metric
    package var target: TargetTable
    package var calendar: BusinessCalendar
    package var warnings: [Threshold]
    package var ladder: [Threshold]
    /// The categories of status in which the clock is paused.
    package var pausesIn: Set<StatusCategory>
    package var onReopen: ReopenPolicy
    /// A reopening later than this after the resolution starts a new cycle, whatever `onReopen` says.
    package var resumeWithin: ElapsedTime

    package init(
        name: String, metric: Metric, target: TargetTable, calendar: BusinessCalendar = .always,
        warnings: [Threshold] = [], ladder: [Threshold] = [],
        pausesIn: Set<StatusCategory> = [.waitingCustomer, .waitingSupplier],
        onReopen: ReopenPolicy = .resume, resumeWithin: ElapsedTime = .days(7)
    ) {
        self.name = name
        self.metric = metric
        self.target = target
        self.calendar = calendar
        self.warnings = warnings
        self.ladder = ladder
        self.pausesIn = pausesIn
        self.onReopen = onReopen
        self.resumeWithin = resumeWithin
    }
}

/// Who promised whom what.
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

    package init(
        name: String, kind: AgreementKind = .sla, provider: String? = nil, customer: String? = nil,
        owner: String? = nil, match: Condition = .always, group: String? = nil, order: Int = 0,
        objectives: [Objective], plan: String? = nil
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
    }
}
