/// What a window came to, for whoever has to answer for it: the one value that all printers print.
package struct ComplianceReport: Encodable, Sendable {
    package struct Filter: Encodable, Hashable, Sendable {
        package var customer: String?
        package var team: String?
        package var agreement: String?

        /// `customer acme, team l2`; nil where nothing is left out.
        var text: String? {
            let parts = [("customer", customer), ("team", team), ("agreement", agreement)].compactMap { key, value in
                value.map { "\(key) \($0)" }
            }
            return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }
    }

    /// Over all objectives that are shown.
    package struct Totals: Encodable, Hashable, Sendable {
        /// Its name is empty.
        package var figures: FigureRow
        package var goalsReached: Int
        package var goalsMissed: Int
    }

    /// Misses of an objective that share a value of an attribute.
    package struct Problem: Encodable, Hashable, Sendable {
        package var agreement: String
        package var objective: String
        /// nil where the tickets have none.
        package var value: String?
        package var missed: Int64
        /// Of all misses of the window.
        package var sharePercent: Double
        /// With all rows above.
        package var togetherPercent: Double
    }

    /// A team or a customer.
    package struct Party: Encodable, Hashable, Sendable {
        package var name: String
        package var met: Int64
        package var missed: Int64
    }

    package struct Excluded: Encodable, Hashable, Sendable {
        package var id: String
        package var author: String
        package var reason: String
        package var recordedAt: String
        package var scope: String
        package var from: String?
        package var to: String?
        /// What it takes out of the window.
        package var met: Int64
        package var missed: Int64
        package var open: Int64
    }

    package struct Cancelled: Encodable, Hashable, Sendable {
        package var reason: String
        package var count: Int64
    }

    package struct ReviewRow: Encodable, Hashable, Sendable {
        package var agreement: String
        package var owner: String?
        package var reviewedOn: String?
        package var dueOn: String?
        package var isDue: Bool
    }

    /// How long the finished cycles of a metric took.
    package struct Distribution: Encodable, Hashable, Sendable {
        package struct Bin: Encodable, Hashable, Sendable {
            /// The upper end; nil of the last.
            package var upToSeconds: Int64?
            package var met: Int64
            package var missed: Int64
        }

        package var metric: String
        package var count: Int64
        package var medianSeconds: Double?
        package var p90Seconds: Double?
        package var medianTargetSeconds: Double?
        package var bins: [Bin]
    }

    package struct TeamHours: Encodable, Hashable, Sendable {
        /// nil for what has no team.
        package var team: String?
        package var hours: [Int64]

        var missed: Int64 { hours.reduce(0, +) }
    }

    package var window: String
    package var from: String
    package var to: String
    /// That of most objectives; each figure has the zone of its own window.
    package var zone: String
    package var asOf: String
    /// Nothing of it lies ahead.
    package var isOver: Bool
    package var filter: Filter
    package var totals: Totals
    package var goals: [FigureRow]
    /// The worst first.
    package var objectives: [FigureRow]
    /// Goals and objectives in the windows before, and in this one; in order of name and time.
    package var history: [FigureRow]
    /// The attribute by which problems are told apart; nil where they are told apart by nothing more.
    package var problemsBy: String?
    package var problems: [Problem]
    package var teams: [Party]
    package var customers: [Party]
    package var distributions: [Distribution]
    /// Misses by the hour of their breach, Monday first.
    package var missesByWeekday: [[Int64]]
    package var missesByTeam: [TeamHours]
    package var exclusions: [Excluded]
    package var notCounted: [Cancelled]
    package var reviews: [ReviewRow]

    /// Whether there is anything to report at all.
    package var isEmpty: Bool {
        let figures = totals.figures
        let unmeasured = figures.ticketsWithoutClock + figures.ticketsOpeningNotSeen
        return figures.metBefore + figures.missedBefore + figures.open + figures.paused + unmeasured == 0
            && notCounted.isEmpty
    }
}
