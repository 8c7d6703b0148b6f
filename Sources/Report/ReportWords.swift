import BusinessTime
import Compliance

// Words and figures that all printers for people share.
extension FigureRow {
    /// `97.4 %`, cut; `-` without a verdict.
    var attainmentText: String { percentText(met, of: met + missed) }
    var attainmentBeforeText: String { percentText(metBefore, of: metBefore + missedBefore) }

    /// Whether exclusions changed anything.
    var isExcluded: Bool { metBefore != met || missedBefore != missed }

    var ticketsText: String {
        percentText(ticketsMeasured, of: ticketsMeasured + ticketsWithoutClock + ticketsOpeningNotSeen)
    }

    /// `no feeds` where none is declared: nobody knows then whether all was heard.
    var timeText: String { coverageTimePercent.map { "\(cut($0)) %" } ?? (hasFeeds ? "not begun" : "no feeds") }

    /// Why nothing is known of the time.
    var noTimeText: String { hasFeeds ? "the window has not begun" : "no feeds declared" }

    /// How it stands, with what is still allowed, and what had been told.
    var resultText: String {
        var text = result?.text ?? "-"
        if let missesLeft, result == .onCourse { text += ", \(count(missesLeft, "miss", "misses")) left" }
        if let toldMet, let toldMissed, toldMet != met || toldMissed != missed {
            text += ", told as \(percentText(toldMet, of: toldMet + toldMissed))"
        }
        return text
    }

    var hasVerdicts: Bool { met + missed > 0 }
}

/// A percentage, cut after one decimal so that nothing below a goal looks like the goal.
func percentText(_ part: Int64, of whole: Int64) -> String {
    Proportion(part, of: whole).percentText().map { "\($0) %" } ?? "-"
}

/// A percentage of three decimals with one of them.
func cut(_ percent: Double) -> String {
    let tenths = Int((percent * 10 + 1e-6).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
}

/// `1,234`.
func grouped(_ number: Int64) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
}

func count(_ number: Int64, _ one: String, _ many: String) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
}

/// Seconds of open time as people say them: `23 min`, `2 h 5 min`; never days, as a business day has fewer hours.
func spanText(_ seconds: Double) -> String {
    let whole = Int64(seconds)
    let (hours, minutes) = (whole / 3_600, whole / 60 % 60)
    if whole < 60 { return "\(whole) s" }
    if hours == 0 { return "\(minutes) min" }
    return minutes == 0 || hours > 99 ? "\(grouped(hours)) h" : "\(hours) h \(minutes) min"
}

/// What a metric's times are times of.
func timeName(ofMetric metric: String) -> String {
    switch metric {
    case "first_response": "Time to first response"
    case "next_response": "Time to next response"
    case "periodic_update": "Time between updates"
    case "assignment": "Time to assignment"
    case "resolution": "Time to resolution"
    case "requester_wait": "Requester's wait"
    case "total_resolution": "Time to resolution, with all waiting"
    default: "Time of custom clocks"
    }
}

extension ComplianceReport {
    /// Cut to the date and the minute: `2026-11-22 11:30`.
    static func minuteText(_ instant: String) -> String {
        String(instant.prefix(16)).replacing("T", with: " ")
    }

    /// The first date of the window, and the last.
    var datesText: String {
        let first = String(from.prefix(10))
        guard let end = try? Timestamp(rfc3339: to) else { return first }
        // The offset of the end is that of the last midnight; half a day earlier lies on the date before.
        let last = (end - .hours(12)).text(offsetSeconds: offsetSeconds(of: to)).prefix(10)
        return last == first ? first : "\(first) to \(last)"
    }

    private func offsetSeconds(of instant: String) -> Int {
        guard !instant.hasSuffix("Z") else { return 0 }
        let digits = instant.suffix(6)
        let parts = digits.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return 0 }
        return (digits.first == "-" ? -1 : 1) * (parts[0] * 3_600 + parts[1] * 60)
    }

    /// A sentence for those who read nothing else.
    var headline: String {
        let figures = totals.figures
        let verdicts = figures.met + figures.missed
        guard verdicts > 0 else { return "Nothing has a verdict in this window." }
        var text =
            "\(figures.attainmentText) kept: \(grouped(figures.met)) of \(count(verdicts, "verdict", "verdicts"))"
        text += ", \(grouped(figures.missed)) missed"
        if figures.open > 0 { text += ", \(grouped(figures.open)) open" }
        if figures.paused > 0 { text += ", \(grouped(figures.paused)) paused" }
        return text + "."
    }

    var goalsText: String {
        let judged = totals.goalsReached + totals.goalsMissed
        guard judged > 0 else { return goals.isEmpty ? "No goals." : "No goal has a verdict." }
        let words = isOver ? "reached" : "reached or on course"
        return "\(totals.goalsReached) of \(count(Int64(judged), "goal", "goals")) \(words)."
    }

    /// Both figures of coverage, and what they lack.
    var coverageText: String {
        let figures = totals.figures
        let gaps = [
            (figures.ticketsWithoutClock, "without a clock"), (figures.ticketsOpeningNotSeen, "opening not seen"),
        ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
        let tickets = figures.ticketsText == "-" ? "no tickets" : "\(figures.ticketsText) of the tickets"
        let note = gaps.isEmpty ? "" : " (\(gaps.joined(separator: ", ")))"
        let time = figures.coverageTimePercent.map { "\(cut($0)) % of the time" } ?? figures.noTimeText
        return "Coverage: \(tickets)\(note); \(time)."
    }

    /// What a report says that has nothing to say.
    var emptyText: String {
        "No cycle has its verdict in this window, and none is open"
            + (filter.text.map { " (\($0))" } ?? "") + "."
    }

    var problemHeading: String {
        problemsBy.map { "by \($0)" } ?? "by objective"
    }

    /// Instants of which the hour is meant have a zone.
    var oddZones: Bool { objectives.contains { !$0.from.hasSuffix(from.suffix(6)) } }
}
