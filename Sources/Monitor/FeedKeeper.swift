import BusinessTime
import Compliance
import Ledger
import SLAEngine

/// The declared feeds beside the engine: when each was heard of, and what of that the ledger does not have yet.
struct FeedKeeper {
    private(set) var watch = FeedWatch.none
    /// Feeds that were heard of since that was recorded.
    private var unrecorded: Set<String> = []
    /// Feeds that returned since that was recorded.
    private var returned: [FeedNews] = []

    /// Without feeds.
    init() {}

    /// As the ledger has them.
    init(_ feeds: [Feed], _ ledger: Ledger, now: Timestamp) throws {
        guard !feeds.isEmpty else { return }
        // What a clock that ran ahead noted was so by now at the latest.
        watch = FeedWatch(
            feeds, since: now, lastHeard: try ledger.feedsLastHeard().mapValues { min($0, now) },
            silences: try ledger.feedSilences(),
            watchedSince: try ledger.feedsWatchedSince().mapValues { min($0, now) })
    }

    /// When the next one falls silent, if nothing is heard of it.
    var nextWakeup: Timestamp? { watch.nextWakeup }

    /// Takes an event that arrived; of feeds that it brings back there is news.
    mutating func hear(_ event: TicketEvent, at now: Timestamp) {
        guard !watch.feeds.isEmpty else { return }
        let set = event.changes.reduce(into: [:]) { $0[$1.key] = $1.value }
        for feed in watch.feeds where feed.owns(source: event.source, set: set) { unrecorded.insert(feed.name) }
        returned += watch.hear(source: event.source, set: set, at: now)
    }

    /// Records what was heard, and what has fallen silent or returned.
    ///
    /// - Parameter deciding: whether a feed can fall silent; not while a backlog is taken.
    /// - Returns: what is to be told.
    mutating func record(_ writer: LedgerWriter, _ now: Timestamp, deciding: Bool) throws -> [FeedNews] {
        guard !watch.feeds.isEmpty else { return [] }
        for feed in unrecorded.sorted() {
            if let at = watch.lastHeard[feed] { try writer.noteHeard(feed, at: at) }
        }
        let news = returned + (deciding ? watch.advance(to: now) : [])
        (unrecorded, returned) = ([], [])
        for item in news {
            if item.silentSince == nil {
                try writer.beginSilence(of: item.feed, from: item.at)
            } else {
                try writer.endSilence(of: item.feed, at: item.at)
            }
        }
        return news
    }
}
