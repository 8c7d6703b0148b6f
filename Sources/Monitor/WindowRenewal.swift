import BusinessTime
import Compliance
import Ledger
import SLAEngine

/// A second book of windows, into which all tickets are counted anew, a slice at a time, in the order of their numbers.
///
/// Meanwhile tickets change. A ticket whose turn is still to come is counted then, as it stands then; one whose turn
/// has been, or that is newer than the renewal, is changed along with the first book. So each is in it exactly once.
struct WindowRenewal {
    private(set) var book: ComplianceBook
    /// Whether the exclusion that was asked about covers any cycle.
    private(set) var isCovering = false
    private let asked: Exclusion?
    private let parts: FinishedTicketParts
    /// Tickets up to this number are counted.
    private var countedThrough: Int64 = 0
    /// The newest ticket of the beginning.
    private let lastTicket: Int64

    /// - Parameters:
    ///   - book: without any ticket.
    ///   - asked: an exclusion of which somebody wants to know whether it covers any cycle.
    init(_ book: ComplianceBook, _ parts: FinishedTicketParts, lastTicket: Int64, asked: Exclusion?) {
        self.book = book
        self.parts = parts
        self.lastTicket = book.counts.isEmpty ? 0 : lastTicket
        self.asked = asked
    }

    var isDone: Bool { countedThrough >= lastTicket }

    /// Takes a ticket that was looked at and stands otherwise than before.
    mutating func update(_ number: Int64, _ name: String, from old: [CycleStanding], to new: [CycleStanding]) {
        guard number <= countedThrough || number > lastTicket else { return }
        count(name, from: old, to: new)
    }

    mutating func advance(to now: Timestamp) {
        book.advance(to: now)
    }

    /// Counts the next slice.
    ///
    /// - Parameters:
    ///   - rows: how many of the ledger are read, about.
    ///   - taken: what was taken of the tickets that are held.
    ///   - isHeld: whether the engine holds a ticket; of those nothing is read.
    ///   - standings: what a finished ticket adds.
    mutating func countSlice(
        _ ledger: Ledger, rows: Int, _ taken: [Int64: WindowKeeper.Taken], isHeld: (Int64) -> Bool,
        _ standings: (FinishedTicket) -> [CycleStanding]
    ) throws {
        guard !isDone else { return }
        let before = countedThrough
        let reached = try ledger.finishedTickets(after: before, rows: rows, with: parts, leavingOut: isHeld) { ticket in
            guard ticket.number <= lastTicket, !Canary.owns(ticket: ticket.name) else { return }
            count(ticket.name, from: [], to: standings(ticket))
        }
        countedThrough = min(reached ?? lastTicket, lastTicket)
        guard before < countedThrough else { return }
        for number in (before + 1)...countedThrough {
            if let ticket = taken[number] { count(ticket.name, from: [], to: ticket.cycles) }
        }
    }

    private mutating func count(_ name: String, from old: [CycleStanding], to new: [CycleStanding]) {
        book.update(name, from: old, to: new)
        guard let asked, !isCovering else { return }
        isCovering = new.contains { asked.covers($0, of: name) }
    }
}
