import BusinessTime
import EventFormat
import Inbox
import SLAEngine
import Systemd

/// The tickets of the canary: one is open at a time, and when its promise was broken it is ended and the next opened.
///
/// Their events go through the inbox as anybody's do, so that a breach on time shows the whole way working: file,
/// event, ledger, clock, timer, journal.
struct CanaryKeeper {
    /// How long an event may take through the inbox before it counts as lost.
    private static let patience = ElapsedTime.minutes(1)

    /// When each was opened.
    private var open: [String: Timestamp]
    /// When a file was last put into the inbox, or could not be.
    private var lastTry: Timestamp?
    /// It was told that the inbox takes no file.
    private(set) var isInTrouble = false

    init(open: [String: Timestamp] = [:]) {
        self.open = open
    }

    /// When a ticket of the canary was opened; nil for one that is ended, and for others.
    static func openedAt(_ ticket: OpenTicket) -> Timestamp? {
        let events = ticket.history.events.map(\.event)
        guard Canary.owns(ticket: ticket.name), !events.contains(where: { $0.type == .cancelled }) else { return nil }
        return events.first { $0.type == .created }?.at
    }

    /// Takes note of an event of the canary's that came through the inbox.
    mutating func note(_ event: TicketEvent) {
        switch event.type {
        case .created: open[event.ticket] = event.at
        case .cancelled: open[event.ticket] = nil
        default: break
        }
        lastTry = nil
    }

    /// When to look again; nil where there is nothing to do.
    func next(every interval: ElapsedTime?, _ now: Timestamp) -> Timestamp? {
        if let lastTry, isAwaited(lastTry, now) { return lastTry + CanaryKeeper.patience }
        guard let interval else { return open.values.contains { $0 < now } ? now : nil }
        let opened = open.values.filter { isRunning($0, interval, now) }.max()
        // At the deadline itself an event would keep the promise.
        return opened.map { $0 + interval + ElapsedTime(milliseconds: 1) } ?? now
    }

    /// What is to be put into the inbox now: an end for each broken promise, and the next one.
    func events(every interval: ElapsedTime?, _ now: Timestamp) -> [TicketEvent] {
        guard let next = next(every: interval, now), next <= now else { return [] }
        let ended = open.filter { $0.value < now && !isRunning($0.value, interval ?? .zero, now) }.keys.sorted()
        let ends = ended.map { Canary.event(.cancelled, of: $0, at: now) }
        guard interval != nil else { return ends }
        return ends + [Canary.event(.created, of: Canary.ticket(openedAt: now), at: now)]
    }

    mutating func noteTry(_ now: Timestamp, failed: Bool) {
        lastTry = now
        isInTrouble = failed
    }

    /// One that was opened in what is now the future, since the clock was set back, does not run.
    private func isRunning(_ opened: Timestamp, _ interval: ElapsedTime, _ now: Timestamp) -> Bool {
        opened <= now && now <= opened + interval
    }

    private func isAwaited(_ lastTry: Timestamp, _ now: Timestamp) -> Bool {
        lastTry <= now && now < lastTry + CanaryKeeper.patience
    }
}

extension Monitor {
    /// Puts what is due of the canary into the inbox, like any producer.
    func putCanaryIfDue(_ now: Timestamp) {
        let events = canaries.events(every: catalogues.current?.rules.canary, now)
        guard let name = events.last?.id else { return }
        let wasInTrouble = canaries.isInTrouble
        do {
            try inbox.put(Array(events.map { EventText.line(of: $0) + "\n" }.joined().utf8), named: "\(name).ndjson")
            canaries.noteTry(now, failed: false)
        } catch {
            canaries.noteTry(now, failed: true)
            guard !wasInTrouble else { return }
            tell(.plain("the canary cannot be put into the inbox, tried again every minute: \(error)", .warning))
        }
    }
}
