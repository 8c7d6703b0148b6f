package import BusinessTime
import GRDB
package import SLAEngine

/// An announcement that was decided, with its place in the outbox.
package struct OutboxEntry: Hashable, Sendable {
    /// The place in the outbox, counted from 1.
    package let number: Int64
    /// The number of the first announcement that the same transaction recorded.
    package let turn: Int64
    package let recordedAt: Timestamp
    package let announcement: Announcement
}

/// An announcement as a row of the ledger; the outbox is the rows past the mark.
enum AnnouncementRow {
    static func insert(_ entry: OutboxEntry, after place: TicketPlace, _ words: inout Words, _ db: Database) throws {
        let announcement = entry.announcement
        let key = announcement.key
        var row = try RowWriter(insertion, db)
        row.append(entry.number)
        row.append(place.ticket)
        row.append(place.lastAnnouncement)
        row.append(entry.recordedAt.millisecondsSinceEpoch)
        row.append(entry.turn)
        try append(announcement.kind, key, &words, &row)
        row.append(announcement.at.millisecondsSinceEpoch)
        row.append(announcement.trueAt.millisecondsSinceEpoch)
        try row.append(ruled: announcement.agreementKind.rawValue, by: &words)
        try row.append(ruled: announcement.metric.rawValue, by: &words)
        try appendFigures(announcement, &words, &row)
        row.append(announcement.revision)
        row.append(announcement.isSummarised)
        try row.append(ruled: announcement.plan, by: &words)
        row.append(key.clock.cycle)
        row.append(announcement.customer)
        row.append(announcement.team)
        row.append(announcement.reason)
        row.append(announcement.refersTo)
        try row.write()
    }

    private static func append(
        _ kind: AnnouncementKind, _ key: AlertKey, _ words: inout Words, _ row: inout RowWriter
    ) throws {
        try row.append(ruled: kind.rawValue, by: &words)
        try row.append(ruled: key.clock.agreement, by: &words)
        try row.append(ruled: key.clock.objective, by: &words)
        try row.append(ruled: key.threshold, by: &words)
        row.append(key.count)
        row.append(key.correction)
    }

    private static func appendFigures(
        _ announcement: Announcement, _ words: inout Words, _ row: inout RowWriter
    ) throws {
        row.append(announcement.startedAt.millisecondsSinceEpoch)
        row.append(announcement.deadline?.millisecondsSinceEpoch)
        row.append(announcement.deadlineOffset)
        row.append(announcement.trueAtOffset)
        row.append(announcement.grace.milliseconds)
        row.append(announcement.target.milliseconds)
        try row.append(ruled: announcement.targetText, by: &words)
        row.append(announcement.elapsed.milliseconds)
        row.append(announcement.overrun?.milliseconds)
        row.append(announcement.overrunElapsed?.milliseconds)
    }

    /// The announcements of a ticket, by the chain that ends in `last`, the newest first.
    static func chain(from last: Int64?, _ words: Words, _ db: Database) throws -> [Announcement] {
        guard last != nil else { return [] }
        let statement = try db.cachedStatement(sql: selection + " WHERE announcement.number = ?")
        var announcements: [Announcement] = []
        var next = last
        while let number = next {
            guard let row = try Row.fetchOne(statement, arguments: [number]) else {
                throw LedgerError("announcement \(number) is missing; restore the ledger from a backup")
            }
            announcements.append(try entry(row, words).announcement)
            next = row["previous"]
        }
        return announcements
    }

    /// All announcements past `mark`, in the order of the outbox.
    static func entries(past mark: Int64, _ words: Words, _ db: Database) throws -> [OutboxEntry] {
        let rows = try Row.fetchAll(
            db, sql: selection + " WHERE announcement.number > ? ORDER BY announcement.number", arguments: [mark])
        return try rows.map { try entry($0, words) }
    }

    private static func entry(_ row: Row, _ words: Words) throws -> OutboxEntry {
        let plan: Int64? = row["plan"]
        let deadline: Int64? = row["deadline"]
        let overrun: Int64? = row["overrun"]
        let overrunElapsed: Int64? = row["overrun_elapsed"]
        let kind = try word(row["kind"], words, AnnouncementKind.init(rawValue:))
        let announcement = Announcement(
            kind: kind, key: try key(row, words, kind), at: Timestamp(millisecondsSinceEpoch: row["at"]),
            trueAt: Timestamp(millisecondsSinceEpoch: row["true_at"]),
            agreementKind: try word(row["agreement_kind"], words, AgreementKind.init(rawValue:)),
            metric: try word(row["metric"], words, Metric.init(rawValue:)), customer: row["customer"],
            team: row["team"], startedAt: Timestamp(millisecondsSinceEpoch: row["started_at"]),
            deadline: deadline.map(Timestamp.init(millisecondsSinceEpoch:)),
            deadlineOffset: row["deadline_offset"], trueAtOffset: row["true_at_offset"],
            grace: ElapsedTime(milliseconds: row["grace"]),
            target: OpenTime(milliseconds: row["target"]), targetText: try words.text(row["target_text"]),
            elapsed: OpenTime(milliseconds: row["elapsed"]),
            overrun: overrun.map(OpenTime.init(milliseconds:)),
            overrunElapsed: overrunElapsed.map(ElapsedTime.init(milliseconds:)), reason: row["reason"],
            refersTo: row["refers_to"], plan: try plan.map(words.text), revision: row["revision"],
            isSummarised: row["summarised"])
        return OutboxEntry(
            number: row["number"], turn: row["turn"], recordedAt: Timestamp(millisecondsSinceEpoch: row["recorded_at"]),
            announcement: announcement)
    }

    private static func key(_ row: Row, _ words: Words, _ kind: AnnouncementKind) throws -> AlertKey {
        let clock = ClockKey(
            agreement: try words.text(row["agreement"]), objective: try words.text(row["objective"]),
            cycle: row["cycle"])
        return AlertKey(
            ticket: row["ticket_name"], clock: clock, threshold: try words.text(row["threshold"]),
            count: row["count"], correction: row["correction"], isWithdrawal: kind == .withdrawn)
    }

    static func word<Value>(_ number: Int64, _ words: Words, _ make: (String) -> Value?) throws -> Value {
        let text = try words.text(number)
        guard let value = make(text) else {
            throw LedgerError("the ledger has the unknown word '\(text)'; it was written by another version of slad")
        }
        return value
    }

    private static let selection = """
        SELECT announcement.*, ticket.name AS ticket_name
        FROM announcement JOIN ticket ON ticket.number = announcement.ticket
        """

    private static let insertion = """
        INSERT INTO announcement (number, ticket, previous, recorded_at, turn, kind, agreement, objective, threshold,
            count, correction, at, true_at, agreement_kind, metric, started_at, deadline, deadline_offset,
            true_at_offset, grace, target, target_text, elapsed, overrun,
            overrun_elapsed, revision, summarised, plan, cycle, customer, team, reason, refers_to)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
