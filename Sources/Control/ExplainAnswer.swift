/// `explain`: what the clocks of a ticket are made of, so that a person can check them with a pencil.
package struct ExplainAnswer: Codable, Hashable, Sendable {
    package var now: String
    package var ticket: String
    package var attributes: [String: String]
    package var isOver: Bool
    package var events: Int
    /// In the order of their starts.
    package var clocks: [ClockAccount]
    /// The oldest clocks of a ticket with very many.
    package var clocksLeftOut: Int
    package var pending: [PendingAnswer]
    /// Which agreements hold for a cycle that starts at an instant.
    package var matching: [MatchingAnswer]
    /// Events that came late, or that replace or retract others; the last ones.
    package var remarks: [EventRemark]

    enum CodingKeys: String, CodingKey {
        case now, ticket, attributes, events, clocks, pending, matching, remarks
        case isOver = "over"
        case clocksLeftOut = "clocks_left_out"
    }

    package init(
        now: String, ticket: String, attributes: [String: String], isOver: Bool, events: Int, clocks: [ClockAccount],
        clocksLeftOut: Int, pending: [PendingAnswer], matching: [MatchingAnswer], remarks: [EventRemark]
    ) {
        self.now = now
        self.ticket = ticket
        self.attributes = attributes
        self.isOver = isOver
        self.events = events
        self.clocks = clocks
        self.clocksLeftOut = clocksLeftOut
        self.pending = pending
        self.matching = matching
        self.remarks = remarks
    }
}

/// One clock and its account.
package struct ClockAccount: Codable, Hashable, Sendable {
    package var clock: ClockAnswer
    /// The revision of the rules that judged it.
    package var revision: Int
    /// From when the version of the agreement is in force; nil is ever since.
    package var effectiveFrom: String?
    /// The objective's calendar, in whose zone instants are.
    package var calendar: String
    package var timeZone: String
    /// The calendar on which the clock's time is counted.
    package var countedOn: String
    /// nil where the target cannot be used up.
    package var targetSeconds: Double?
    /// Where the target stands, in words.
    package var targetFrom: String
    package var breachedAt: String?
    /// From the start to the stop or now, without a gap.
    package var segments: [SegmentAnswer]
    /// Where the deadline comes from, in words.
    package var deadlineFrom: String
    package var changes: [ChangeAnswer]
    /// The oldest changes of a clock with very many.
    package var changesLeftOut: Int
    package var targets: [TargetAnswer]
    /// The oldest changes of target of a clock with very many.
    package var targetsLeftOut: Int

    enum CodingKeys: String, CodingKey {
        case clock, revision, calendar, segments, changes, targets
        case effectiveFrom = "effective_from"
        case timeZone = "time_zone"
        case countedOn = "counted_on"
        case targetSeconds = "target_seconds"
        case targetFrom = "target_from"
        case breachedAt = "breached_at"
        case deadlineFrom = "deadline_from"
        case changesLeftOut = "changes_left_out"
        case targetsLeftOut = "targets_left_out"
    }

    package init(
        clock: ClockAnswer, revision: Int, effectiveFrom: String?, calendar: String, timeZone: String,
        countedOn: String, targetSeconds: Double?, targetFrom: String, breachedAt: String?,
        segments: [SegmentAnswer], deadlineFrom: String, changes: [ChangeAnswer], changesLeftOut: Int,
        targets: [TargetAnswer], targetsLeftOut: Int
    ) {
        self.clock = clock
        self.revision = revision
        self.effectiveFrom = effectiveFrom
        self.calendar = calendar
        self.timeZone = timeZone
        self.countedOn = countedOn
        self.targetSeconds = targetSeconds
        self.targetFrom = targetFrom
        self.breachedAt = breachedAt
        self.segments = segments
        self.deadlineFrom = deadlineFrom
        self.changes = changes
        self.changesLeftOut = changesLeftOut
        self.targets = targets
        self.targetsLeftOut = targetsLeftOut
    }
}

/// A line of an account.
package struct SegmentAnswer: Codable, Hashable, Sendable {
    /// `open`, `closed`, `day`, `week`, `month`, `year`, `paused`, `resolved`, `carried`, `uncounted` or `earlier`.
    package var kind: String
    package var from: String
    package var to: String
    package var openSeconds: Double
    /// What has added up so far.
    package var totalSeconds: Double
    /// In words.
    package var why: String
    /// What paused or resolved it.
    package var event: CauseAnswer?

    enum CodingKeys: String, CodingKey {
        case kind, from, to, why, event
        case openSeconds = "open_seconds"
        case totalSeconds = "total_seconds"
    }

    package init(
        kind: String, from: String, to: String, openSeconds: Double, totalSeconds: Double, why: String,
        event: CauseAnswer?
    ) {
        self.kind = kind
        self.from = from
        self.to = to
        self.openSeconds = openSeconds
        self.totalSeconds = totalSeconds
        self.why = why
        self.event = event
    }
}

/// An event that did something to a clock.
package struct CauseAnswer: Codable, Hashable, Sendable {
    package var id: String
    package var source: String?
    /// What it did.
    package var what: String
    package var type: String
    package var by: String
    package var at: String
    package var reason: String?

    package init(
        id: String, source: String?, what: String, type: String, by: String, at: String, reason: String?
    ) {
        self.id = id
        self.source = source
        self.what = what
        self.type = type
        self.by = by
        self.at = at
        self.reason = reason
    }
}

/// A change of a clock's state.
package struct ChangeAnswer: Codable, Hashable, Sendable {
    package var at: String
    /// `running`, `paused`, `breached`, `resolved`, `met`, `missed` or `cancelled`.
    package var state: String
    /// nil where none did it: a deadline, or a reload.
    package var event: CauseAnswer?

    package init(at: String, state: String, event: CauseAnswer?) {
        self.at = at
        self.state = state
        self.event = event
    }
}

/// A change of the target of an open clock.
package struct TargetAnswer: Codable, Hashable, Sendable {
    package var at: String
    /// nil where nothing was asked, or is asked from then on.
    package var before: String?
    package var after: String?
    /// Where the new one stands, in words.
    package var afterFrom: String
    package var ranSeconds: Double
    /// What of that counts under the new target.
    package var countsSeconds: Double
    package var event: CauseAnswer?
    /// The revision that brought it, where no event did.
    package var revision: Int?

    enum CodingKeys: String, CodingKey {
        case at, before, after, event, revision
        case afterFrom = "after_from"
        case ranSeconds = "ran_seconds"
        case countsSeconds = "counts_seconds"
    }

    package init(
        at: String, before: String?, after: String?, afterFrom: String, ranSeconds: Double, countsSeconds: Double,
        event: CauseAnswer?, revision: Int?
    ) {
        self.at = at
        self.before = before
        self.after = after
        self.afterFrom = afterFrom
        self.ranSeconds = ranSeconds
        self.countsSeconds = countsSeconds
        self.event = event
        self.revision = revision
    }
}

/// The agreements as they are tried for a cycle that starts at an instant, with the ticket's present attributes.
package struct MatchingAnswer: Codable, Hashable, Sendable {
    package struct Row: Codable, Hashable, Sendable {
        package var group: String
        package var order: Int
        package var agreement: String
        package var effectiveFrom: String?
        /// `holds`, `outranked`, `unmatched` or `not_in_force`.
        package var verdict: String
        /// In words.
        package var why: String

        enum CodingKeys: String, CodingKey {
            case group, order, agreement, verdict, why
            case effectiveFrom = "effective_from"
        }

        package init(
            group: String, order: Int, agreement: String, effectiveFrom: String?, verdict: String, why: String
        ) {
            self.group = group
            self.order = order
            self.agreement = agreement
            self.effectiveFrom = effectiveFrom
            self.verdict = verdict
            self.why = why
        }
    }

    package var at: String
    package var rows: [Row]

    package init(at: String, rows: [Row]) {
        self.at = at
        self.rows = rows
    }
}

/// Something about an event that explains a surprise.
package struct EventRemark: Codable, Hashable, Sendable {
    package var event: String
    package var at: String
    /// In words.
    package var what: String

    package init(event: String, at: String, what: String) {
        self.event = event
        self.at = at
        self.what = what
    }
}
