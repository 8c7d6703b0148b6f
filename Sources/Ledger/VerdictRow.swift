import BusinessTime
import Foundation
import GRDB
import SLAEngine

/// A verdict as a row of the ledger.
///
/// A report reads all rows in the order of recording, which is nearly that of the verdicts, and leaves out those that a
/// later one supersedes; so it needs no index.
enum VerdictRow {
    static func insert(_ row: RecordedVerdict, at recordedAt: Timestamp, _ words: inout Words, _ db: Database) throws {
        let verdict = row.verdict
        try db.cachedStatement(sql: insertion).execute(arguments: [
            row.number, row.ticket, row.previous, row.supersedes, recordedAt.millisecondsSinceEpoch,
            Int(verdict.outcome.rawValue), verdict.at.millisecondsSinceEpoch,
            try words.number(verdict.clock.agreement, db), try words.number(verdict.clock.objective, db),
            try words.number(verdict.kind.rawValue, db), try words.number(verdict.metric.rawValue, db),
            try verdict.customer.map { try EventRow.value($0, &words, db) },
            try verdict.team.map { try EventRow.value($0, &words, db) }, verdict.startedAt.millisecondsSinceEpoch,
            verdict.stoppedAt.millisecondsSinceEpoch, verdict.deadline?.millisecondsSinceEpoch,
            verdict.target.milliseconds, try EventRow.value(verdict.targetText, &words, db), verdict.run.milliseconds,
            verdict.counted.milliseconds, verdict.paused.milliseconds, verdict.overrun?.milliseconds, verdict.revision,
            verdict.effectiveFrom?.millisecondsSinceEpoch,
            try verdict.reason.map { try EventRow.value($0, &words, db) }, verdict.clock.cycle,
        ])
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
