import BusinessTime
import Report
import SLAEngine
import Scenario

/// What a replay brought, on its way to a printer.
struct ReplayOutcome {
    let until: Timestamp
    private let printer: any ReplayPrinter
    private let progress: ProgressBar
    private var states: [String: Int] = [:]
    private var kinds: [String: Int] = [:]
    private var ticketCount = 0
    private(set) var isGood = true

    init(until: Timestamp, _ printer: any ReplayPrinter, _ progress: ProgressBar = .none) {
        self.until = until
        self.printer = printer
        self.progress = progress
    }

    mutating func replay(_ input: inout ReplayInput, _ rules: Rules) throws {
        var replay = Replay()
        for event in input.events {
            if case .conflict(let known) = replay.take(event.event) { input.refuse(event, knowing: known) }
        }
        var alerts: [ReplayedAlert] = []
        progress.begin("judging", "tickets", total: replay.ticketCount)
        try replay.forEachTicket(until: until, rules) { ticket in
            try show(ticket)
            alerts += ticket.alerts
        }
        // Places are sorted, as an alert is large.
        for place in alerts.indices.sorted(by: { ReplayedAlert.inOrder(alerts[$0], alerts[$1]) }) {
            let alert = alerts[place]
            kinds[alert.kind.rawValue, default: 0] += 1
            try printer.show(alert)
        }
        try finish(input, replay.eventCount, replay.duplicateCount)
    }

    mutating func replayAsReceived(_ input: inout ReplayInput, _ rules: Rules) throws {
        var feed = AsReceived(rules)
        progress.begin("replaying", "events", total: input.events.count)
        for event in input.events {
            if case .conflict(let known) = feed.take(event.event) { input.refuse(event, knowing: known) }
            progress.add()
        }
        feed.finish(at: until)
        progress.begin("judging", "tickets", total: feed.ticketCount)
        try feed.forEachTicket(until: until) { try show($0) }
        for announcement in feed.announcements {
            kinds[announcement.kind.rawValue, default: 0] += 1
            try printer.show(announcement)
        }
        try finish(input, feed.eventCount, feed.duplicateCount)
    }

    private mutating func show(_ ticket: ReplayedTicket) throws {
        ticketCount += 1
        progress.add()
        for line in ticket.lines {
            states[line.state, default: 0] += 1
            try printer.show(line, of: ticket.name, at: until)
        }
    }

    private mutating func finish(_ input: ReplayInput, _ events: Int, _ duplicates: Int) throws {
        progress.wipe()
        for refusal in input.refusals { try printer.show(refusal) }
        isGood = input.refusals.isEmpty
        try printer.finish(
            ReplaySummary(
                events: events, duplicates: duplicates, rejected: input.refusals.count, tickets: ticketCount,
                clocks: states.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                alerts: kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}

struct ReplaySummary {
    let events: Int
    let duplicates: Int
    let rejected: Int
    let tickets: Int
    let clocks: [(name: String, count: Int)]
    let alerts: [(name: String, count: Int)]
}

/// What a replay is printed with.
protocol ReplayPrinter: AnyObject {
    func show(_ line: ReplayedClock, of ticket: String, at until: Timestamp) throws
    func show(_ alert: ReplayedAlert) throws
    func show(_ announcement: Announcement) throws
    func show(_ refusal: ReplayInput.Refusal) throws
    func finish(_ summary: ReplaySummary) throws
}
