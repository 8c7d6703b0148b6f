package import BusinessTime
package import SLAEngine

/// What somebody took out of the figures, and why. Never changed but by being withdrawn.
///
/// It removes cycles, not time: those of its scope that were open at any instant of its interval.
package struct Exclusion: Hashable, Sendable {
    /// Cycles of which all that is given holds.
    package struct Scope: Hashable, Sendable {
        package var ticket: String?
        package var agreement: String?
        package var objective: String?
        /// What the ticket's attributes (`customer`, `team`, any) were when the cycle ended, or are while it is open.
        package var attributes: Condition

        package init(
            ticket: String? = nil, agreement: String? = nil, objective: String? = nil, attributes: Condition = .always
        ) {
            self.ticket = ticket
            self.agreement = agreement
            self.objective = objective
            self.attributes = attributes
        }
    }

    package let id: String
    package let author: String
    package let reason: String
    package let recordedAt: Timestamp
    package let scope: Scope
    /// Half-open; nil is ever since, and for ever.
    package let from: Timestamp?
    package let to: Timestamp?
    package var withdrawal: Withdrawal?

    package struct Withdrawal: Hashable, Sendable {
        package let author: String
        package let reason: String
        package let at: Timestamp

        package init(author: String, reason: String, at: Timestamp) {
            self.author = author
            self.reason = reason
            self.at = at
        }
    }

    package init(
        id: String, author: String, reason: String, recordedAt: Timestamp, scope: Scope, from: Timestamp? = nil,
        to: Timestamp? = nil, withdrawal: Withdrawal? = nil
    ) {
        self.id = id
        self.author = author
        self.reason = reason
        self.recordedAt = recordedAt
        self.scope = scope
        self.from = from
        self.to = to
        self.withdrawal = withdrawal
    }

    /// Whether it removes anything by now: no cycle was open yet at an instant that lies ahead.
    package func isInEffect(at now: Timestamp) -> Bool {
        withdrawal == nil && from.map { $0 <= now } ?? true
    }

    /// Whether it removes a cycle, if it is in effect.
    package func covers(_ cycle: CycleStanding, of ticket: String) -> Bool {
        guard scope.ticket.map({ $0 == ticket }) ?? true,
            scope.agreement.map({ $0 == cycle.clock.agreement }) ?? true,
            scope.objective.map({ $0 == cycle.clock.objective }) ?? true,
            coversOpen(from: cycle.startedAt, to: cycle.stoppedAt)
        else { return false }
        return scope.attributes.holds(for: cycle.attributes)
    }

    /// Whether a cycle was open at any instant of the interval; one that stopped at its start was at that instant.
    ///
    /// - Parameter stoppedAt: nil while it is open.
    package func coversOpen(from startedAt: Timestamp, to stoppedAt: Timestamp?) -> Bool {
        if let to, startedAt >= to { return false }
        guard let from, let stoppedAt else { return true }
        return stoppedAt > from || stoppedAt == startedAt && stoppedAt == from
    }
}
