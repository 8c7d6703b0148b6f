import BusinessTime
import Compliance
import SLAEngine

// What was counted, as figures.
extension ReportGathering {
    /// A function of what was taken: the same cycles in any order give the same report.
    package func report() -> ComplianceReport {
        let zone = terms.mainZone
        let window = question.period.window(in: zone)
        let goals = goalRows()
        let judged = goals.compactMap { $0.result?.isGood }
        return ComplianceReport(
            window: question.period.name, from: text(window.from, in: zone), to: text(window.to, in: zone),
            zone: zone.name, asOf: text(now, in: zone), isOver: window.to <= now,
            filter: ComplianceReport.Filter(
                customer: question.customer, team: question.team, agreement: question.agreement),
            totals: ComplianceReport.Totals(
                figures: totals(window, zone), goalsReached: judged.count { $0 }, goalsMissed: judged.count { !$0 }),
            goals: goals, objectives: objectiveRows(), history: history(),
            problemsBy: problemKey.map { problemKeys[$0] },
            problems: problemRows(), teams: parties(teams), customers: parties(customers),
            distributions: distributions(), missesByWeekday: hours.weekdays, missesByTeam: teamHours(),
            exclusions: excluded(), notCounted: notCounted(), reviews: reviews(on: zone.date(at: now)))
    }

    private func text(_ instant: Timestamp, in zone: Zone) -> String {
        instant.text(offsetSeconds: zone.offsetSeconds(at: instant))
    }

    /// By name: some were met first in one order of the cycles, others in another.
    private var wantedLines: [ReportLine] {
        lines.filter(\.isWanted).sorted { ReportGathering.isBefore($0.name, $1.name) }
    }

    private func totals(_ window: Window, _ zone: Zone) -> FigureRow {
        var sum = unclocked.sums[unclocked.ruler.reported.lowerBound]
        var paused: Int64 = 0
        for line in wantedLines {
            let scope = scopes[line.scopes[0]]
            for index in scope.ruler.reported {
                sum.join(scope.sums[index])
                paused += scope.figures(index, terms.feeds, now: now).paused
            }
        }
        let figures = Figures(
            share: .everything, window: window, counted: sum.counted, all: sum.all, paused: paused,
            tickets: sum.coverage, feeds: terms.feeds.alive(in: window, now: now), hasEnded: window.to <= now)
        return FigureRow(.objective, name: "", figures, window: question.period.name, in: zone, hasFeeds: hasFeeds)
    }

    private var hasFeeds: Bool { !terms.feeds.feeds.isEmpty }

    // MARK: - Goals and objectives

    private func goalRows() -> [FigureRow] {
        wantedGoals.flatMap { index in scopes[index].ruler.reported.compactMap { row(ofGoal: index, $0) } }
    }

    /// The places of the goals that reach over an objective that is asked for.
    private var wantedGoals: [Int] {
        guard let agreement = question.agreement else { return Array(terms.goals.indices) }
        return terms.goals.indices.filter { index in
            guard case .objectives(let names) = terms.goals[index].scope else { return true }
            return names.contains { $0.agreement == agreement }
        }
    }

    private func row(ofGoal index: Int, _ place: Int) -> FigureRow? {
        let (scope, goal) = (scopes[index], terms.goals[index])
        guard scope.judges(place) else { return nil }
        let figures = scope.figures(place, terms.feeds, now: now)
        var row = FigureRow(
            .goal, name: goal.name, figures, window: scope.ruler.names[place], in: zone(goal), hasFeeds: hasFeeds)
        row.judge(goal, figures, isJudged: true)
        let told = told(of: goal, in: figures.window)
        (row.toldMet, row.toldMissed) = (told?.counted.met, told?.counted.missed)
        return row
    }

    /// What was told of a window last; nil where only a part of it is asked for, of which nothing was told.
    private func told(of goal: Goal, in window: Window) -> ToldRow? {
        guard !goal.isRolling, question.asksForAll(of: goal) else { return nil }
        return terms.told.last { row in
            let isResult = row.matter == .result || row.matter == .corrected
            return isResult && row.isOf(goal, in: window)
        }
    }

    private func zone(_ goal: Goal) -> Zone {
        if case .aligned(let windows) = goal.span { windows.zone } else { terms.mainZone }
    }

    private func objectiveRows() -> [FigureRow] {
        wantedLines.flatMap { line in scopes[line.scopes[0]].ruler.reported.map { row(line, $0, isReported: true) } }
            .sorted(by: ReportGathering.isWorse)
    }

    /// Fewer verdicts than these say little of an objective.
    private static let fewVerdicts: Int64 = 5

    private static func isWorse(_ left: FigureRow, _ right: FigureRow) -> Bool {
        let (leftCount, rightCount) = (left.met + left.missed, right.met + right.missed)
        let (isFew, isOtherFew) = (leftCount < fewVerdicts, rightCount < fewVerdicts)
        if isFew != isOtherFew { return isOtherFew }
        // In integers, so that equal shares are equal.
        let (one, other) = (left.met * max(rightCount, 1), right.met * max(leftCount, 1))
        if leftCount > 0, rightCount > 0, one != other { return one < other }
        if left.missed != right.missed { return left.missed > right.missed }
        return leftCount == rightCount ? left.name < right.name : leftCount > rightCount
    }

    private func row(_ line: ReportLine, _ index: Int, isReported: Bool) -> FigureRow {
        let scope = scopes[line.scopes[0]]
        let figures = scope.figures(index, terms.feeds, now: now)
        let name = "\(line.name.agreement)/\(line.name.objective)"
        var row = FigureRow(
            .objective, name: name, figures, window: scope.ruler.names[index], in: line.zone, hasFeeds: hasFeeds)
        row.agreement = line.name.agreement
        row.objective = line.name.objective
        row.metric = line.metric?.rawValue
        if let goal = terms.goals.first(where: { $0.name == name && $0.judges(figures.window.from) }) {
            row.judge(goal, figures, isJudged: false)
        }
        if isReported {
            row.running = line.running
            row.medianSeconds = line.spread.time(percent: 50)?.seconds
            row.p90Seconds = line.spread.time(percent: 90)?.seconds
            row.medianTargetSeconds = line.spread.medianTarget?.seconds
        }
        return row
    }

    private func history() -> [FigureRow] {
        let goals = wantedGoals.filter { !terms.goals[$0].isRolling }.map { goal in
            scopes[goal].ruler.windows.indices.compactMap { row(ofGoal: goal, $0) }
        }
        let objectives = wantedLines.map { line in
            scopes[line.scopes[0]].ruler.windows.indices.map { row(line, $0, isReported: false) }
        }
        // From the first window on that has anything: later gaps are part of the course.
        return (goals + objectives).flatMap { rows in
            rows.drop { $0.metBefore + $0.missedBefore + $0.open == 0 }
        }
    }

    // MARK: - The rest

    private func parties(_ counts: PartyCounts) -> [ComplianceReport.Party] {
        counts.all.map { ComplianceReport.Party(name: names.texts[$0.name], met: $0.met, missed: $0.missed) }
            .sorted { ($1.missed, $1.met, $0.name) < ($0.missed, $0.met, $1.name) }
    }

    private func distributions() -> [ComplianceReport.Distribution] {
        Metric.allCases.compactMap { metric in
            let spread = wantedLines.filter { $0.metric == metric }.reduce(into: TimeSpread()) { $0.add($1.spread) }
            return spread.count > 0 ? ComplianceReport.Distribution(metric, spread) : nil
        }
    }

    private func teamHours() -> [ComplianceReport.TeamHours] {
        hours.teams.map { team, hours in
            ComplianceReport.TeamHours(team: team.map { names.texts[$0] }, hours: hours)
        }
        .sorted { ($1.missed, $0.team ?? "") < ($0.missed, $1.team ?? "") }
    }

    private func excluded() -> [ComplianceReport.Excluded] {
        zip(exclusions, removed).filter { $0.1.count > 0 }.map { exclusion, removed in
            ComplianceReport.Excluded(
                id: exclusion.id, author: exclusion.author, reason: exclusion.reason,
                recordedAt: exclusion.recordedAt.utcText, scope: exclusion.scope.text,
                from: exclusion.from.map { text($0, in: terms.mainZone) },
                to: exclusion.to.map { text($0, in: terms.mainZone) }, met: removed.met, missed: removed.missed,
                open: removed.open)
        }
        .sorted { ($1.missed, $0.id) < ($0.missed, $1.id) }
    }

    private func notCounted() -> [ComplianceReport.Cancelled] {
        cancelled.map { ComplianceReport.Cancelled(reason: names.texts[$0.key], count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    /// Those that are due are listed from a month before.
    private func reviews(on today: CivilDate) -> [ComplianceReport.ReviewRow] {
        let soon = today.later(days: 31)
        return terms.reviews.filter { question.agreement ?? $0.agreement == $0.agreement && $0.isDue(on: soon) }
            .map { review in
                ComplianceReport.ReviewRow(
                    agreement: review.agreement, owner: review.owner, reviewedOn: review.reviewedOn?.isoText,
                    dueOn: review.dueOn?.isoText, isDue: review.isDue(on: today))
            }
            .sorted { ($0.dueOn ?? "", $0.agreement) < ($1.dueOn ?? "", $1.agreement) }
    }
}

extension ComplianceReport.Distribution {
    fileprivate init(_ metric: Metric, _ spread: TimeSpread) {
        self.metric = metric.rawValue
        count = spread.count
        medianSeconds = spread.time(percent: 50)?.seconds
        p90Seconds = spread.time(percent: 90)?.seconds
        medianTargetSeconds = spread.medianTarget?.seconds
        bins = spread.met.indices.map { index in
            let end = index < TimeSpread.edgeMinutes.count ? TimeSpread.edgeMinutes[index] * 60 : nil
            return Bin(upToSeconds: end, met: spread.met[index], missed: spread.missed[index])
        }
    }
}
