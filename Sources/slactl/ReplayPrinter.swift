import BusinessTime
import SLAEngine
import Scenario

/// What a replay is printed with.
protocol ReplayPrinter: AnyObject {
    /// Makes its lines, wherever that is asked for.
    var maker: any ReplayLineMaker { get }

    /// Some clocks, in their order.
    func show(clocks: TextLines) throws
    /// The next alerts.
    func show(alerts: TextLines) throws
    func show(_ refusal: ReplayInput.Refusal) throws
    func finish(_ summary: ReplaySummary) throws
}

/// Makes a line of each thing that a replay brought; knows nothing of the others, so that many are made side by side.
protocol ReplayLineMaker: Sendable {
    func write(_ line: ReplayedClock, of ticket: String, at until: Timestamp, to lines: inout TextLines)
    func write(_ alert: ReplayedAlert, to lines: inout TextLines)
    func write(_ announcement: Announcement, to lines: inout TextLines)
}

struct ReplaySummary {
    let events: Int
    let duplicates: Int
    let rejected: Int
    let tickets: Int
    let clocks: [(name: String, count: Int)]
    let alerts: [(name: String, count: Int)]
}
