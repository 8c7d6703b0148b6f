package import BusinessTime
package import Compliance
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
    /// asked for, and of one that had a clock.
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
    /// The number of the ticket that was seen last; 0 before the first.
    package var lastTicket: Int64 { nextTicket - 1 }

    /// Hands out tickets that were ever finished, by number; those among them that are open again too.
    ///
    /// - Parameters:
    ///   - number: of the ticket behind which to begin.
    ///   - rows: after how many to leave off, if only with a ticket's last; rows of tickets, verdicts and events.
    ///   - isLeftOut: whether nobody wants to know of a ticket.
    ///   - take: it must not ask the ledger meanwhile.
    /// - Returns: the number of the ticket behind which to go on; nil where there are no more.
    /// - Complexity: O(n log n) of the rows that are read, in memory that does not grow with them.
    package func finishedTickets(
        after number: Int64 = 0, rows: Int = .max, with parts: FinishedTicketParts = [],
        leavingOut isLeftOut: (Int64) -> Bool = { _ in false }, _ take: (FinishedTicket) throws -> Void
    ) throws -> Int64? {
        try queue.read { db in
            var reader = try FinishedTicketReader(db, words, parts)
            return try reader.read(after: number, rows: rows, leavingOut: isLeftOut, take)
        }
    }
}

/// Follows each ticket from its place to its verdicts and events, so that it can begin and leave off anywhere.
private struct FinishedTicketReader {
    private let words: Words
    private let parts: FinishedTicketParts
    private let tickets: RowReader
    private let verdicts: RowReader
    private let events: RowReader
    private var count = 0

    init(_ db: Database, _ words: Words, _ parts: FinishedTicketParts) throws {
        self.words = words
        self.parts = parts
        let attributes = parts.contains(.attributes) ? "attributes" : "NULL"
        tickets = try RowReader(
            """
            SELECT number, last_event, last_verdict, name, \(attributes) FROM ticket WHERE number > ? ORDER BY number
            """, db)
        verdicts = try RowReader(
            """
            SELECT previous, number, supersedes, outcome, at, agreement, objective, started_at, stopped_at, cycle,
                customer, team, reason
            FROM verdict WHERE number = ?
            """, db)
        events = try RowReader("SELECT previous, coalesce(opened_at, at) FROM event WHERE number = ?", db)
    }

    mutating func read(
        after number: Int64, rows: Int, leavingOut isLeftOut: (Int64) -> Bool, _ take: (FinishedTicket) throws -> Void
    ) throws -> Int64? {
        defer { for reader in [tickets, verdicts, events] { reader.end() } }
        var isThere = try tickets.find(number)
        while isThere {
            count += 1
            let number = tickets.number(0)
            if !tickets.isNull(1), !isLeftOut(number) { try take(try ticket(number)) }
            if count >= rows { return number }
            isThere = try tickets.next()
        }
        return nil
    }

    private mutating func ticket(_ number: Int64) throws -> FinishedTicket {
        let attributes = try attributes()
        let rows = try chain(from: tickets.optionalNumber(2))
        let superseded = Set(rows.compactMap(\.supersedes))
        let standing = rows.filter { row in
            !superseded.contains(row.number) && row.outcome != Verdict.Outcome.withdrawn.rawValue
        }
        return FinishedTicket(
            number: number, name: tickets.text(3), attributes: attributes,
            cycles: try standing.compactMap { try cycle($0, attributes) }, hadClock: !standing.isEmpty,
            openedAt: parts.contains(.openings) && standing.isEmpty ? try openedAt(tickets.optionalNumber(1)) : nil)
    }

    /// The verdicts of a ticket, in the order of recording.
    private mutating func chain(from last: Int64?) throws -> [VerdictParts] {
        var rows: [VerdictParts] = []
        var next = last
        while let number = next {
            guard try verdicts.find(number) else {
                throw LedgerError("verdict \(number) is missing; restore the ledger from a backup")
            }
            count += 1
            rows.append(try VerdictParts(verdicts, words, parts))
            next = verdicts.optionalNumber(0)
        }
        return rows.reversed()
    }

    private mutating func openedAt(_ last: Int64?) throws -> Timestamp? {
        var next = last
        var openedAt: Timestamp?
        while let number = next, try events.find(number) {
            count += 1
            (next, openedAt) = (events.optionalNumber(0), Timestamp(millisecondsSinceEpoch: events.number(1)))
        }
        return openedAt
    }

    private func attributes() throws -> [String: String] {
        guard parts.contains(.attributes), !tickets.isNull(4) else { return [:] }
        var decoder = ChangesDecoder(tickets.bytes(4))
        return try decoder.changes(words).reduce(into: [:]) { $0[$1.key] = $1.value }
    }

    private func cycle(_ row: VerdictParts, _ attributes: [String: String]) throws -> CycleStanding? {
        guard let outcome = Verdict.Outcome(rawValue: row.outcome) else {
            throw LedgerError("verdict \(row.number) is damaged; restore the ledger from a backup")
        }
        let clock = ClockKey(
            agreement: try words.text(row.agreement), objective: try words.text(row.objective), cycle: row.cycle)
        var attributes = attributes
        if parts.contains(.attributes) { attributes.take(customer: row.customer, team: row.team) }
        return CycleStanding(
            outcome, of: clock, at: row.at, startedAt: row.startedAt, stoppedAt: row.stoppedAt,
            reason: row.reason, attributes: attributes)
    }
}

/// What is read of a verdict.
private struct VerdictParts {
    let number: Int64
    let supersedes: Int64?
    let outcome: UInt8
    let at: Timestamp
    let agreement: Int64
    let objective: Int64
    let startedAt: Timestamp
    let stoppedAt: Timestamp
    let cycle: String
    var customer: String?
    var team: String?
    /// Of what was cancelled.
    var reason: String?

    init(_ row: RowReader, _ words: Words, _ parts: FinishedTicketParts) throws {
        number = row.number(1)
        supersedes = row.optionalNumber(2)
        outcome = UInt8(clamping: row.number(3))
        at = Timestamp(millisecondsSinceEpoch: row.number(4))
        agreement = row.number(5)
        objective = row.number(6)
        startedAt = Timestamp(millisecondsSinceEpoch: row.number(7))
        stoppedAt = Timestamp(millisecondsSinceEpoch: row.number(8))
        cycle = row.text(9)
        if parts.contains(.attributes) { (customer, team) = (try row.word(10, words), try row.word(11, words)) }
        if outcome == Verdict.Outcome.cancelled.rawValue { reason = try row.word(12, words) }
    }
}

extension [String: String] {
    /// The attributes of a ticket with those that it had at the end of a cycle.
    package mutating func take(customer: String?, team: String?) {
        if self["customer"] != customer { self["customer"] = customer }
        if self["team"] != team { self["team"] = team }
    }
}
