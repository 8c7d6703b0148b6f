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

/// What teams or customers have in the window, by the numbers of their names.
struct PartyCounts {
    private var counts: [(met: Int64, missed: Int64)] = []

    mutating func add(_ name: Int, isMet: Bool) {
        while counts.count <= name { counts.append((0, 0)) }
        if isMet { counts[name].met += 1 } else { counts[name].missed += 1 }
    }

    var all: [(name: Int, met: Int64, missed: Int64)] {
        counts.enumerated().filter { $1.met + $1.missed > 0 }.map { ($0, $1.met, $1.missed) }
    }
}
