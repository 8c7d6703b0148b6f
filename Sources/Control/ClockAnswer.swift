/// One clock, with what its ticket is known by.
package struct ClockAnswer: Codable, Hashable, Sendable {
    package var ticket: String
    package var customer: String?
    package var team: String?
    package var agreement: String
    /// `sla`, `ola` or `uc`.
    package var kind: String
    package var objective: String
    package var metric: String
    package var cycle: String
    /// `running`, `paused`, `met`, `missed` or `cancelled`.
    package var state: String
    package var isBreached: Bool
    /// It runs, is not breached, and its first warning was reached, or three quarters of a target without warnings.
    package var isAtRisk: Bool
    package var startedAt: String
    package var stoppedAt: String?
    /// When the target is used up; nil while nothing says when.
    package var deadline: String?
    /// What people call the time of the deadline: `CET`.
    package var zone: String?
    /// As the operator wrote it: `4bh`.
    package var target: String
    /// Of the clock's own time.
    package var elapsedSeconds: Double
    /// Of the clock's own time, below zero past the target; nil where the target cannot be used up.
    package var remainingSeconds: Double?
    /// What stops the clock, in words; nil where it has stopped.
    package var needs: String?
    /// What holds it, in words.
    package var pausedBy: String?
    /// Why it was cancelled.
    package var reason: String?
    /// The team's hours, for a clock that runs; nil on `always`.
    package var hours: HoursAnswer?

    enum CodingKeys: String, CodingKey {
        case ticket, customer, team, agreement, kind, objective, metric, cycle, state, deadline, zone, target, needs
        case reason, hours
        case isBreached = "breached"
        case isAtRisk = "at_risk"
        case startedAt = "started_at"
        case stoppedAt = "stopped_at"
        case elapsedSeconds = "elapsed_seconds"
        case remainingSeconds = "remaining_seconds"
        case pausedBy = "paused_by"
    }

    package init(
        ticket: String, customer: String?, team: String?, agreement: String, kind: String, objective: String,
        metric: String, cycle: String, state: String, isBreached: Bool, isAtRisk: Bool, startedAt: String,
        stoppedAt: String?, deadline: String?, zone: String?, target: String, elapsedSeconds: Double,
        remainingSeconds: Double?, needs: String?, pausedBy: String?, reason: String?, hours: HoursAnswer?
    ) {
        self.ticket = ticket
        self.customer = customer
        self.team = team
        self.agreement = agreement
        self.kind = kind
        self.objective = objective
        self.metric = metric
        self.cycle = cycle
        self.state = state
        self.isBreached = isBreached
        self.isAtRisk = isAtRisk
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.deadline = deadline
        self.zone = zone
        self.target = target
        self.elapsedSeconds = elapsedSeconds
        self.remainingSeconds = remainingSeconds
        self.needs = needs
        self.pausedBy = pausedBy
        self.reason = reason
        self.hours = hours
    }
}

/// Whether the team is there until the deadline: its objective's calendar now.
package struct HoursAnswer: Codable, Hashable, Sendable {
    package var calendar: String
    package var isOpen: Bool
    /// While open: when it closes.
    package var closesAt: String?
    /// When it opens again; nil for never.
    package var opensAt: String?
    /// Open time from now to the deadline.
    package var openSeconds: Double

    enum CodingKeys: String, CodingKey {
        case calendar
        case isOpen = "open"
        case closesAt = "closes_at"
        case opensAt = "opens_at"
        case openSeconds = "open_seconds"
    }

    package init(calendar: String, isOpen: Bool, closesAt: String?, opensAt: String?, openSeconds: Double) {
        self.calendar = calendar
        self.isOpen = isOpen
        self.closesAt = closesAt
        self.opensAt = opensAt
        self.openSeconds = openSeconds
    }
}
