/// `compliance`: how the goals stand.
package struct ComplianceAnswer: Codable, Hashable, Sendable {
    package var now: String
    package var goals: [GoalAnswer]
    package var feeds: [FeedAnswer]
    /// Events that were rejected since slad counts them.
    package var rejectedEvents: Int64
    /// Events with a status in no category, which counted as open.
    package var unknownStatuses: Int64
    /// Just after a start: the clocks are not looked at yet, so that the figures are not whole. Else nil.
    package var isSettling: Bool?
    /// How many goals there are, whatever was asked; nil from a slad that did not say it.
    package var declaredGoals: Int?

    enum CodingKeys: String, CodingKey {
        case now, goals, feeds
        case declaredGoals = "declared_goals"
        case rejectedEvents = "rejected_events"
        case unknownStatuses = "unknown_statuses"
        case isSettling = "settling"
    }

    package init(
        now: String, goals: [GoalAnswer], feeds: [FeedAnswer], rejectedEvents: Int64, unknownStatuses: Int64,
        isSettling: Bool? = nil, declaredGoals: Int? = nil
    ) {
        self.now = now
        self.goals = goals
        self.feeds = feeds
        self.rejectedEvents = rejectedEvents
        self.unknownStatuses = unknownStatuses
        self.isSettling = isSettling
        self.declaredGoals = declaredGoals
    }
}

/// A goal and its windows.
package struct GoalAnswer: Codable, Hashable, Sendable {
    package var goal: String
    /// As people write it: `95% per month in Europe/Berlin`.
    package var share: String
    /// `cycles` or `tickets`: what is counted.
    package var denominator: String
    /// The earlier ones first.
    package var windows: [WindowAnswer]

    package init(goal: String, share: String, denominator: String, windows: [WindowAnswer]) {
        self.goal = goal
        self.share = share
        self.denominator = denominator
        self.windows = windows
    }
}

/// Verdicts and open clocks of a window, counted.
package struct TallyAnswer: Codable, Hashable, Sendable {
    package var met: Int64
    package var missed: Int64
    package var open: Int64
    /// Met of what has a verdict, in percent, cut after three decimals; nil where nothing has one.
    package var attainment: Double?

    enum CodingKeys: String, CodingKey {
        case met, missed, open
        case attainment = "attainment_percent"
    }

    package init(met: Int64, missed: Int64, open: Int64, attainment: Double?) {
        self.met = met
        self.missed = missed
        self.open = open
        self.attainment = attainment
    }
}

/// What is known of a goal in one window.
package struct WindowAnswer: Codable, Hashable, Sendable {
    /// `2026-11`; of a rolling one its span.
    package var window: String
    /// As people say it: `November 2026`.
    package var title: String
    package var from: String
    package var to: String
    package var isRolling: Bool
    package var hasEnded: Bool
    package var counted: TallyAnswer
    /// The same before exclusions.
    package var beforeExclusions: TallyAnswer
    /// Unfinished clocks of which nothing says when they are due.
    package var paused: Int64
    /// Whether what has a verdict reaches the goal; nil where nothing has one.
    package var isReached: Bool?
    /// In percent, if all that is open is met, or missed; nil of rolling windows, and of nothing.
    package var best: Double?
    package var worst: Double?
    package var missesLeft: Int64?
    /// How many tickets not yet seen must be met; nil also where none suffice.
    package var meetsNeeded: Int64?
    package var isBehind: Bool?
    package var isLost: Bool?
    package var expected: Int64?
    package var coverage: CoverageAnswer
    package var told: ToldAnswer?

    enum CodingKeys: String, CodingKey {
        case window, title, from, to, counted, paused, expected, coverage, told
        case best = "best_percent"
        case worst = "worst_percent"
        case isRolling = "rolling"
        case hasEnded = "ended"
        case beforeExclusions = "before_exclusions"
        case isReached = "reached"
        case missesLeft = "misses_left"
        case meetsNeeded = "meets_needed"
        case isBehind = "behind"
        case isLost = "lost"
    }

    package init(
        window: String, title: String, from: String, to: String, isRolling: Bool, hasEnded: Bool, counted: TallyAnswer,
        beforeExclusions: TallyAnswer, paused: Int64, isReached: Bool?, coverage: CoverageAnswer
    ) {
        self.window = window
        self.title = title
        self.from = from
        self.to = to
        self.isRolling = isRolling
        self.hasEnded = hasEnded
        self.counted = counted
        self.beforeExclusions = beforeExclusions
        self.paused = paused
        self.isReached = isReached
        self.coverage = coverage
    }
}

/// What of a window was measured at all.
package struct CoverageAnswer: Codable, Hashable, Sendable {
    /// The share of the tickets that had a clock and a seen opening, in percent; nil of none.
    package var tickets: Double?
    package var measured: Int64
    package var withoutClock: Int64
    package var openingNotSeen: Int64
    /// The share of the time in which every feed was heard, in percent; nil where none is declared.
    package var feeds: Double?

    enum CodingKeys: String, CodingKey {
        case measured
        case tickets = "tickets_percent"
        case feeds = "feeds_percent"
        case withoutClock = "without_clock"
        case openingNotSeen = "opening_not_seen"
    }

    package init(tickets: Double?, measured: Int64, withoutClock: Int64, openingNotSeen: Int64, feeds: Double?) {
        self.tickets = tickets
        self.measured = measured
        self.withoutClock = withoutClock
        self.openingNotSeen = openingNotSeen
        self.feeds = feeds
    }
}

/// The result of a window as it was told at its end.
package struct ToldAnswer: Codable, Hashable, Sendable {
    package var at: String
    package var counted: TallyAnswer
    package var isReached: Bool?
    /// The share that judged it, `95%`, where that of the goal is another one now; else nil.
    package var share: String?
    /// How often it was corrected; more than once only by an earlier slad.
    package var corrections: Int
    /// What the last correction said.
    package var corrected: CorrectedAnswer?

    enum CodingKeys: String, CodingKey {
        case at, counted, share, corrections, corrected
        case isReached = "reached"
    }

    package init(at: String, counted: TallyAnswer, isReached: Bool?, share: String? = nil, corrections: Int) {
        self.at = at
        self.counted = counted
        self.isReached = isReached
        self.share = share
        self.corrections = corrections
    }
}

/// The result of a window as it was told again, for it had moved across the goal.
package struct CorrectedAnswer: Codable, Hashable, Sendable {
    package var at: String
    package var counted: TallyAnswer
    package var isReached: Bool?

    enum CodingKeys: String, CodingKey {
        case at, counted
        case isReached = "reached"
    }

    package init(at: String, counted: TallyAnswer, isReached: Bool?) {
        self.at = at
        self.counted = counted
        self.isReached = isReached
    }
}

/// A declared feed.
package struct FeedAnswer: Codable, Hashable, Sendable {
    package var feed: String
    package var heartbeatSeconds: Double
    package var lastHeard: String?
    /// When it should have been heard of again, of one that is silent.
    package var silentSince: String?

    enum CodingKeys: String, CodingKey {
        case feed
        case heartbeatSeconds = "heartbeat_seconds"
        case lastHeard = "last_heard"
        case silentSince = "silent_since"
    }

    package init(feed: String, heartbeatSeconds: Double, lastHeard: String?, silentSince: String?) {
        self.feed = feed
        self.heartbeatSeconds = heartbeatSeconds
        self.lastHeard = lastHeard
        self.silentSince = silentSince
    }
}
