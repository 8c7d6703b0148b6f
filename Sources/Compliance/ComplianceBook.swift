package import BusinessTime
import SLAEngine

/// The windows of all goals, kept up to date cycle by cycle, and what was told of them.
///
/// It holds no ticket: whoever changes one says what its cycles were and what they are. So its size depends on the
/// number of goals and windows, and for rolling goals on the verdicts within their spans.
package struct ComplianceBook: Sendable {
    package private(set) var counts: [GoalCount]
    /// By the places of the goals; of several versions of a goal with one span, at the place of the first.
    private var told: [ToldOfGoal]
    /// Where what was told of each goal is found.
    private let toldPlaces: [Int]
    /// In effect as of `now`.
    package private(set) var exclusions: [Exclusion]
    package private(set) var now: Timestamp
    /// Goals with other counts than at the last look.
    private var changed: Set<Int> = []
    /// Not after the first instant at which any goal is to be looked at without another verdict.
    private var earliestWakeup: Timestamp?
    package let tellWithin: ElapsedTime
    private let goalsOf: [ObjectiveName: [Int]]
    private let goalsOfEverything: [Int]

    /// - Parameters:
    ///   - told: what the ledger has, in the order of telling.
    ///   - exclusions: all that were recorded.
    ///   - tellWithin: what became true longer ago than this when it was first known is told only in a summary.
    package init(
        goals: [Goal], told: [ToldRow] = [], exclusions: [Exclusion] = [], now: Timestamp,
        tellWithin: ElapsedTime = .days(7)
    ) {
        let rows = Dictionary(grouping: told, by: \.goal)
        self.init(
            goals, goals.map { ToldOfGoal(rows[$0.name] ?? [], of: $0) }, exclusions, now: now, tellWithin: tellWithin)
    }

    /// The same goals, with what was told of them, and no ticket yet.
    package func emptied(exclusions: [Exclusion], now: Timestamp) -> ComplianceBook {
        ComplianceBook(
            counts.map(\.goal), toldPlaces.map { told[$0] }, exclusions, now: now, tellWithin: tellWithin)
    }

    private init(
        _ goals: [Goal], _ told: [ToldOfGoal], _ exclusions: [Exclusion], now: Timestamp, tellWithin: ElapsedTime
    ) {
        self.told = told
        toldPlaces = goals.map { goal in
            goals.firstIndex { $0.name == goal.name && $0.span == goal.span } ?? goals.startIndex
        }
        counts = zip(goals, told).map { GoalCount($0, told: $1, now: now) }
        changed = Set(goals.indices)
        self.exclusions = exclusions.filter { $0.isInEffect(at: now) }
        self.now = now
        self.tellWithin = tellWithin
        goalsOf = goals.enumerated().reduce(into: [:]) { index, goal in
            guard case .objectives(let names) = goal.element.scope else { return }
            for name in names { index[name, default: []].append(goal.offset) }
        }
        goalsOfEverything = goals.indices.filter { goals[$0].scope == .everything }
    }

    /// Takes a ticket whose cycles stand otherwise than before.
    ///
    /// - Parameters:
    ///   - old: all of its cycles as they were taken last; none for a new ticket.
    ///   - new: all of them as they are.
    package mutating func update(_ ticket: String, from old: [CycleStanding], to new: [CycleStanding]) {
        guard old != new else { return }
        for index in goals(of: old, new) {
            let before = counts[index].parts(old, of: ticket, exclusions)
            replace(before, with: counts[index].parts(new, of: ticket, exclusions), at: index)
        }
    }

    private mutating func replace(_ old: TicketParts, with new: TicketParts, at index: Int) {
        guard old != new else { return }
        changed.insert(index)
        note(counts[index].replace(old, with: new, now: now))
    }

    private mutating func note(_ wakeup: Timestamp?) {
        guard let wakeup else { return }
        earliestWakeup = min(earliestWakeup ?? wakeup, wakeup)
    }

    /// Takes the exclusions as they stand now: one was recorded, withdrawn, or its interval began.
    ///
    /// - Parameters:
    ///   - all: all that were recorded.
    ///   - tickets: with all of their cycles, and at least those tickets of which one that came or went covers a cycle.
    package mutating func exclude(
        _ all: [Exclusion], over tickets: some Sequence<(name: String, cycles: [CycleStanding])>
    ) {
        let new = all.filter { $0.isInEffect(at: now) }
        for ticket in tickets {
            for index in goals(of: ticket.cycles) {
                let before = counts[index].parts(ticket.cycles, of: ticket.name, exclusions)
                replace(before, with: counts[index].parts(ticket.cycles, of: ticket.name, new), at: index)
            }
        }
        exclusions = new
    }

    /// The goals that look at one of these cycles.
    private func goals(of old: [CycleStanding], _ new: [CycleStanding] = []) -> [Int] {
        var goals = goalsOfEverything
        for cycles in [old, new] {
            for cycle in cycles {
                guard let others = goalsOf[ObjectiveName(cycle.clock.agreement, cycle.clock.objective)] else {
                    continue
                }
                if goals.isEmpty { goals = others } else { goals += others.filter { !goals.contains($0) } }
            }
        }
        return goals
    }

    /// - Parameter moment: may lie before `now`, after somebody set the clock.
    package mutating func advance(to moment: Timestamp) {
        let isPassed = earliestWakeup.map { $0 <= moment } ?? false
        let isBack = moment < now
        now = moment
        guard isPassed || isBack else { return }
        earliestWakeup = nil
        for index in counts.indices {
            counts[index].advance(to: moment)
            changed.insert(index)
            note(counts[index].nextWakeup(after: now))
        }
    }

    /// When the next window is told, or the next verdict enters or leaves a rolling one, or before; nil for never.
    ///
    /// Where an exclusion's interval begins is for the caller to say.
    package var nextWakeup: Timestamp? { earliestWakeup }
}

// Figures, and what is to be told by them.
extension ComplianceBook {
    /// The figures of a goal in a window of the calendar.
    ///
    /// - Parameter feeds: all that are declared, for the share of the time in which they were heard.
    package func figures(_ count: GoalCount, in window: Window, _ feeds: FeedWatch) -> Figures {
        let counted = count.windows[window.from] ?? WindowCount()
        return Figures(
            share: count.goal.share, denominator: count.goal.denominator, window: window, counted: counted.counted,
            all: counted.all, paused: window.contains(now) ? count.paused : 0, tickets: counted.tickets,
            feeds: feeds.alive(in: window, now: now), expected: count.goal.expected ?? count.lastFull(before: window),
            hasEnded: window.to <= now)
    }

    /// The figures of now: of the running window, or of the rolling one.
    package func figures(_ count: GoalCount, _ feeds: FeedWatch) -> Figures {
        switch count.goal.span {
        case .aligned(let windows): return figures(count, in: windows.window(of: now), feeds)
        case .rolling(let span):
            let (counted, window) = (count.rolling?.count ?? WindowCount(), Window(from: now - span, to: now))
            return Figures(
                share: count.goal.share, denominator: count.goal.denominator, window: window,
                counted: counted.counted, all: counted.all, paused: count.paused, tickets: counted.tickets,
                feeds: feeds.alive(in: window, now: now))
        }
    }

    /// What is to be told now of all that changed or ended since the last call; it counts as told from here on.
    ///
    /// For the ledger, in the transaction of what made it true. Call it when all that has arrived is folded, not in
    /// between.
    ///
    /// - Parameter feeds: as of `figures`.
    package mutating func news(_ feeds: FeedWatch) -> [WindowNews] {
        defer { changed = [] }
        return changed.sorted().flatMap { index in
            let told = told[toldPlaces[index]]
            let windows = counts[index].look(at: now, told)
            let news = news(of: counts[index], windows, told, feeds)
            for item in news { self.told[toldPlaces[index]].record(item) }
            return news
        }
    }

    private func news(
        of count: GoalCount, _ windows: [Window], _ told: ToldOfGoal, _ feeds: FeedWatch
    ) -> [WindowNews] {
        switch count.goal.span {
        case .rolling(let span):
            guard count.goal.judges(now), !count.isQuiet(told.rolling) else { return [] }
            return telling(count, figures(count, feeds), span.daysText).news(told.rolling)
        case .aligned(let aligned):
            return windows.filter { !count.isQuiet($0, at: now, told) }.flatMap { window in
                let telling = telling(count, figures(count, in: window, feeds), aligned.name(of: window))
                return telling.news(told.windows[window.from] ?? ToldOfGoal.OfWindow())
            }
        }
    }

    private func telling(_ count: GoalCount, _ figures: Figures, _ name: String) -> WindowTelling {
        WindowTelling(goal: count.goal, figures: figures, name: name, now: now, tellWithin: tellWithin)
    }
}
