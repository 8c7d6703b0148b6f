import BusinessTime

/// Decides what is to be told of a window: what holds by the figures of now, less what was told.
struct WindowTelling {
    let goal: Goal
    let figures: Figures
    /// What people call the window.
    let name: String
    let now: Timestamp
    let tellWithin: ElapsedTime

    /// Of a window of the calendar.
    func news(_ told: ToldOfGoal.OfWindow) -> [WindowNews] {
        let end = figures.window.to + goal.settle
        if now >= end {
            guard let result = told.result else { return ended(told, at: end) }
            return correction(of: result, told).map { [$0] } ?? []
        }
        // Also one that a clock which ran ahead told before its time.
        return figures.window.contains(now) ? running(told) : []
    }

    private func running(_ told: ToldOfGoal.OfWindow) -> [WindowNews] {
        // Who knows that it is lost need not hear of what leads there.
        guard !told.matters.contains(.lost) else { return [] }
        if figures.isLost { return [news(.lost, at: now)] }
        var news: [WindowNews] = []
        if !told.matters.contains(.missesLeft), isRunningOut { news.append(self.news(.missesLeft, at: now)) }
        if !told.matters.contains(.burn), figures.isBurning(level: goal.level) {
            news.append(self.news(.burn, at: now))
        }
        return news
    }

    /// After a miss, and not among the first few of a window, of which none may be missed.
    private var isRunningOut: Bool {
        let enough = min(goal.minimum, figures.expected ?? goal.minimum)
        return figures.counted.missed > 0 && figures.counted.count >= enough && figures.missesLeft <= goal.missesLeft
    }

    private func ended(_ told: ToldOfGoal.OfWindow, at end: Timestamp) -> [WindowNews] {
        guard figures.all != Tally() || figures.tickets != TicketCoverage() else { return [] }
        let isSummarised = end < now - tellWithin
        let result = news(.result, at: end, isSummarised: isSummarised)
        guard figures.isLost, !told.matters.contains(.lost) else { return [result] }
        return [news(.lost, at: end, isSummarised: isSummarised), result]
    }

    /// Where what became known later moved the result across the goal, for the first time.
    ///
    /// Only of the very window that was told: in another zone it had other ends, and other tickets.
    private func correction(of result: ToldRow, _ told: ToldOfGoal.OfWindow) -> WindowNews? {
        var figures = figures
        figures.share = result.share
        guard told.corrections == 0, result.window == figures.window, figures.isReached != result.isReached else {
            return nil
        }
        let first = WindowKey(goal: goal.name, window: name, matter: .result, count: 1)
        let key = WindowKey(goal: goal.name, window: name, matter: .corrected, count: 1)
        return WindowNews(
            key: key, goal: goal, figures: figures, at: now, refersTo: first.text, before: result.counted,
            reason: reason(result), isSummarised: result.isSummarised)
    }

    /// Which of the two would have moved the result without the other.
    private func reason(_ result: ToldRow) -> WindowNews.Reason {
        let (events, exclusions) = (figures.all - result.all, figures.all - figures.counted)
        if events == Tally() { return .exclusion }
        if exclusions == result.all - result.counted { return .lateEvents }
        let byEvents = result.isReached(by: result.counted + events) != result.isReached
        let byExclusions = result.isReached(by: result.all - exclusions) != result.isReached
        return byEvents == byExclusions ? .both : byEvents ? .lateEvents : .exclusion
    }

    /// Of a rolling window.
    func news(_ told: ToldOfGoal.OfRolling) -> [WindowNews] {
        guard let isReached = figures.isReached else { return [] }
        if isReached { return told.isBelow || told.isBurning ? [back(told)] : [] }
        var news: [WindowNews] = []
        if !told.isBelow, figures.counted.verdicts >= goal.minimum {
            news.append(self.news(.below, count: told.below + 1, at: now))
        }
        if !told.isBurning, figures.isBurning(level: goal.level) {
            news.append(self.news(.burn, count: told.burns + 1, at: now))
        }
        return news
    }

    /// Named after how often it had been told that it is needed.
    private func back(_ told: ToldOfGoal.OfRolling) -> WindowNews {
        news(.back, count: told.below + told.burns, at: now)
    }

    private func news(
        _ matter: WindowMatter, count: Int = 1, at: Timestamp, isSummarised: Bool = false
    ) -> WindowNews {
        WindowNews(
            key: WindowKey(goal: goal.name, window: name, matter: matter, count: count), goal: goal, figures: figures,
            at: at, refersTo: nil, before: nil, isSummarised: isSummarised)
    }
}
