import BusinessTime
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

    /// So many are done on one core before another part of them is begun.
    private static let ticketsAtOnce = 64
    private static let alertsAtOnce = 1_024

    init(until: Timestamp, _ printer: any ReplayPrinter, _ progress: ProgressBar = .none) {
        self.until = until
        self.printer = printer
        self.progress = progress
    }

    mutating func replay(_ input: inout ReplayInput, _ rules: Rules) throws {
        let replay = replay(of: &input)
        var told: [(alerts: TextLines, instants: [Timestamp])] = []
        try judge(replay.ticketCount) { [until, maker = printer.maker] ranks in
            var part = ReplayPart()
            for rank in ranks {
                let ticket = replay.ticket(rank, until: until, rules)
                part.addClocks(of: ticket, at: until, with: maker)
                part.addAlerts(of: ticket, with: maker)
            }
            return part
        } take: {
            told.append(($0.alerts, $0.instants))
        }
        try show(AlertsInOrder(told))
        try finish(input, replay.eventCount, replay.duplicateCount)
    }

    mutating func replayAsReceived(_ input: inout ReplayInput, _ rules: Rules) throws {
        let feed = feed(of: &input, rules)
        try judge(feed.ticketCount) { [until, maker = printer.maker] ranks in
            var part = ReplayPart()
            for ticket in ranks.lazy.compactMap({ feed.ticket($0, until: until) }) {
                part.addClocks(of: ticket, at: until, with: maker)
            }
            return part
        } take: { _ in
        }
        try show(feed.announcements)
        try finish(input, feed.eventCount, feed.duplicateCount)
    }

    private func replay(of input: inout ReplayInput) -> Replay {
        var replay = Replay()
        for event in input.events {
            if case .conflict(let known) = replay.take(event.recorded) { input.refuse(event, knowing: known) }
        }
        return replay
    }

    private func feed(of input: inout ReplayInput, _ rules: Rules) -> AsReceived {
        var feed = AsReceived(rules)
        progress.begin("replaying", "events", total: input.eventCount)
        for event in input.events {
            if case .conflict(let known) = feed.take(event.recorded.event) { input.refuse(event, knowing: known) }
            progress.add()
        }
        feed.finish(at: until)
        return feed
    }

    /// Shows the clocks of all tickets, and hands on what came of them, part by part.
    private mutating func judge(
        _ ticketCount: Int, make: @Sendable (Range<Int>) -> ReplayPart, take: (ReplayPart) -> Void
    ) throws {
        progress.begin("judging", "tickets", total: ticketCount)
        try sideBySide((0..<ticketCount).parts(of: ReplayOutcome.ticketsAtOnce), make: make) { part in
            self.ticketCount += part.ticketCount
            progress.add(part.ticketCount)
            states.merge(part.states, uniquingKeysWith: +)
            kinds.merge(part.kinds, uniquingKeysWith: +)
            try printer.show(clocks: part.clocks)
            take(part)
        }
    }

    private func show(_ alerts: AlertsInOrder) throws {
        try sideBySide((0..<alerts.count).parts(of: ReplayOutcome.alertsAtOnce), make: alerts.lines) {
            try printer.show(alerts: $0)
        }
    }

    private mutating func show(_ announcements: [Announcement]) throws {
        for announcement in announcements { kinds[announcement.kind.rawValue, default: 0] += 1 }
        let maker = printer.maker
        try sideBySide((0..<announcements.count).parts(of: ReplayOutcome.alertsAtOnce)) { range in
            var lines = TextLines()
            for announcement in announcements[range] { maker.write(announcement, to: &lines) }
            return lines
        } take: {
            try printer.show(alerts: $0)
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
