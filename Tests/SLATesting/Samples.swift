import BusinessTime
package import SLAEngine

extension Objective {
    /// A target of elapsed minutes for every ticket.
    package static func firstResponse(_ minutes: Int64, warnings: [String] = [], ladder: [String] = []) -> Objective {
        Objective(
            name: "response", metric: .firstResponse, target: .minutes(minutes),
            warnings: warnings.map(Threshold.init(sample:)), ladder: ladder.map(Threshold.init(sample:)))
    }

    package static func resolution(
        _ minutes: Int64, warnings: [String] = [], ladder: [String] = [], onReopen: ReopenPolicy = .resume
    ) -> Objective {
        Objective(
            name: "resolution", metric: .resolution, target: .minutes(minutes),
            warnings: warnings.map(Threshold.init(sample:)), ladder: ladder.map(Threshold.init(sample:)),
            onReopen: onReopen)
    }

    package func with(_ change: (inout Objective) -> Void) -> Objective {
        var copy = self
        change(&copy)
        return copy
    }
}

extension TargetTable {
    package static func minutes(_ count: Int64) -> TargetTable {
        TargetTable(.elapsed(.minutes(count)))
    }

    /// A table by priority in minutes; nil is a row `null`.
    package static func byPriority(_ rows: [String: Int64?], else otherwise: Choice = .unmeasured) -> TargetTable {
        TargetTable(
            attribute: "priority", rows: rows.mapValues { $0.map { .elapsed(.minutes($0)) } }, otherwise: otherwise)
    }
}

extension Threshold {
    /// `75%`, `30m before`, `60m after`.
    package init(sample text: String) {
        let words = text.split(separator: " ")
        let number = Int64(words[0].dropLast()) ?? 0
        switch words.last {
        case "before": self.init(point: .before(.elapsed(.minutes(number))), text: text)
        case "after": self.init(point: .after(.elapsed(.minutes(number))), text: text)
        default: self.init(point: .percent(Int(number)), text: text)
        }
    }
}

extension Rules {
    /// One agreement for every ticket.
    package init(_ objectives: Objective...) {
        self.init(agreements: [Agreement(name: "gold", objectives: objectives)])
    }
}

extension Objective {
    /// The categories in which it is paused, where that is all it says of pauses.
    package var pausesIn: [StatusCategory] {
        get {
            guard let pause = conditions.pause else { return metric.pausesIn }
            return pause.conditions.flatMap { condition -> [StatusCategory] in
                if case .category(let categories) = condition { categories } else { [] }
            }
        }
        set { conditions.pause = Trigger(newValue.isEmpty ? [] : [.category(newValue)]) }
    }
}
