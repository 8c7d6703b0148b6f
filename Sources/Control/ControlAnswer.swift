import Foundation

/// What the daemon answers: one line of JSON (docs/slad-control.7.scd). The keys are stable; more may come.
///
/// Instants are RFC 3339 texts with the offset at which people read them; amounts are seconds.
package enum ControlAnswer: Hashable, Sendable {
    case status(StatusAnswer)
    case ticket(TicketAnswer)
    case tickets(TicketsAnswer)
    case explain(ExplainAnswer)
    case compliance(ComplianceAnswer)
    case exclusions(ExclusionsAnswer)
    case excluded(ExcludedAnswer)
    case error(ControlProblem)
}

/// `status`: how the daemon and its ledger are doing.
package struct StatusAnswer: Codable, Hashable, Sendable {
    package var now: String
    /// What only a running daemon knows; nil where the ledger alone answered.
    package var daemon: DaemonAnswer?
    package var catalogue: CatalogueAnswer?
    /// The release of the zone data of the machine, which the next reload takes.
    package var systemZoneData: String
    /// Tickets on which something is unfinished.
    package var openTickets: Int
    package var runningClocks: Int
    package var pausedClocks: Int
    /// Of the running and paused ones.
    package var breachedClocks: Int
    package var nextDeadlines: [ClockAnswer]
    /// The event that was recorded last.
    package var lastEvent: LastEventAnswer?
    package var recordedEvents: Int64
    /// Announcements that are recorded and not told.
    package var outbox: Int
    /// nil where none is declared.
    package var feeds: [FeedAnswer]?

    enum CodingKeys: String, CodingKey {
        case now, daemon, catalogue, outbox, feeds
        case systemZoneData = "system_zone_data"
        case openTickets = "open_tickets"
        case runningClocks = "running_clocks"
        case pausedClocks = "paused_clocks"
        case breachedClocks = "breached_clocks"
        case nextDeadlines = "next_deadlines"
        case lastEvent = "last_event"
        case recordedEvents = "recorded_events"
    }

    package init(
        now: String, daemon: DaemonAnswer?, catalogue: CatalogueAnswer?, systemZoneData: String, openTickets: Int,
        runningClocks: Int, pausedClocks: Int, breachedClocks: Int, nextDeadlines: [ClockAnswer],
        lastEvent: LastEventAnswer?, recordedEvents: Int64, outbox: Int
    ) {
        self.now = now
        self.daemon = daemon
        self.catalogue = catalogue
        self.systemZoneData = systemZoneData
        self.openTickets = openTickets
        self.runningClocks = runningClocks
        self.pausedClocks = pausedClocks
        self.breachedClocks = breachedClocks
        self.nextDeadlines = nextDeadlines
        self.lastEvent = lastEvent
        self.recordedEvents = recordedEvents
        self.outbox = outbox
    }
}

/// The process that answers.
package struct DaemonAnswer: Codable, Hashable, Sendable {
    package var version: String
    package var pid: Int
    package var startedAt: String
    /// What is wrong with the configuration, if anything is.
    package var complaint: String?
    /// The journal takes no entries, and announcements wait.
    package var isJournalAway: Bool
    /// `fine`, `filling` or `full`.
    package var spool: String
    /// Files of the inbox that a scan found and whose events are not recorded yet.
    package var filesWaiting: Int
    /// Files that are held for events whose time has not come; nil for none.
    package var filesHeld: Int?
    /// Files that stay in the inbox since slad cannot read them; nil for none.
    package var filesStuck: Int?
    /// Just after a start: the clocks are not looked at yet, so that their counts say nothing. Else nil.
    package var isSettling: Bool?

    enum CodingKeys: String, CodingKey {
        case version, pid, complaint, spool
        case startedAt = "started_at"
        case isJournalAway = "journal_away"
        case filesWaiting = "files_waiting"
        case filesHeld = "files_held"
        case filesStuck = "files_stuck"
        case isSettling = "settling"
    }

    package init(
        version: String, pid: Int, startedAt: String, complaint: String?, isJournalAway: Bool, spool: String,
        filesWaiting: Int
    ) {
        self.version = version
        self.pid = pid
        self.startedAt = startedAt
        self.complaint = complaint
        self.isJournalAway = isJournalAway
        self.spool = spool
        self.filesWaiting = filesWaiting
    }
}

/// The rules in force.
package struct CatalogueAnswer: Codable, Hashable, Sendable {
    package var revision: Int
    package var loadedAt: String
    package var agreements: Int
    /// The release of the zone data that it was loaded with; `none` where it needs no zone.
    package var zoneData: String

    enum CodingKeys: String, CodingKey {
        case revision, agreements
        case loadedAt = "loaded_at"
        case zoneData = "zone_data"
    }

    package init(revision: Int, loadedAt: String, agreements: Int, zoneData: String) {
        self.revision = revision
        self.loadedAt = loadedAt
        self.agreements = agreements
        self.zoneData = zoneData
    }
}

package struct LastEventAnswer: Codable, Hashable, Sendable {
    package var at: String
    package var recordedAt: String
    /// How long after it happened it was recorded.
    package var lagSeconds: Double

    enum CodingKeys: String, CodingKey {
        case at
        case recordedAt = "recorded_at"
        case lagSeconds = "lag_seconds"
    }

    package init(at: String, recordedAt: String, lagSeconds: Double) {
        self.at = at
        self.recordedAt = recordedAt
        self.lagSeconds = lagSeconds
    }
}

/// `ticket`: one ticket and all its clocks.
package struct TicketAnswer: Codable, Hashable, Sendable {
    package var now: String
    package var ticket: String
    package var attributes: [String: String]
    /// Resolved, closed, merged or cancelled.
    package var isOver: Bool
    package var events: Int
    /// In the order of their starts.
    package var clocks: [ClockAnswer]
    /// Promises that hold for the ticket and of which no clock runs yet.
    package var pending: [PendingAnswer]

    enum CodingKeys: String, CodingKey {
        case now, ticket, attributes, events, clocks, pending
        case isOver = "over"
    }

    package init(
        now: String, ticket: String, attributes: [String: String], isOver: Bool, events: Int, clocks: [ClockAnswer],
        pending: [PendingAnswer]
    ) {
        self.now = now
        self.ticket = ticket
        self.attributes = attributes
        self.isOver = isOver
        self.events = events
        self.clocks = clocks
        self.pending = pending
    }
}

/// A promise whose clock has not started.
package struct PendingAnswer: Codable, Hashable, Sendable {
    package var agreement: String
    package var objective: String
    package var metric: String
    package var target: String
    /// What starts its clock, in words.
    package var starts: String?

    package init(agreement: String, objective: String, metric: String, target: String, starts: String? = nil) {
        self.agreement = agreement
        self.objective = objective
        self.metric = metric
        self.target = target
        self.starts = starts
    }
}

/// `tickets`: unfinished clocks, the earliest deadline first, those without one at the end.
package struct TicketsAnswer: Codable, Hashable, Sendable {
    package var now: String
    /// On how many tickets such clocks are; `clocks` may leave some out.
    package var tickets: Int
    package var clocks: [ClockAnswer]

    package init(now: String, tickets: Int, clocks: [ClockAnswer]) {
        self.now = now
        self.tickets = tickets
        self.clocks = clocks
    }
}

// MARK: - JSON

extension ControlAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case version, status, ticket, tickets, explain, compliance, exclusions, excluded, error
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ControlRequest.version, forKey: .version)
        switch self {
        case .status(let answer): try container.encode(answer, forKey: .status)
        case .ticket(let answer): try container.encode(answer, forKey: .ticket)
        case .tickets(let answer): try container.encode(answer, forKey: .tickets)
        case .explain(let answer): try container.encode(answer, forKey: .explain)
        case .compliance(let answer): try container.encode(answer, forKey: .compliance)
        case .exclusions(let answer): try container.encode(answer, forKey: .exclusions)
        case .excluded(let answer): try container.encode(answer, forKey: .excluded)
        case .error(let problem): try container.encode(problem, forKey: .error)
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let answer = try container.decodeIfPresent(StatusAnswer.self, forKey: .status) {
            self = .status(answer)
        } else if let answer = try container.decodeIfPresent(TicketAnswer.self, forKey: .ticket) {
            self = .ticket(answer)
        } else if let answer = try container.decodeIfPresent(TicketsAnswer.self, forKey: .tickets) {
            self = .tickets(answer)
        } else if let answer = try container.decodeIfPresent(ExplainAnswer.self, forKey: .explain) {
            self = .explain(answer)
        } else if let answer = try container.decodeIfPresent(ComplianceAnswer.self, forKey: .compliance) {
            self = .compliance(answer)
        } else if let answer = try container.decodeIfPresent(ExclusionsAnswer.self, forKey: .exclusions) {
            self = .exclusions(answer)
        } else if let answer = try container.decodeIfPresent(ExcludedAnswer.self, forKey: .excluded) {
            self = .excluded(answer)
        } else {
            self = .error(try container.decode(ControlProblem.self, forKey: .error))
        }
    }

    /// The answer as one line, with its line break.
    package func line() -> [UInt8] {
        // Only a number that is none could keep it from being written.
        (try? ControlJSON.line(self)) ?? Array(ControlAnswer.unwritable.utf8)
    }

    package init(line: some Sequence<UInt8>) throws {
        self = try ControlJSON.decoder.decode(ControlAnswer.self, from: Data(line))
    }

    private static let unwritable =
        #"{"error":{"hint":"tell the makers of slad","what":"the answer cannot be written"},"version":1}"# + "\n"
}
