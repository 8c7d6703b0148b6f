import BusinessTime
import Compliance
import Ledger
import SLAEngine

/// The windows of all goals beside the engine: what each ticket added to them, so that it can be taken out again.
///
/// Of a finished ticket nothing is kept: the ledger has its verdicts. Without goals it holds and costs nothing.
struct WindowKeeper {
    private(set) var book: ComplianceBook
    /// All that were recorded.
    private(set) var exclusions: [Exclusion]
    private let goals: [Goal]
    /// Tickets without any clock count for a goal over everything.
    private let countsUnclocked: Bool
    private let tellWithin: ElapsedTime
    /// What was taken of each ticket that the engine holds and has looked at.
    private var taken: [Int64: (name: String, cycles: [CycleStanding])] = [:]
    /// Feeds that were heard of, or came to be watched, since that was recorded.
    private var unrecordedFeeds: Set<String> = []
    /// Feeds that returned since that was recorded.
    private var unrecordedNews: [FeedNews] = []

    /// Without goals and feeds.
    init(now: Timestamp = .distantPast) {
        book = ComplianceBook(goals: [], now: now)
        (exclusions, goals, countsUnclocked, tellWithin) = ([], [], false, .days(7))
    }

    /// - Parameters:
    ///   - before: the keeper that this one replaces, with what it took of the tickets that are held.
    ///   - isHeld: whether the engine holds a ticket; of those nothing is read.
    ///   - note: is told how many tickets were read.
    init(
        _ catalogues: CatalogueKeeper, _ ledger: Ledger, after before: WindowKeeper? = nil, now: Timestamp,
        isHeld: (Int64) -> Bool, note: (Int) -> Void = { _ in }
    ) throws {
        goals = catalogues.goals
        countsUnclocked = goals.contains { $0.scope == .everything }
        tellWithin = catalogues.current?.rules.tellWithin ?? .days(7)
        exclusions = goals.isEmpty ? [] : try ledger.exclusions()
        let lastHeard = try WindowKeeper.lastHeard(catalogues.feeds, ledger, before, now)
        let feeds = FeedWatch(
            catalogues.feeds, since: now, lastHeard: lastHeard,
            silences: catalogues.feeds.isEmpty ? [:] : try ledger.feedSilences(),
            watchedSince: catalogues.feeds.isEmpty ? [:] : try ledger.feedsWatchedSince().mapValues { min($0, now) })
        unrecordedFeeds = Set(catalogues.feeds.map(\.name).filter { lastHeard[$0] == nil })
        unrecordedFeeds.formUnion(before?.unrecordedFeeds ?? [])
        unrecordedNews = before?.unrecordedNews ?? []
        book = ComplianceBook(
            goals: goals, told: try WindowKeeper.told(of: goals, ledger), exclusions: exclusions,
            feeds: feeds, now: now, tellWithin: tellWithin)
        guard !goals.isEmpty else { return }
        try readFinished(ledger, isHeld: isHeld, note)
        taken = before?.taken.filter { isHeld($0.key) } ?? [:]
        for ticket in taken.values { book.update(ticket.name, from: [], to: ticket.cycles) }
    }

    private static func lastHeard(
        _ feeds: [Feed], _ ledger: Ledger, _ before: WindowKeeper?, _ now: Timestamp
    ) throws -> [String: Timestamp] {
        guard !feeds.isEmpty else { return [:] }
        // What a clock that ran ahead noted was heard by now at the latest.
        return try ledger.feedsLastHeard().merging(before?.book.feeds.lastHeard ?? [:]) { max($0, $1) }
            .mapValues { min($0, now) }
    }

    /// What was told of windows that are windows of these goals; of others only where a goal had another span then.
    private static func told(of goals: [Goal], _ ledger: Ledger) throws -> [ToldRow] {
        guard !goals.isEmpty else { return [] }
        let spans = Dictionary(grouping: goals, by: \.name).mapValues { $0.map(\.span) }
        return try ledger.toldWindows().filter { told in
            spans[told.row.goal]?.contains { told.isOf($0) } ?? false
        }.map(\.row)
    }

    private mutating func readFinished(_ ledger: Ledger, isHeld: (Int64) -> Bool, _ note: (Int) -> Void) throws {
        var parts: FinishedTicketParts = needsAttributes ? .attributes : []
        if countsUnclocked { parts.insert(.openings) }
        var count = 0
        try ledger.finishedTickets(with: parts) { ticket in
            count += 1
            if count.isMultiple(of: 10_000) { note(count) }
            guard !isHeld(ticket.number), !Canary.owns(ticket: ticket.name) else { return }
            book.update(ticket.name, from: [], to: standings(of: ticket))
        }
    }

    func standings(of ticket: FinishedTicket) -> [CycleStanding] {
        guard !ticket.hadClock, countsUnclocked, let openedAt = ticket.openedAt else { return ticket.cycles }
        return [.withoutClock(openedAt: openedAt, ticket.attributes)]
    }

    var hasGoals: Bool { !goals.isEmpty }

    /// Whether any exclusion asks for attributes, so that those of finished tickets are to be read.
    var needsAttributes: Bool { exclusions.contains { $0.withdrawal == nil && $0.scope.attributes != .always } }
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

    /// Takes the exclusions as they stand now, where the change concerns one ticket.
    mutating func exclude(_ all: [Exclusion], over ticket: (name: String, cycles: [CycleStanding])) {
        guard hasGoals else { return }
        exclusions = all
        book.exclude(all, over: CollectionOfOne(ticket))
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
        book.update(ticket.name, from: taken[number]?.cycles ?? [], to: cycles)
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
    }

    /// What is to be told of windows by now; it counts as told from here on.
    mutating func news() -> [WindowNews] {
        hasGoals ? book.news() : []
    }

    /// When something is to be looked at although nothing comes; nil for never.
    var nextWakeup: Timestamp? {
        var next = [book.nextWakeup, book.feeds.nextWakeup].compactMap(\.self)
        // One whose interval lies ahead comes into effect then.
        next += exclusions.compactMap { exclusion in
            exclusion.withdrawal == nil ? exclusion.from.flatMap { $0 > book.now ? $0 : nil } : nil
        }
        return next.min()
    }

    /// Whether an exclusion covers any cycle, of a ticket that is held or of a finished one.
    ///
    /// - Parameter isHeld: as of `init`.
    func hasCycle(coveredBy exclusion: Exclusion, _ ledger: Ledger, isHeld: (Int64) -> Bool) throws -> Bool {
        if taken.values.contains(where: { ticket in
            ticket.cycles.contains { exclusion.covers($0, of: ticket.name) }
        }) {
            return true
        }
        var isFound = false
        try ledger.finishedTickets(with: needsAttributes ? .attributes : []) { ticket in
            guard !isFound, !isHeld(ticket.number), !Canary.owns(ticket: ticket.name) else { return }
            isFound = ticket.cycles.contains { exclusion.covers($0, of: ticket.name) }
        }
        return isFound
    }

    /// Whether the interval of an exclusion has begun since the windows were built.
    func hasLateExclusion(asOf now: Timestamp) -> Bool {
        exclusions.count { $0.isInEffect(at: now) } != book.exclusions.count
    }
}

// Feeds.
extension WindowKeeper {
    /// Takes an event that arrived; of feeds that it brings back there is news.
    mutating func hear(_ event: TicketEvent, at now: Timestamp) {
        guard !book.feeds.feeds.isEmpty else { return }
        let set = event.changes.reduce(into: [:]) { $0[$1.key] = $1.value }
        for feed in book.feeds.feeds where feed.owns(source: event.source, set: set) {
            unrecordedFeeds.insert(feed.name)
        }
        // Whoever waited in the inbox was not silent: nobody took it earlier.
        unrecordedNews += book.feeds.hear(source: event.source, set: set, at: now, isLookedAt: false)
    }

    /// Records what was heard, and what has fallen silent or returned.
    ///
    /// - Parameter deciding: whether a feed can fall silent; not while a backlog is taken.
    mutating func recordFeeds(_ writer: LedgerWriter, _ now: Timestamp, deciding: Bool) throws -> [FeedNews] {
        guard !book.feeds.feeds.isEmpty else { return [] }
        for feed in unrecordedFeeds.sorted() {
            if let at = book.feeds.lastHeard[feed] { try writer.noteHeard(feed, at: at) }
            if let since = book.feeds.watchedSince[feed] { try writer.noteWatched(feed, since: since) }
        }
        let news = unrecordedNews + (deciding ? book.feeds.advance(to: now) : [])
        (unrecordedFeeds, unrecordedNews) = ([], [])
        for item in news {
            if item.silentSince == nil {
                try writer.beginSilence(of: item.feed, from: item.at)
            } else {
                try writer.endSilence(of: item.feed, at: item.at)
            }
        }
        return news
    }
}

extension ToldWindow {
    /// Whether it is a window of a goal with this span.
    func isOf(_ span: Goal.Span) -> Bool {
        switch span {
        case .aligned(let windows): !isRolling && windows.window(of: window.from) == window
        case .rolling(let span): isRolling && name == span.daysText
        }
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
