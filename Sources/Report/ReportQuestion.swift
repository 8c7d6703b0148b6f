package import BusinessTime
package import Compliance
package import SLAEngine

/// What a report is asked for.
package struct ReportQuestion: Hashable, Sendable {
    package var period: ReportPeriod
    package var customer: String?
    package var team: String?
    package var agreement: String?
    /// The attribute by whose values problems are told apart; nil is the first that says something.
    package var problemKey: String?

    package init(
        period: ReportPeriod, customer: String? = nil, team: String? = nil, agreement: String? = nil,
        problemKey: String? = nil
    ) {
        self.period = period
        self.customer = customer
        self.team = team
        self.agreement = agreement
        self.problemKey = problemKey
    }

    /// Whether every cycle of a goal is asked for: no filter is set but the goal's only agreement.
    func asksForAll(of goal: Goal) -> Bool {
        guard customer == nil, team == nil else { return false }
        guard let agreement else { return true }
        guard case .objectives(let names) = goal.scope else { return false }
        return names.allSatisfy { $0.agreement == agreement }
    }
}

/// What was promised, and what else a report knows beside the cycles.
package struct ReportTerms: Sendable {
    /// What an objective measures, and in which zone its hours are told.
    package struct OfObjective: Hashable, Sendable {
        package let metric: Metric
        package let zone: Zone

        package init(metric: Metric, zone: Zone) {
            self.metric = metric
            self.zone = zone
        }
    }

    package var goals: [Goal]
    package var objectives: [ObjectiveName: OfObjective]
    /// All that were recorded.
    package var exclusions: [Exclusion]
    package var reviews: [Review]
    package var feeds: FeedWatch
    /// What was told of windows, in the order of telling.
    package var told: [ToldRow]

    package init(
        goals: [Goal] = [], objectives: [ObjectiveName: OfObjective] = [:], exclusions: [Exclusion] = [],
        reviews: [Review] = [], feeds: FeedWatch, told: [ToldRow] = []
    ) {
        self.goals = goals
        self.objectives = objectives
        self.exclusions = exclusions
        self.reviews = reviews
        self.feeds = feeds
        self.told = told
    }

    /// The zone of an objective's windows: that of its goal, else that of its hours.
    func zone(of name: ObjectiveName) -> Zone {
        let goal = goals.first { $0.name == "\(name.agreement)/\(name.objective)" }
        if case .aligned(let windows) = goal?.span { return windows.zone }
        return objectives[name]?.zone ?? mainZone
    }

    /// The zone that most objectives have.
    package var mainZone: Zone {
        let counts = objectives.values.reduce(into: [Zone: Int]()) { $0[$1.zone, default: 0] += 1 }
        return counts.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key ?? .utc
    }
}

/// What the numbers of the ledger mean, asked for where a report needs it.
package struct CycleLookup {
    package let text: (Int64) throws -> String
    /// The attributes of a ticket, by its number.
    package let attributes: (Int64) throws -> [String: String]

    package init(
        text: @escaping (Int64) throws -> String, attributes: @escaping (Int64) throws -> [String: String]
    ) {
        self.text = text
        self.attributes = attributes
    }
}
