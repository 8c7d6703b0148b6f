import BusinessTime
import Foundation
import GRDB
import SLAEngine

/// A verdict as a row of the ledger.
///
/// A report reads all rows in the order of recording, which is nearly that of the verdicts, and leaves out those that a
/// later one supersedes; so it needs no index.
enum VerdictRow {
    static func insert(
        _ recorded: RecordedVerdict, at recordedAt: Timestamp, _ words: inout Words, _ db: Database
    ) throws {
        let verdict = recorded.verdict
        var row = try RowWriter(insertion, db)
        row.append(recorded.number)
        row.append(recorded.ticket)
        row.append(recorded.previous)
        row.append(recorded.supersedes)
        row.append(recordedAt.millisecondsSinceEpoch)
        row.append(Int(verdict.outcome.rawValue))
        row.append(verdict.at.millisecondsSinceEpoch)
        try row.append(ruled: verdict.clock.agreement, by: &words)
        try row.append(ruled: verdict.clock.objective, by: &words)
        try row.append(ruled: verdict.kind.rawValue, by: &words)
        try row.append(ruled: verdict.metric.rawValue, by: &words)
        try row.append(verdict.customer, by: &words)
        try row.append(verdict.team, by: &words)
        try appendFigures(verdict, &words, &row)
        row.append(verdict.revision)
        row.append(verdict.effectiveFrom?.millisecondsSinceEpoch)
        try row.append(verdict.reason, by: &words)
        row.append(verdict.clock.cycle)
        try row.write()
    }

    private static func appendFigures(_ verdict: Verdict, _ words: inout Words, _ row: inout RowWriter) throws {
        row.append(verdict.startedAt.millisecondsSinceEpoch)
        row.append(verdict.stoppedAt.millisecondsSinceEpoch)
        row.append(verdict.deadline?.millisecondsSinceEpoch)
        row.append(verdict.target.milliseconds)
        try row.append(verdict.targetText, by: &words)
        row.append(verdict.run.milliseconds)
        row.append(verdict.counted.milliseconds)
        row.append(verdict.paused.milliseconds)
        row.append(verdict.overrun?.milliseconds)
    }

    /// The verdicts of a ticket, by the chain that ends in `last`, the newest first.
    static func chain(from last: Int64?, _ words: Words, _ db: Database) throws -> [RecordedVerdict] {
        guard last != nil else { return [] }
        let statement = try db.cachedStatement(sql: "SELECT * FROM verdict WHERE number = ?")
        var verdicts: [RecordedVerdict] = []
        var next = last
        while let number = next {
            guard let row = try Row.fetchOne(statement, arguments: [number]) else {
                throw LedgerError("verdict \(number) is missing; restore the ledger from a backup")
            }
            verdicts.append(try verdict(row, words))
            next = row["previous"]
        }
        return verdicts
    }

    /// Hands out the verdicts that stand, in the order of recording.
    static func standing(_ words: Words, _ db: Database, _ take: (RecordedVerdict) throws -> Void) throws {
        let superseded = try Int64.fetchSet(db, sql: "SELECT supersedes FROM verdict WHERE supersedes IS NOT NULL")
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM verdict WHERE outcome <> ? ORDER BY number",
            arguments: [Int(Verdict.Outcome.withdrawn.rawValue)])
        while let row = try rows.next() {
            if !superseded.contains(row["number"]) { try take(try verdict(row, words)) }
        }
    }

    private static func verdict(_ row: Row, _ words: Words) throws -> RecordedVerdict {
        guard let outcome = Verdict.Outcome(rawValue: row["outcome"]) else {
            throw LedgerError("verdict \(row["number"] as Int64) is damaged; restore the ledger from a backup")
        }
        let clock = ClockKey(
            agreement: try words.text(row["agreement"]), objective: try words.text(row["objective"]),
            cycle: row["cycle"])
        let verdict = Verdict(
            clock: clock, outcome: outcome,
            kind: try AnnouncementRow.word(row["agreement_kind"], words, AgreementKind.init(rawValue:)),
            metric: try AnnouncementRow.word(row["metric"], words, Metric.init(rawValue:)),
            customer: try EventRow.text(row["customer"], words), team: try EventRow.text(row["team"], words),
            startedAt: Timestamp(millisecondsSinceEpoch: row["started_at"]),
            stoppedAt: Timestamp(millisecondsSinceEpoch: row["stopped_at"]), deadline: moment(row["deadline"]),
            at: Timestamp(millisecondsSinceEpoch: row["at"]), target: OpenTime(milliseconds: row["target"]),
            targetText: try EventRow.text(row["target_text"], words) ?? "", run: OpenTime(milliseconds: row["run"]),
            counted: ElapsedTime(milliseconds: row["counted"]), paused: OpenTime(milliseconds: row["paused"]),
            overrun: (row["overrun"] as Int64?).map(OpenTime.init(milliseconds:)), revision: row["revision"],
            effectiveFrom: moment(row["effective_from"]), reason: try EventRow.text(row["reason"], words))
        return RecordedVerdict(
            number: row["number"], ticket: row["ticket"], previous: row["previous"], supersedes: row["supersedes"],
            verdict: verdict)
    }

    private static func moment(_ milliseconds: Int64?) -> Timestamp? {
        milliseconds.map(Timestamp.init(millisecondsSinceEpoch:))
    }

    private static let insertion = """
        INSERT INTO verdict (number, ticket, previous, supersedes, recorded_at, outcome, at, agreement, objective,
            agreement_kind, metric, customer, team, started_at, stopped_at, deadline, target, target_text, run, counted,
            paused, overrun, revision, effective_from, reason, cycle)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
