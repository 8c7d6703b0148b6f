import BusinessTime
import Compliance

/// How a cycle counts in a report.
enum CycleMark: Hashable, Sendable {
    case met, missed, open
    /// Cancelled because nobody saw the opening.
    case openingNotSeen
    case withoutClock
}

/// What a window has of the cycles of a goal or an objective.
struct WindowSum: Sendable {
    private var cycles = (counted: Tally(), all: Tally())
    private var seen = TicketSet()
    private var openingNotSeen = TicketSet()
    private var withoutClock = TicketSet()
    /// Of a goal that counts every ticket once.
    private var tickets: (counted: TicketTally, all: TicketTally)?

    init(_ denominator: Denominator) {
        if denominator == .tickets { tickets = (TicketTally(), TicketTally()) }
    }

    mutating func add(_ mark: CycleMark, of ticket: Int64, isExcluded: Bool) {
        switch mark {
        case .openingNotSeen: if !isExcluded { openingNotSeen.insert(ticket) }
        case .withoutClock: if !isExcluded { withoutClock.insert(ticket) }
        case .met, .missed, .open:
            seen.insert(ticket)
            cycles.all.add(mark)
            tickets?.all.add(mark, ticket)
            guard !isExcluded else { return }
            cycles.counted.add(mark)
            tickets?.counted.add(mark, ticket)
        }
    }

    /// Takes another sum in; of cycles alone.
    mutating func join(_ other: WindowSum) {
        cycles.counted = cycles.counted.adding(other.cycles.counted)
        cycles.all = cycles.all.adding(other.cycles.all)
        seen.formUnion(other.seen)
        openingNotSeen.formUnion(other.openingNotSeen)
        withoutClock.formUnion(other.withoutClock)
    }

    var counted: Tally { tickets?.counted.tally ?? cycles.counted }
    /// The same before exclusions.
    var all: Tally { tickets?.all.tally ?? cycles.all }

    /// A ticket with a gap is not measured, whatever else it has.
    var coverage: TicketCoverage {
        TicketCoverage(
            measured: seen.subtracting(openingNotSeen).subtracting(withoutClock).count,
            withoutClock: withoutClock.count, openingNotSeen: openingNotSeen.subtracting(withoutClock).count)
    }

    var isEmpty: Bool { seen.count + openingNotSeen.count + withoutClock.count == 0 }
}

/// Tickets that count once each: missed if one of the cycles is, else open if one is, else met.
private struct TicketTally: Sendable {
    private var met = TicketSet()
    private var missed = TicketSet()
    private var open = TicketSet()

    mutating func add(_ mark: CycleMark, _ ticket: Int64) {
        switch mark {
        case .met: met.insert(ticket)
        case .missed: missed.insert(ticket)
        case .open: open.insert(ticket)
        case .openingNotSeen, .withoutClock: break
        }
    }

    var tally: Tally {
        Tally(
            met: met.subtracting(missed).subtracting(open).count, missed: missed.count,
            open: open.subtracting(missed).count)
    }
}

extension Tally {
    mutating func add(_ mark: CycleMark) {
        switch mark {
        case .met: met += 1
        case .missed: missed += 1
        case .open: open += 1
        case .openingNotSeen, .withoutClock: break
        }
    }

    func adding(_ other: Tally) -> Tally {
        Tally(met: met + other.met, missed: missed + other.missed, open: open + other.open)
    }
}
