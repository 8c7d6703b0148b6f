import BusinessTime
import Compliance
import SLAEngine

/// What a goal or an objective came to in one window; the names of the keys are stable.
package struct FigureRow: Encodable, Hashable, Sendable {
    package enum Record: String, Encodable, Sendable {
        case goal, objective
    }

    /// How a goal stands in a window.
    package enum Result: String, Encodable, Sendable {
        case reached, missed
        /// The window runs: what is known can still keep the goal, cannot without further tickets, cannot any more.
        case onCourse = "on_course"
        case behind, lost
        case noVerdict = "no_verdict"

        /// For people.
        package var text: String {
            switch self {
            case .reached, .missed, .behind, .lost: rawValue
            case .onCourse: "on course"
            case .noVerdict: "no verdict"
            }
        }

        var isGood: Bool? {
            switch self {
            case .reached, .onCourse: true
            case .missed, .behind, .lost: false
            case .noVerdict: nil
            }
        }
    }

    package var record: Record
    /// `agreement/objective`, or the name of a goal over many.
    package var name: String
    package var agreement: String?
    package var objective: String?
    package var metric: String?
    package var window: String
    /// With the offset of the window's zone.
    package var from: String
    package var to: String
    /// `95% per month in Europe/Berlin`.
    package var goal: String?
    package var result: Result?
    package var denominator: String
    /// Of 100, cut after three decimals.
    package var attainmentPercent: Double?
    package var met: Int64
    package var missed: Int64
    package var open: Int64
    package var paused: Int64
    /// Those that are missed and run still.
    package var running: Int64?
    /// Before exclusions.
    package var attainmentBeforePercent: Double?
    package var metBefore: Int64
    package var missedBefore: Int64
    package var missesLeft: Int64?
    /// What was told when the window ended, or corrected last.
    package var toldMet: Int64?
    package var toldMissed: Int64?
    package var coverageTicketsPercent: Double?
    package var coverageTimePercent: Double?
    package var ticketsMeasured: Int64
    package var ticketsWithoutClock: Int64
    package var ticketsOpeningNotSeen: Int64
    package var medianSeconds: Double?
    package var p90Seconds: Double?
    package var medianTargetSeconds: Double?

    /// Whether any feed is declared: then nothing is known of the time only before the window begins.
    var hasFeeds = false
    /// The share of the goal, of 100.
    var goalPercent: Double?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case record, name, agreement, objective, metric, window, from, to, goal, result, denominator
        case attainmentPercent = "attainment_percent"
        case met, missed, open, paused, running
        case attainmentBeforePercent = "attainment_before_percent"
        case metBefore = "met_before"
        case missedBefore = "missed_before"
        case missesLeft = "misses_left"
        case toldMet = "told_met"
        case toldMissed = "told_missed"
        case coverageTicketsPercent = "coverage_tickets_percent"
        case coverageTimePercent = "coverage_time_percent"
        case ticketsMeasured = "tickets_measured"
        case ticketsWithoutClock = "tickets_without_clock"
        case ticketsOpeningNotSeen = "tickets_opening_not_seen"
        case medianSeconds = "median_seconds"
        case p90Seconds = "p90_seconds"
        case medianTargetSeconds = "median_target_seconds"
    }
}

extension FigureRow {
    init(_ record: Record, name: String, _ figures: Figures, window: String, in zone: Zone, hasFeeds: Bool) {
        self.hasFeeds = hasFeeds
        self.record = record
        self.name = name
        self.window = window
        from = figures.window.from.text(offsetSeconds: zone.offsetSeconds(at: figures.window.from))
        to = figures.window.to.text(offsetSeconds: zone.offsetSeconds(at: figures.window.to))
        denominator = figures.denominator.rawValue
        attainmentPercent = figures.attainment.percent
        (met, missed, open, paused) = (
            figures.counted.met, figures.counted.missed, figures.counted.open, figures.paused
        )
        attainmentBeforePercent = figures.attainmentBeforeExclusions.percent
        (metBefore, missedBefore) = (figures.all.met, figures.all.missed)
        coverageTicketsPercent = figures.tickets.share.percent
        coverageTimePercent = figures.feeds?.percent
        ticketsMeasured = figures.tickets.measured
        ticketsWithoutClock = figures.tickets.withoutClock
        ticketsOpeningNotSeen = figures.tickets.openingNotSeen
    }

    /// Says how it stands against a goal.
    ///
    /// - Parameter isJudged: the window is one of the goal's own.
    mutating func judge(_ goal: Goal, _ figures: Figures, isJudged: Bool) {
        self.goal = goal.text
        goalPercent = Double(goal.share.text.dropLast())
        guard isJudged else { return }
        result = Result(figures, isRolling: goal.isRolling)
        if !goal.isRolling, !figures.hasEnded { missesLeft = figures.missesLeft }
    }
}

extension FigureRow.Result {
    fileprivate init(_ figures: Figures, isRolling: Bool) {
        if figures.hasEnded || isRolling {
            self = figures.isReached.map { $0 ? .reached : .missed } ?? .noVerdict
        } else if figures.counted.count == 0 {
            self = .noVerdict
        } else {
            self = figures.isLost ? .lost : figures.isBehind ? .behind : .onCourse
        }
    }
}

extension Goal {
    var isRolling: Bool { if case .rolling = span { true } else { false } }
}

extension Proportion {
    /// Of 100, cut after three decimals; nil of nothing.
    var percent: Double? { percentText(decimals: 3).flatMap(Double.init) }
}
