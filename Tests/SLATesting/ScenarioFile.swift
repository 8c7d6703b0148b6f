import BusinessTime
import SLAEngine

/// A time line that an operator reads: agreements, events, and what is expected of them, a line each.
///
/// ```
/// hours mon-fri 08:00-18:00
/// agreement gold when segment=gold
/// objective resolution: resolution 4bh; warn 1bh before
/// event 17:00 created segment=gold
/// expect +1/10:00 warning resolution 1bh before
/// clock resolution met 17:00-+1/10:30, deadline +1/11:00
/// until +2/00:00
/// ```
///
/// Lines that begin with `#` and empty ones are for people. Events are those of `Script`, what is expected is all that
/// is told and all clocks at the end, in the words of `TimeLine`. `hours` holds for the objectives that follow.
package struct ScenarioFile {
    package private(set) var told: [String] = []
    package private(set) var clocks: [String] = []
    private var agreements: [Agreement] = []
    private var events: [String] = []
    private var until = "+30/00:00"
    private var calendar = BusinessCalendar.always

    package init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let line = line.drop { $0 == " " }
            guard let space = line.firstIndex(of: " ") else { continue }
            take(String(line[..<space]), String(line[line.index(after: space)...]))
        }
    }

    /// The scenario lived through.
    package var timeLine: TimeLine { TimeLine(Rules(agreements: agreements), events, until: until) }

    private mutating func take(_ word: String, _ rest: String) {
        switch word {
        case "hours": calendar = BusinessCalendar(weekly: rest)
        case "agreement": agreements.append(agreement(rest))
        case "objective":
            precondition(!agreements.isEmpty, "an objective needs an agreement before it")
            agreements[agreements.endIndex - 1].objectives.append(objective(rest))
        case "event": events.append(rest)
        case "expect": told.append(rest)
        case "clock": clocks.append(rest)
        case "until": until = rest
        default: preconditionFailure("'\(word)' begins no line of a scenario")
        }
    }

    /// `NAME [sla|ola|uc] [when CONDITION]`; the order is that of the file.
    private func agreement(_ text: String) -> Agreement {
        let words = text.split(separator: " ").map(String.init)
        let kind = words.count > 1 ? AgreementKind(rawValue: words[1]) : nil
        let when = words.firstIndex(of: "when").map { Array(words[($0 + 1)...]) } ?? []
        return Agreement(
            name: words[0], kind: kind ?? .sla, match: .all(when.map(ScenarioFile.condition)),
            order: agreements.count, objectives: [])
    }

    /// `NAME: METRIC TARGET; OPTION; OPTION`.
    private func objective(_ text: String) -> Objective {
        let parts = text.split(separator: ";").map { $0.split(separator: " ").map(String.init) }
        let head = parts[0]
        guard head.count == 3, let metric = Metric(rawValue: head[1]) else {
            preconditionFailure("'\(text)' is no objective")
        }
        var objective = Objective(
            name: String(head[0].dropLast()), metric: metric, target: ScenarioFile.target(head[2]), calendar: calendar)
        for option in parts.dropFirst() { ScenarioFile.set(option, of: &objective) }
        return objective
    }

    private static func set(_ words: [String], of objective: inout Objective) {
        let rest = words.dropFirst().joined(separator: " ")
        var conditions: [Condition] { words.dropFirst().map(condition(_:)) }
        switch words[0] {
        case "warn": objective.warnings.append(threshold(rest))
        case "ladder": objective.ladder.append(threshold(rest))
        case "start": objective.conditions.start = Trigger(conditions)
        case "stop": objective.conditions.stop = Trigger(conditions)
        case "restart": objective.conditions.restart = Trigger(conditions)
        case "cancel": objective.conditions.cancel = Trigger(conditions)
        case "pause": objective.conditions.pause = Trigger(conditions)
        case "resume": objective.conditions.resume = Trigger(conditions)
        case "once": objective.repeats = false
        case "on_reopen": objective.onReopen = ReopenPolicy(rawValue: rest) ?? .resume
        case "on_rematch": objective.onRematch = RematchPolicy(rawValue: rest)
        case "credit_pauses": objective.creditsPauses = rest != "no"
        case "grace":
            if case .elapsed(let grace) = amount(rest) { objective.grace = grace }
        default: preconditionFailure("'\(words[0])' is no option of an objective")
        }
    }

    /// `event=NAME`, `by=ACTOR`, `category=WORD`, `ATTRIBUTE=VALUE`, several values with `|`.
    private static func condition(_ text: String) -> Condition {
        let parts = text.split(separator: "=").map(String.init)
        guard parts.count == 2 else { preconditionFailure("'\(text)' is no condition") }
        let values = parts[1].split(separator: "|").map(String.init)
        switch parts[0] {
        case "event": return .event(values.map { EventType($0) })
        case "by": return .by(values.compactMap { Actor($0) })
        case "category": return .category(values.compactMap { StatusCategory(rawValue: $0) })
        default: return .attribute(parts[0], isOneOf: values)
        }
    }

    /// `4bh`, `2h`, `2bd`, or a table by priority, `P1:2bh,else:4bh`; `null` is on purpose no clock.
    private static func target(_ text: String) -> TargetTable {
        guard text.contains(":") else { return TargetTable(amount(text)) }
        var table = TargetTable(attribute: "priority", rows: [:], otherwise: .unmeasured)
        for row in text.split(separator: ",") {
            let parts = row.split(separator: ":").map(String.init)
            let allowed = parts[1] == "null" ? nil : amount(parts[1])
            if parts[0] == "else" {
                table.otherwise = allowed.map(TargetTable.Choice.amount) ?? .noClock
            } else {
                table.rows[parts[0]] = .some(allowed)
            }
        }
        return table
    }

    private static func threshold(_ text: String) -> Threshold {
        let words = text.split(separator: " ").map(String.init)
        switch words.last {
        case "before": return Threshold(point: .before(amount(words[0])), text: text)
        case "after": return Threshold(point: .after(amount(words[0])), text: text)
        default: return Threshold(point: .percent(Int(words[0].dropLast()) ?? 0), text: text)
        }
    }

    private static func amount(_ text: String) -> Amount {
        let digits = text.prefix { $0.isNumber }
        guard let number = Int64(digits) else { preconditionFailure("'\(text)' is no amount") }
        switch text.dropFirst(digits.count) {
        case "m": return .elapsed(.minutes(number))
        case "h": return .elapsed(.minutes(number * 60))
        case "bm": return .open(OpenTime(milliseconds: number * 60_000))
        case "bh": return .open(OpenTime(milliseconds: number * 3_600_000))
        case "bd": return .businessDays(Int(number))
        default: preconditionFailure("'\(text)' has no unit")
        }
    }
}
