import BusinessTime
import Control
import SLAEngine

// The words of an account; those of `kind` and `verdict` are stable, all others are for people.
extension Segment {
    var word: String {
        switch kind {
        case .open: "open"
        case .closed: "closed"
        case .days(let step): step.rawValue
        case .paused: "paused"
        case .resolved: "resolved"
        case .carried: "carried"
        case .uncounted: "uncounted"
        case .earlier: "earlier"
        }
    }

    var cause: Cause? {
        switch kind {
        case .paused(let cause), .resolved(let cause): cause
        case .open, .closed, .days, .carried, .uncounted, .earlier: nil
        }
    }

    /// - Parameter calendar: on which the clock's time is counted.
    func words(on calendar: BusinessCalendar) -> String {
        let isNamed = reasons.contains { $0 != .closedHours }
        let names = reasons.filter { !isNamed || $0 != .closedHours }.map(\.words)
        let more = names.count - Segment.mostNames
        let notes = more > 0 ? names.prefix(Segment.mostNames) + ["and \(more) more"] : names
        return ([head(calendar)] + notes).compactMap(\.self).joined(separator: "; ")
    }

    /// Reasons of one line.
    private static let mostNames = 4

    private func head(_ calendar: BusinessCalendar) -> String? {
        switch kind {
        case .open: calendar == .always ? "counts" : "open"
        case .closed: reasons.isEmpty ? "closed" : nil
        case .days(let step): "open hours of the \(step.rawValue)"
        case .paused(let cause): "paused: \(cause.words)"
        case .resolved(let cause): "resolved, until it was reopened: \(cause.words)"
        case .carried: "carried over from the target before"
        case .uncounted: "does not count"
        case .earlier(let count): "\(count) lines before, in one"
        }
    }
}

extension Cause {
    /// `event e7, changed, status pending (waiting for a log)`.
    var words: String { "event \(event), \(what)" + (reason.map { " (\($0))" } ?? "") }
}

extension Segment.Reason {
    fileprivate var words: String {
        switch self {
        case .closedHours: "closed hours"
        case .weekend: "weekend"
        case .closedDay: "closed day"
        case .holiday(let name): "\(name) (holiday)"
        case .specialHours(let name): name.map { "\($0) (special hours)" } ?? "special hours"
        case .closures(let names):
            names.isEmpty ? "closed in part" : "\(names.joined(separator: ", ")) (closed in part)"
        case .clockChange(let at, let before, let after):
            "clock set \(after > before ? "forward" : "back") \(wallTime(at, before)) -> \(wallTime(at, after))"
        case .pastTarget: "past the target"
        }
    }

    /// `02:00`, with the date before it where the zone skips a whole one.
    private func wallTime(_ at: Timestamp, _ offset: Int) -> String {
        String(at.text(offsetSeconds: offset).dropFirst("2026-03-29T".count).prefix("02:00".count))
    }
}

extension MatchingAnswer.Row {
    init(_ trace: MatchTrace, _ rules: Rules, _ attributes: [String: String], at instant: Timestamp) {
        let agreement = rules.agreement(named: trace.agreement, from: trace.effectiveFrom)
        self.init(
            group: trace.group, order: trace.order, agreement: trace.agreement,
            effectiveFrom: trace.effectiveFrom?.utcText, verdict: trace.verdict.word,
            why: trace.verdict.words(agreement, attributes, instant))
    }
}

extension MatchTrace.Verdict {
    fileprivate var word: String {
        switch self {
        case .holds: "holds"
        case .beaten: "outranked"
        case .unmatched: "unmatched"
        case .notInForce: "not_in_force"
        }
    }

    fileprivate func words(_ agreement: Agreement?, _ attributes: [String: String], _ instant: Timestamp) -> String {
        switch self {
        case .holds:
            let holes = agreement?.objectives.compactMap { $0.hole(for: attributes) } ?? []
            return (["holds"] + holes).joined(separator: "; ")
        case .beaten(let winner): return "not asked: \(winner) holds, and is tried before it in its group"
        case .unmatched(let reason): return "does not match: \(reason)"
        case .notInForce:
            if let from = agreement?.effectiveFrom, from > instant { return "not in force: begins at \(from.utcText)" }
            if let until = agreement?.effectiveUntil, until <= instant {
                return "not in force: ended at \(until.utcText)"
            }
            return "not in force: a later version took its place"
        }
    }
}

extension Objective {
    /// Why it has no clock on a ticket with these attributes; nil where it has one.
    fileprivate func hole(for attributes: [String: String]) -> String? {
        let value = target.attribute.map { "\($0) is \(attributes[$0] ?? "absent")" } ?? ""
        switch target.choice(for: attributes) {
        case .amount: return nil
        case .noClock: return "no clock of \(name), on purpose, since \(value)"
        case .unmeasured:
            let reason =
                target.promisedIn.map { "\($0) holds no instant" } ?? "\(value) and the table has no row for it"
            return "no clock of \(name), which counts as unmeasured, since \(reason)"
        }
    }
}
