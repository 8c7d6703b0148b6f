import BusinessTime
import Compliance
import SLAEngine

/// One objective in a report: which goals it belongs to, and what its cycles in the window were like.
struct ReportLine {
    let name: ObjectiveName
    let metric: Metric?
    let zone: Zone
    /// Of the objective itself first, then of the goals.
    let scopes: [Int]
    /// Those whose scope it is in.
    let exclusions: [Int]
    /// Asked for, and none of the canary's.
    let isWanted: Bool
    /// How long the finished cycles of the window took.
    var spread = TimeSpread()
    /// Those that are missed and run still.
    var running: Int64 = 0
}

/// Something that goes wrong again and again: an objective, and a value that the tickets share.
struct ProblemKey: Hashable {
    let line: Int
    /// The place of the attribute among those that are looked at.
    let attribute: Int
    let value: Int
}

/// What a team or a customer has in the window.
struct PartyCount {
    var met: Int64 = 0
    var missed: Int64 = 0
}
