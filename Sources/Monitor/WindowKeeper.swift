import BusinessTime
import Compliance
import Ledger
import SLAEngine

/// The windows of all goals beside the engine: what each ticket added to them, so that it can be taken out again.
///
/// Of a finished ticket nothing is kept: the ledger has its verdicts. Without goals it holds and costs nothing.
struct WindowKeeper {
    /// What was taken of a ticket.
    typealias Taken = (name: String, cycles: [CycleStanding])

    private(set) var book: ComplianceBook
    /// All that were recorded.
    private(set) var exclusions: [Exclusion] = []
    /// Of each ticket that the engine holds and has looked at.
    private var taken: [Int64: Taken] = [:]
    /// The book that will take the place of this one.
    private var renewal: WindowRenewal?

    /// Without goals.
    init(now: Timestamp = .distantPast) {
        book = ComplianceBook(goals: [], now: now)
    }

    var hasGoals: Bool { !book.counts.isEmpty || !(renewal?.book.counts.isEmpty ?? true) }

    /// Tickets without any clock count for a goal over everything.
    private var countsUnclocked: Bool { book.countsUnclocked || renewal?.book.countsUnclocked ?? false }

    /// Whether any exclusion asks for attributes, so that those of finished tickets are to be read.
    private var needsAttributes: Bool {
        exclusions.contains { $0.withdrawal == nil && $0.scope.attributes != .always }
            || book.exclusions.contains { $0.scope.attributes != .always }
    }
}

// The book anew: the goals have changed, or the clock, or what is excluded.
extension WindowKeeper {
    var isRenewing: Bool { renewal != nil }

    /// Whether there are other goals than those that are counted.
    func hasOther(_ catalogues: CatalogueKeeper) -> Bool {
        let newest = renewal?.book ?? book
        return newest.counts.map(\.goal) != catalogues.goals || newest.tellWithin != catalogues.tellWithin
    }

    /// Begins to count all tickets anew, and forgets what such a count had so far.
    ///
    /// - Parameter asked: an exclusion of which somebody wants to know whether it covers any cycle.
    mutating func beginRenewal(
        _ catalogues: CatalogueKeeper, _ ledger: Ledger, now: Timestamp, asking asked: Exclusion? = nil
    ) throws {
        renewal = nil
        exclusions = catalogues.goals.isEmpty ? [] : try ledger.exclusions()
        let empty = try emptyBook(catalogues, ledger, now)
        var parts: FinishedTicketParts = needsAttributes ? .attributes : []
        if empty.countsUnclocked { parts.insert(.openings) }
        renewal = WindowRenewal(empty, parts, lastTicket: ledger.lastTicket, asked: asked)
    }

    private func emptyBook(
        _ catalogues: CatalogueKeeper, _ ledger: Ledger, _ now: Timestamp
    ) throws -> ComplianceBook {
        guard hasOther(catalogues) else { return book.emptied(exclusions: exclusions, now: now) }
        let told = catalogues.goals.isEmpty ? [] : try ledger.toldWindows().map(\.row)
        return ComplianceBook(
            goals: catalogues.goals, told: told, exclusions: exclusions, now: now, tellWithin: catalogues.tellWithin)
    }

    /// Counts the next slice; with the last one the new book takes the place of the old one.
    ///
    /// - Parameters:
    ///   - rows: how many of the ledger are read, about.
    ///   - isHeld: whether the engine holds a ticket; of those nothing is read.
    /// - Returns: the book that was replaced, as of now too, and whether the exclusion that was asked about covers any
    ///   cycle; nil while there is more to count.
    mutating func renew(
        _ ledger: Ledger, rows: Int, isHeld: (Int64) -> Bool
    ) throws -> (replaced: ComplianceBook, isCovering: Bool)? {
        guard var renewal else { return nil }
        // Only one may hold the counts, else they are copied with each change.
        self.renewal = nil
        let countsUnclocked = countsUnclocked || renewal.book.countsUnclocked
        try renewal.countSlice(ledger, rows: rows, taken, isHeld: isHeld) { ticket in
            ticket.standings(countingUnclocked: countsUnclocked)
        }
        guard renewal.isDone else {
            self.renewal = renewal
            return nil
        }
        defer {
            book = renewal.book
            if !hasGoals { taken = [:] }
        }
        return (book, renewal.isCovering)
    }

    /// Whether the interval of an exclusion has begun since the windows were last begun to be counted.
    func hasLateExclusion(asOf now: Timestamp) -> Bool {
        exclusions.count { $0.isInEffect(at: now) } != (renewal?.book ?? book).exclusions.count
    }
}

// Tickets.
extension WindowKeeper {
    /// Takes note of a ticket that comes back from the ledger: what the windows have of it.
    mutating func recall(_ ticket: OpenTicket, _ writer: LedgerWriter) throws {
        guard hasGoals, ticket.place.lastEvent != nil, !Canary.owns(ticket: ticket.name) else { return }
        let attributes = needsAttributes ? try writer.attributes(ofFinishedTicket: ticket.place.ticket) : [:]
        taken[ticket.place.ticket] = (ticket.name, cycles(ofFinished: ticket, attributes))
    }

    /// What a finished ticket added, by what the ledger has of it.
    ///
    /// - Parameter attributes: those of its end; looked at only where an exclusion asks for attributes.
    func cycles(ofFinished ticket: OpenTicket, _ attributes: [String: String]) -> [CycleStanding] {
        let standing = ticket.recorded.standing.values
        if standing.isEmpty, countsUnclocked, let openedAt = ticket.history.firstRecordedAt {
            return [.withoutClock(openedAt: openedAt, attributes)]
        }
        return standing.compactMap { verdict in
            CycleStanding(verdict, needsAttributes ? attributes.asOf(verdict) : [:])
        }
    }

    /// What a ticket that is held added.
    func cycles(ofTicket number: Int64) -> [CycleStanding] { taken[number]?.cycles ?? [] }

    /// Takes the exclusions as they stand now, where the change concerns one ticket, or none yet.
    mutating func exclude(_ all: [Exclusion], over ticket: Taken?) {
        guard hasGoals else { return }
        exclusions = all
        if let ticket { book.exclude(all, over: CollectionOfOne(ticket)) }
    }

    /// Takes a ticket that was looked at.
    mutating func take(_ ticket: OpenTicket, _ state: TicketState, _ now: Timestamp) {
        guard hasGoals, !Canary.owns(ticket: ticket.name) else { return }
        let number = ticket.place.ticket
        var cycles = state.clocks.compactMap { clock in
            CycleStanding(clock, attributes(of: clock, ticket, state), asOf: now)
        }
        cycles += state.unmeasured.map { cycle in
            let verdict = ticket.recorded.verdict(on: cycle.clock)
            return CycleStanding(cycle, verdict.map(state.attributes.asOf) ?? state.attributes)
        }
        if state.isUnclocked, countsUnclocked, let openedAt = ticket.history.firstRecordedAt {
            cycles = [.withoutClock(openedAt: openedAt, state.attributes)]
        }
        let before = taken[number]?.cycles ?? []
        book.update(ticket.name, from: before, to: cycles)
        renewal?.update(number, ticket.name, from: before, to: cycles)
        taken[number] = (ticket.name, cycles)
    }

    /// Of a finished cycle with the customer and team that it had at its end, as the ledger has them.
    private func attributes(of clock: Clock, _ ticket: OpenTicket, _ state: TicketState) -> [String: String] {
        guard clock.state.isFinished, let verdict = ticket.recorded.verdict(on: clock.key) else {
            return state.attributes
        }
        return state.attributes.asOf(verdict)
    }

    /// The engine holds the ticket no more.
    mutating func release(_ number: Int64) {
        taken[number] = nil
    }

    mutating func advance(to now: Timestamp) {
        book.advance(to: now)
        renewal?.advance(to: now)
    }

    /// What is to be told of windows by now; it counts as told from here on. Nothing while they are counted anew.
    mutating func news(_ feeds: FeedWatch) -> [WindowNews] {
        hasGoals && !isRenewing ? book.news(feeds) : []
    }

    /// When something is to be looked at although nothing comes; nil for never.
    var nextWakeup: Timestamp? {
        var next = [book.nextWakeup].compactMap(\.self)
        // One whose interval lies ahead comes into effect then.
        next += exclusions.compactMap { exclusion in
            exclusion.withdrawal == nil ? exclusion.from.flatMap { $0 > book.now ? $0 : nil } : nil
        }
        return next.min()
    }
}

extension CatalogueKeeper {
    fileprivate var tellWithin: ElapsedTime { current?.rules.tellWithin ?? .days(7) }
}

extension ComplianceBook {
    /// Whether tickets without any clock count.
    fileprivate var countsUnclocked: Bool { counts.contains { $0.goal.scope == .everything } }
}

extension FinishedTicket {
    /// What it adds to the windows.
    fileprivate func standings(countingUnclocked: Bool) -> [CycleStanding] {
        guard !hadClock, countingUnclocked, let openedAt else { return cycles }
        return [.withoutClock(openedAt: openedAt, attributes)]
    }
}

extension [String: String] {
    /// The attributes of a ticket with those that it had at the end of a cycle.
    fileprivate func asOf(_ verdict: Verdict) -> [String: String] {
        var attributes = self
        attributes.take(customer: verdict.customer, team: verdict.team)
        return attributes
    }
}
