import BusinessTime
import SLAEngine

// One objective of an agreement.
extension NodeReader {
    /// - Parameter calendar: the agreement's, for objectives that name none.
    /// - Returns: nil where something that must be there is missing or unreadable; other faults are findings alone.
    mutating func objective(
        _ node: RawNode, calendar: ChosenCalendar, _ defaults: ObjectiveDefaults
    ) -> ObjectiveDraft? {
        guard let nodes = mapping(node, .objective) else { return nil }
        let name = required("objective", of: nodes, such: "first-response").flatMap { self.name($0, "a name") }
        let metric = required("metric", of: nodes, such: "first_response").flatMap { self.metric($0) }
        let calendar = nodes["calendar"].map { self.calendar($0) } ?? calendar
        let target = required("target", of: nodes, such: "4h").flatMap { self.target($0, on: calendar) }
        let warnings = thresholds(nodes["warn"], ThresholdText.warning)
        let ladder = thresholds(nodes["ladder"], ThresholdText.ladderStep)
        let conditions = clockConditions(nodes, metric: metric)
        let onReopen = nodes["on_reopen"].flatMap { choice($0, "a way to treat reopenings", ReopenPolicy.self) }
        let resumeWithin = nodes["resume_within"].flatMap { parsed($0, "a span such as 7d", SpanText.span) }
        let goal = nodes["goal"].flatMap { self.goal($0, zone: defaults.zone) }
        let repeats = nodes["repeat"].flatMap { yesOrNo($0) } ?? true
        if let metric { warnOfIdleKeys(nodes, metric: metric, kind: defaults.kind, conditions) }
        guard let name, let metric, let target else { return nil }
        checkReach(of: warnings, nodes["warn"], target: target)
        let objective = Objective(
            name: name,
            metric: metric,
            target: target,
            calendar: calendar.calendar,
            warnings: warnings,
            ladder: ladder,
            conditions: conditions,
            messageEndsPause: !(nodes["resume"]?.isStatusWord ?? false),
            repeats: metric != .custom || repeats,
            onReopen: onReopen ?? .resume,
            resumeWithin: resumeWithin ?? .days(7),
            onRematch: rematch(nodes["on_rematch"]) ?? defaults.onRematch,
            creditsPauses: nodes["credit_pauses"].flatMap { yesOrNo($0) } ?? defaults.creditsPauses,
            grace: nodes["grace"].flatMap { parsed($0, "a span such as 5m", SpanText.span) } ?? .zero
        )
        return ObjectiveDraft(objective: objective, goal: goal)
    }

    /// The metric's word; `agent_work` is another name of `resolution`.
    mutating func metric(_ node: RawNode) -> Metric? {
        guard let word = text(node, "a metric") else { return nil }
        if let metric = Metric(rawValue: word) ?? Metric.aliases[word] { return metric }
        let known = Metric.allCases.map(\.rawValue) + Metric.aliases.keys.sorted()
        error(node.place, "there is no metric \(quoted(word))", hint: didYouMean(word, among: known))
        return nil
    }

    private mutating func thresholds(
        _ node: RawNode?,
        _ parse: (String) throws(TextFault) -> Threshold
    ) -> [Threshold] {
        guard let node, let items = list(node, "a list of thresholds") else { return [] }
        var thresholds: [Threshold] = []
        for item in items {
            guard let threshold = parsed(item, "a threshold", parse) else { continue }
            if let same = thresholds.first(where: { $0.point == threshold.point }) {
                error(
                    item.place,
                    "\(quoted(threshold.text)) is the same point as \(quoted(same.text))",
                    hint: "keep one of them"
                )
            } else {
                thresholds.append(threshold)
            }
        }
        return thresholds
    }

    /// How a change of target or agreement treats open clocks.
    mutating func rematch(_ node: RawNode?) -> RematchPolicy? {
        node.flatMap { choice($0, "a way to treat a changed match", RematchPolicy.self) }
    }
}

/// An objective, and the goal that was set for it.
struct ObjectiveDraft {
    var objective: Objective
    var goal: GoalTerms?
}

/// What an agreement says for those of its objectives that say nothing.
struct ObjectiveDefaults {
    /// nil where it could not be read.
    var kind: AgreementKind?
    var onRematch: RematchPolicy?
    var creditsPauses = true
    /// That of the agreement's calendar, in which the windows of goals begin.
    var zone = Zone.utc
}

extension KeyTable {
    static let objective = KeyTable(
        noun: "an objective",
        keys: [
            "objective", "metric", "target", "calendar", "warn", "ladder", "start", "stop", "restart", "cancel",
            "pause", "resume", "repeat", "on_reopen", "resume_within", "on_rematch", "credit_pauses", "grace",
            "goal",
        ],
        elsewhere: Dictionary(
            uniqueKeysWithValues: ["share", "denominator", "minimum", "expected", "settle", "level", "misses_left"].map
            {
                ($0, "it belongs to the goal: goal: {share: 95%, per: month, …}")
            })
    )
}
