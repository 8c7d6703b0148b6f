/// `exclusions`: what was ever taken out of the figures.
package struct ExclusionsAnswer: Codable, Hashable, Sendable {
    package var now: String
    /// In the order of recording.
    package var exclusions: [ExclusionAnswer]

    package init(now: String, exclusions: [ExclusionAnswer]) {
        self.now = now
        self.exclusions = exclusions
    }
}

package struct ExclusionAnswer: Codable, Hashable, Sendable {
    package struct Withdrawal: Codable, Hashable, Sendable {
        package var author: String
        package var reason: String
        package var at: String

        package init(author: String, reason: String, at: String) {
            self.author = author
            self.reason = reason
            self.at = at
        }
    }

    package var id: String
    package var author: String
    package var reason: String
    package var recordedAt: String
    package var ticket: String?
    package var agreement: String?
    package var objective: String?
    /// Attributes and the values of which a ticket has one; empty for any ticket.
    package var attributes: [String: [String]]
    package var from: String?
    package var to: String?
    package var withdrawal: Withdrawal?

    enum CodingKeys: String, CodingKey {
        case id, author, reason, ticket, agreement, objective, from, to, withdrawal
        case recordedAt = "recorded_at"
        case attributes = "where"
    }

    package init(
        id: String, author: String, reason: String, recordedAt: String, ticket: String?, agreement: String?,
        objective: String?, attributes: [String: [String]], from: String?, to: String?, withdrawal: Withdrawal?
    ) {
        self.id = id
        self.author = author
        self.reason = reason
        self.recordedAt = recordedAt
        self.ticket = ticket
        self.agreement = agreement
        self.objective = objective
        self.attributes = attributes
        self.from = from
        self.to = to
        self.withdrawal = withdrawal
    }
}

/// `exclude` and `withdraw`: what was recorded, and what it did to the figures.
package struct ExcludedAnswer: Codable, Hashable, Sendable {
    /// The figures of one window, before and after.
    package struct Change: Codable, Hashable, Sendable {
        package var goal: String
        package var window: String
        package var title: String
        package var before: TallyAnswer
        package var after: TallyAnswer

        package init(goal: String, window: String, title: String, before: TallyAnswer, after: TallyAnswer) {
            self.goal = goal
            self.window = window
            self.title = title
            self.before = before
            self.after = after
        }
    }

    package var exclusion: ExclusionAnswer
    package var changes: [Change]
    /// No cycle that is known lies in it; else nil.
    package var coversNothing: Bool?

    enum CodingKeys: String, CodingKey {
        case exclusion, changes
        case coversNothing = "covers_nothing"
    }

    package init(exclusion: ExclusionAnswer, changes: [Change], coversNothing: Bool? = nil) {
        self.exclusion = exclusion
        self.changes = changes
        self.coversNothing = coversNothing
    }
}
