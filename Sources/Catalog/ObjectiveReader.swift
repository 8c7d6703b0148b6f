import BusinessTime
import SLAEngine

// One objective of an agreement.
extension NodeReader {
    /// - Parameter calendar: the agreement's, for objectives that name none.
    /// - Returns: nil where something that must be there is missing or unreadable; other faults are findings alone.
    mutating func objective(_ node: RawNode, calendar: ChosenCalendar) -> Objective? {
        guard let nodes = mapping(node, .objective) else { return nil }
        let name = required("objective", of: nodes, such: "first-response").flatMap { self.name($0, "a name") }
        let metric = required("metric", of: nodes, such: "first_response").flatMap { self.metric($0) }
        let calendar = nodes["calendar"].map { self.calendar($0) } ?? calendar
        let target = required("target", of: nodes, such: "4h").flatMap { self.target($0, on: calendar) }
        let warnings = thresholds(nodes["warn"], ThresholdText.warning)
        let ladder = thresholds(nodes["ladder"], ThresholdText.ladderStep)
        let pausesIn = nodes["pause"].flatMap { pause($0) }
        let onReopen = nodes["on_reopen"].flatMap { choice($0, "a way to treat reopenings", ReopenPolicy.self) }
        let resumeWithin = nodes["resume_within"].flatMap { parsed($0, "a span such as 7d", SpanText.span) }
        checkRest(nodes, metric: metric)
        guard let name, let metric, let target else { return nil }
        checkReach(of: warnings, nodes["warn"], target: target)
        return Objective(
            name: name,
            metric: metric,
            target: target,
            calendar: calendar.calendar,
            warnings: warnings,
            ladder: ladder,
            pausesIn: pausesIn ?? [.waitingCustomer, .waitingSupplier],
            onReopen: onReopen ?? .resume,
            resumeWithin: resumeWithin ?? .days(7)
        )
    }

    /// The metric's word; `agent_work` is another name of `resolution`.
    private mutating func metric(_ node: RawNode) -> Metric? {
        guard let word = text(node, "a metric") else { return nil }
        if let metric = word == "agent_work" ? .resolution : Metric(rawValue: word) { return metric }
        let built = Metric.allCases.map(\.rawValue) + ["agent_work"]
        if laterMetrics.contains(word) {
            error(node.place, "the metric \(word) comes with a later version", hint: "write \(alternatives(built))")
        } else {
            let hint = didYouMean(word, among: built + laterMetrics, listed: built)
            error(node.place, "there is no metric \(quoted(word))", hint: hint)
        }
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

    /// Keys that are checked for their form, or that may only say what happens anyway.
    private mutating func checkRest(_ nodes: KeyedNodes, metric: Metric?) {
        _ = nodes["goal"].flatMap { parsed($0, "a goal such as 95% per month", GoalText.check) }
        checkRematch(nodes["on_rematch"])
        if metric == .firstResponse, let node = nodes["on_reopen"] {
            warning(
                node.place,
                "on_reopen changes nothing for first_response, which is measured once a ticket",
                hint: "leave it out"
            )
        }
    }

    /// This version does what `retroactive` says.
    mutating func checkRematch(_ node: RawNode?) {
        guard let node, let word = text(node, "retroactive"), word != "retroactive" else { return }
        let known = ["retroactive", "carry", "restart"]
        if known.contains(word) {
            error(node.place, "on_rematch: \(word) comes with a later version", hint: "write retroactive")
        } else {
            let hint = didYouMean(word, among: known)
            error(node.place, "\(quoted(word)) is not a way to treat a changed match", hint: hint)
        }
    }
}

private let laterMetrics = [
    "next_response", "periodic_update", "assignment", "requester_wait", "total_resolution", "custom",
]

extension KeyTable {
    static let objective = KeyTable(
        noun: "an objective",
        keys: [
            "objective", "metric", "target", "calendar", "warn", "ladder", "pause", "on_reopen", "resume_within",
            "on_rematch",
        ],
        kept: ["goal": "clocks are measured and told, their share over a window is not"],
        later: [
            "start": "leave it out; the metric says when the clock starts",
            "stop": "leave it out; the metric says when the clock stops",
            "restart": "leave it out", "cancel": "leave it out", "repeat": "leave it out",
            "resume": "leave it out; a public message of the customer ends a pause in waiting_customer",
            "grace": "leave it out; a breach is told at its instant",
            "credit_pauses": "leave it out; pauses count as they really happened",
            "denominator": "leave it out", "minimum": "leave it out", "expected": "leave it out",
            "settle": "leave it out", "level": "leave it out",
        ]
    )
}
