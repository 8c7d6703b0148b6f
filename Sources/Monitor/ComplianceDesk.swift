import BusinessTime
import Compliance
import Control
import Ledger

/// Answers about goals: a function of the windows as they are, and of what was told of them.
struct ComplianceDesk {
    /// Of now.
    private let book: ComplianceBook
    private let feeds: FeedWatch
    private let ledger: Ledger

    init(_ windows: WindowKeeper, _ feeds: FeedWatch, _ ledger: Ledger, now: Timestamp) {
        var book = windows.book
        book.advance(to: now)
        self.book = book
        self.feeds = feeds
        self.ledger = ledger
    }

    /// - Throws: `ControlProblem` where there is no such goal.
    func answer(_ query: ComplianceQuery) throws -> ComplianceAnswer {
        let wanted = book.counts.filter { $0.goal.isWanted(by: query) }
        if wanted.isEmpty, let problem = problem(query) { throw problem }
        let told = Dictionary(grouping: try ledger.toldWindows(), by: \.row.goal)
        var goals: [GoalAnswer] = []
        for count in wanted {
            let windows = windows(of: count, named: query.window).map { window in
                answer(count, window, told[count.goal.name] ?? [])
            }
            guard !windows.isEmpty else { continue }
            goals.append(
                GoalAnswer(
                    goal: count.goal.name, share: count.goal.text, denominator: count.goal.denominator.rawValue,
                    windows: windows))
        }
        return ComplianceAnswer(
            now: book.now.utcText, goals: goals, feeds: feeds.answers,
            rejectedEvents: try ledger.count(of: .rejectedEvents),
            unknownStatuses: try ledger.count(of: .unknownStatuses),
            declaredGoals: Set(book.counts.map(\.goal.name)).count)
    }

    private func problem(_ query: ComplianceQuery) -> ControlProblem? {
        let names = Set(book.counts.map(\.goal.name)).sorted()
        guard query != ComplianceQuery(window: query.window), !names.isEmpty else { return nil }
        return ControlProblem("there is no such goal", hint: "the goals are: \(names.joined(separator: ", "))")
    }

    /// Those of a name, or the running one and the last one before it; nil is a rolling one.
    private func windows(of count: GoalCount, named name: String?) -> [Window?] {
        guard case .aligned(let aligned) = count.goal.span else {
            let isWanted = name.map { $0 == count.goal.windowName(nil) } ?? true
            return isWanted && count.goal.judges(book.now) ? [nil] : []
        }
        let running = aligned.window(of: book.now)
        if let name {
            let starts = Set(count.windows.keys).union([running.from])
            return starts.sorted().map(aligned.window).filter { aligned.name(of: $0) == name && count.judges($0) }
        }
        let last = aligned.window(before: running)
        return (count.windows[last.from] == nil ? [running] : [last, running]).filter(count.judges)
    }

    private func answer(_ count: GoalCount, _ window: Window?, _ told: [ToldWindow]) -> WindowAnswer {
        let figures = window.map { book.figures(count, in: $0, feeds) } ?? book.figures(count, feeds)
        var answer = WindowAnswer(
            window: count.goal.windowName(window), title: count.goal.windowTitle(window),
            from: figures.window.from.utcText, to: figures.window.to.utcText, isRolling: window == nil,
            hasEnded: figures.hasEnded, counted: TallyAnswer(figures.counted),
            beforeExclusions: TallyAnswer(figures.all), paused: figures.paused, isReached: figures.isReached,
            coverage: CoverageAnswer(figures))
        guard let window else { return answer }
        answer.best = figures.best.percent
        answer.worst = figures.worst.percent
        answer.missesLeft = figures.missesLeft
        answer.meetsNeeded = figures.meetsNeeded
        answer.isBehind = figures.isBehind
        answer.isLost = figures.isLost
        answer.expected = figures.expected
        answer.told = ToldAnswer(told.filter { $0.row.isOf(count.goal, in: window) }, share: count.goal.share)
        return answer
    }

}

extension FeedWatch {
    /// Each feed, as it is known.
    var answers: [FeedAnswer] {
        feeds.map { feed in
            FeedAnswer(
                feed: feed.name, heartbeatSeconds: Double(feed.heartbeat.milliseconds) / 1_000,
                lastHeard: lastHeard[feed.name]?.utcText,
                silentSince: isSilent(feed.name) ? silences[feed.name]?.last?.from.utcText : nil)
        }
    }
}

// Before and after.
extension ComplianceDesk {
    /// What counts in each window of each goal.
    struct Picture {
        struct Place: Hashable {
            let goal: Int
            /// nil of a rolling one.
            let window: Window?
        }

        let goals: [Goal]
        let counted: [Place: Tally]

        init(_ book: ComplianceBook) {
            goals = book.counts.map(\.goal)
            var counted: [Place: Tally] = [:]
            for (index, count) in book.counts.enumerated() {
                guard case .aligned(let aligned) = count.goal.span else {
                    counted[Place(goal: index, window: nil)] = book.figures(count, .none).counted
                    continue
                }
                for (start, tally) in count.windows {
                    counted[Place(goal: index, window: aligned.window(of: start))] = tally.counted
                }
            }
            self.counted = counted
        }

        /// The windows that count otherwise in `after`, those of a goal together, by their starts.
        func changes(to after: Picture) -> [ExcludedAnswer.Change] {
            Set(counted.keys).union(after.counted.keys)
                .filter { counted[$0] ?? Tally() != after.counted[$0] ?? Tally() }
                .sorted {
                    ($0.goal, $0.window?.from ?? .distantPast) < ($1.goal, $1.window?.from ?? .distantPast)
                }
                .map { place in
                    let goal = goals[place.goal]
                    return ExcludedAnswer.Change(
                        goal: goal.name, window: goal.windowName(place.window), title: goal.windowTitle(place.window),
                        before: TallyAnswer(counted[place] ?? Tally()),
                        after: TallyAnswer(after.counted[place] ?? Tally()))
                }
        }
    }
}

extension Goal {
    fileprivate func isWanted(by query: ComplianceQuery) -> Bool {
        guard query.goal.map({ $0 == name }) ?? true else { return false }
        guard case .objectives(let names) = scope else { return true }
        return names.contains { name in
            query.agreement.map { $0 == name.agreement } ?? true && query.objective.map { $0 == name.objective } ?? true
        }
    }

    fileprivate func windowName(_ window: Window?) -> String {
        switch span {
        case .aligned(let windows): window.map(windows.name) ?? ""
        case .rolling(let span): span.daysText
        }
    }

    fileprivate func windowTitle(_ window: Window?) -> String {
        switch span {
        case .aligned(let windows): window.map(windows.title) ?? ""
        case .rolling(let span): "the last \(span.daysText)"
        }
    }
}

extension GoalCount {
    fileprivate func judges(_ window: Window) -> Bool { goal.judges(window.from) }
}

extension TallyAnswer {
    init(_ tally: Tally) {
        self.init(
            met: tally.met, missed: tally.missed, open: tally.open,
            attainment: Proportion(tally.met, of: tally.verdicts).percent)
    }
}

extension CoverageAnswer {
    fileprivate init(_ figures: Figures) {
        self.init(
            tickets: figures.tickets.share.percent, measured: figures.tickets.measured,
            withoutClock: figures.tickets.withoutClock, openingNotSeen: figures.tickets.openingNotSeen,
            feeds: figures.feeds?.percent)
    }
}

extension ToldAnswer {
    /// - Parameters:
    ///   - rows: what was told of one window, in order.
    ///   - share: that of the goal as it is now.
    fileprivate init?(_ rows: [ToldWindow], share: Share) {
        guard let first = rows.first(where: { $0.row.matter == .result }) else { return nil }
        self.init(
            at: first.recordedAt.utcText, counted: TallyAnswer(first.row.counted), isReached: first.row.isReached,
            share: first.row.share == share ? nil : first.row.share.text,
            corrections: rows.count { $0.row.matter == .corrected })
        corrected = rows.last { $0.row.matter == .corrected }.map { corrected in
            CorrectedAnswer(
                at: corrected.recordedAt.utcText, counted: TallyAnswer(corrected.row.counted),
                isReached: corrected.row.isReached)
        }
    }
}

extension Proportion {
    /// Cut after three decimals; nil of nothing.
    fileprivate var percent: Double? { percentText(decimals: 3).flatMap(Double.init) }
}
