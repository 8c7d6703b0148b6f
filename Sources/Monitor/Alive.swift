import BusinessTime
import SLAEngine
import Systemd

/// What slad says of itself every hour, so that its silence means something.
struct Alive: Hashable {
    var census: Census
    var feed: FeedCount
    /// Announcements that wait because the journal does not take them.
    var outbox: Int
    /// The rules in force; 0 for none.
    var revision: Int

    var sentence: String {
        "slad is alive: \(counted(census.tickets, "open ticket")); \(census.running) running, \(census.paused) paused, "
            + "\(census.breached) breached clocks; \(counted(feed.events, "event")) since the last such entry\(lag); "
            + "\(counted(outbox, "announcement")) waiting; revision \(revision) of the rules"
    }

    var fields: [JournalField] {
        let counts = [
            JournalField("SLA_TICKETS", String(census.tickets)),
            JournalField("SLA_RUNNING", String(census.running)),
            JournalField("SLA_PAUSED", String(census.paused)),
            JournalField("SLA_BREACHED", String(census.breached)),
            JournalField("SLA_EVENTS", String(feed.events)),
            JournalField("SLA_OUTBOX", String(outbox)),
            JournalField("SLA_REVISION", String(revision)),
        ]
        return counts + (feed.lag.map { [JournalField("SLA_LAG", $0.secondsText)] } ?? [])
    }

    private var lag: String {
        feed.lag.map { ", the last taken \($0.text) after it happened" } ?? ""
    }

    private func counted(_ count: Int, _ word: String) -> String {
        "\(count) \(word)\(count == 1 ? "" : "s")"
    }
}

/// What came of the help desk's events, without the canary's.
struct FeedCount: Hashable {
    /// Since it was last told.
    var events = 0
    /// How long after it happened the last event of this run was taken; nil before the first.
    private(set) var lag: ElapsedTime?

    mutating func note(_ event: TicketEvent, takenAt now: Timestamp) {
        events += 1
        lag = max(.zero, now - event.at)
    }
}

extension Monitor {
    private static let aliveInterval = ElapsedTime.hours(1)

    /// Says once an hour, and after the start, that slad lives; not before the clocks were looked at, for until then
    /// there seem to be none.
    func tellAliveIfDue() {
        let now = ports.clock.now()
        guard !isStopped, now >= decidingFrom, now - lastAlive >= Monitor.aliveInterval || now < lastAlive else {
            return
        }
        lastAlive = now
        let revision = catalogues.current?.number ?? 0
        tell(
            .alive(Alive(census: engine.census, feed: feed, outbox: outbox.count + bulletins.count, revision: revision))
        )
        feed.events = 0
    }
}
