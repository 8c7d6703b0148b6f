package import BusinessTime
package import Compliance
import Foundation
import GRDB
import SLAEngine

/// A ticket that was finished, with what its cycles add to the windows.
package struct FinishedTicket: Hashable, Sendable {
    package let number: Int64
    package let name: String
    /// As they were when it was last finished; none where they were not asked for.
    package let attributes: [String: String]
    /// Of the verdicts that stand, those that count anywhere.
    package let cycles: [CycleStanding]
    /// Whether any verdict stands, also one that counts nowhere, or says that a clock was owed.
    package let hadClock: Bool
    /// When the event happened that was recorded first, or when that says that it was opened; nil where it was not
    /// asked for.
    package let openedAt: Timestamp?
}

/// What a reader of finished tickets wants to know beside their verdicts; each costs time.
package struct FinishedTicketParts: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let attributes = FinishedTicketParts(rawValue: 1)
    package static let openings = FinishedTicketParts(rawValue: 2)
}

extension Ledger {
    /// Hands out every ticket that was ever finished, by number; those among them that are open again too, which the
    /// caller knows.
    ///
    /// - Parameter take: it must not ask the ledger meanwhile.
    /// - Complexity: O(n log n) of all verdicts, in memory that does not grow with them.
    package func finishedTickets(
        with parts: FinishedTicketParts = [], _ take: (FinishedTicket) throws -> Void
    ) throws {
        try queue.read { db in
            var reader = try FinishedTicketReader(db, words, parts)
            while let ticket = try reader.next() { try take(ticket) }
        }
    }
}

/// Joins tickets, verdicts and first events, each read once in the order of tickets.
private struct FinishedTicketReader {
    private let words: Words
    private let parts: FinishedTicketParts
    private let tickets: RowCursor
    private let verdicts: RowCursor
    /// The verdict that was read and is another ticket's.
    private var verdict: VerdictParts?
    /// Tickets are numbered in the order of their first events.
    private let openings: RowCursor?
    private var opening: Row?

    init(_ db: Database, _ words: Words, _ parts: FinishedTicketParts) throws {
        self.words = words
        self.parts = parts
        let attributes = parts.contains(.attributes) ? "attributes" : "NULL"
        tickets = try Row.fetchCursor(
            db, sql: "SELECT number, name, \(attributes) FROM ticket WHERE last_event IS NOT NULL ORDER BY number")
        verdicts = try Row.fetchCursor(
            db,
            sql: """
                SELECT ticket, number, supersedes, outcome, at, agreement, objective, started_at, stopped_at, cycle,
                    customer, team, reason
                FROM verdict ORDER BY ticket, number
                """)
        openings =
            try parts.contains(.openings)
            ? Row.fetchCursor(db, sql: "SELECT ticket, coalesce(opened_at, at) FROM event WHERE previous IS NULL")
            : nil
        verdict = try verdicts.next().map { VerdictParts($0, parts) }
        opening = try openings?.next()?.copy()
    }

    mutating func next() throws -> FinishedTicket? {
        guard let row = try tickets.next() else { return nil }
        let number: Int64 = row[0]
        let attributes = try attributes(row[2])
        let rows = try rows(of: number)
        let superseded = Set(rows.compactMap(\.supersedes))
        let standing = rows.filter { row in
            !superseded.contains(row.number) && row.outcome != Verdict.Outcome.withdrawn.rawValue
        }
        return FinishedTicket(
            number: number, name: row[1], attributes: attributes,
            cycles: try standing.compactMap { try cycle($0, attributes) }, hadClock: !standing.isEmpty,
            openedAt: try openedAt(number))
    }

    private mutating func rows(of ticket: Int64) throws -> [VerdictParts] {
        var rows: [VerdictParts] = []
        while let row = verdict, row.ticket <= ticket {
            if row.ticket == ticket { rows.append(row) }
            verdict = try verdicts.next().map { VerdictParts($0, parts) }
        }
        return rows
    }

    private mutating func openedAt(_ ticket: Int64) throws -> Timestamp? {
        while let row = opening {
            if row[0] == ticket { return Timestamp(millisecondsSinceEpoch: row[1]) }
            if row[0] > ticket { break }
            opening = try openings?.next()?.copy()
        }
        return nil
    }

    private func attributes(_ bytes: Data?) throws -> [String: String] {
        guard let bytes, !bytes.isEmpty else { return [:] }
        var decoder = ChangesDecoder(Array(bytes))
        return try decoder.changes(words).reduce(into: [:]) { $0[$1.key] = $1.value }
    }

    private func cycle(_ row: VerdictParts, _ attributes: [String: String]) throws -> CycleStanding? {
        guard let outcome = Verdict.Outcome(rawValue: row.outcome) else {
            throw LedgerError("verdict \(row.number) is damaged; restore the ledger from a backup")
        }
        let clock = ClockKey(
            agreement: try words.text(row.agreement), objective: try words.text(row.objective), cycle: row.cycle)
        var attributes = attributes
        if parts.contains(.attributes) {
            attributes.take(customer: try EventRow.text(row.customer, words), team: try EventRow.text(row.team, words))
        }
        return CycleStanding(
            outcome, of: clock, at: row.at, startedAt: row.startedAt, stoppedAt: row.stoppedAt,
            reason: try EventRow.text(row.reason, words), attributes: attributes)
    }
}

/// What is read of a verdict; taken out of its row at once, as a copy of the row would cost more than all the rest.
private struct VerdictParts {
    let ticket: Int64
    let number: Int64
    let supersedes: Int64?
    let outcome: UInt8
    let at: Timestamp
    let agreement: Int64
    let objective: Int64
    let startedAt: Timestamp
    let stoppedAt: Timestamp
    let cycle: String
    var customer = DatabaseValue.null
    var team = DatabaseValue.null
    /// Of what was cancelled.
    var reason = DatabaseValue.null

    init(_ row: Row, _ parts: FinishedTicketParts) {
        ticket = row[0]
        number = row[1]
        supersedes = row[2]
        outcome = row[3]
        at = Timestamp(millisecondsSinceEpoch: row[4])
        agreement = row[5]
        objective = row[6]
        startedAt = Timestamp(millisecondsSinceEpoch: row[7])
        stoppedAt = Timestamp(millisecondsSinceEpoch: row[8])
        cycle = row[9]
        if parts.contains(.attributes) { (customer, team) = (row[10], row[11]) }
        if outcome == Verdict.Outcome.cancelled.rawValue { reason = row[12] }
    }
}

extension [String: String] {
    /// The attributes of a ticket with those that it had at the end of a cycle.
    package mutating func take(customer: String?, team: String?) {
        if self["customer"] != customer { self["customer"] = customer }
        if self["team"] != team { self["team"] = team }
    }
}
