package import BusinessTime
package import SLAEngine

/// A source of events that should be heard of at least every so often.
package struct Feed: Hashable, Sendable {
    package var name: String
    package var heartbeat: ElapsedTime
    /// Events of these sources; empty is any.
    package var sources: [String]
    /// What the event sets.
    package var attributes: Condition

    package init(name: String, heartbeat: ElapsedTime, sources: [String] = [], attributes: Condition = .always) {
        self.name = name
        self.heartbeat = heartbeat
        self.sources = sources
        self.attributes = attributes
    }

    /// - Parameter set: the attributes that the event sets.
    package func owns(source: String?, set: [String: String]) -> Bool {
        let isSource = sources.isEmpty || source.map(sources.contains) ?? false
        return isSource && attributes.holds(for: set)
    }
}

/// A feed that fell silent, or that returned.
package struct FeedNews: Hashable, Sendable {
    package let feed: String
    /// The instant at which it became true: a silence begins when the feed should have been heard of again.
    package let at: Timestamp
    /// Since when it was silent, of one that returned; nil of one that fell silent.
    package let silentSince: Timestamp?

    /// Told exactly once.
    package var key: String {
        silentSince == nil
            ? "feed/\(escaped(feed))/silent/\(at.millisecondsSinceEpoch)"
            : "feed/\(escaped(feed))/returned/\(at.millisecondsSinceEpoch)"
    }
}

/// When each feed was heard of last, and when it was silent.
package struct FeedWatch: Hashable, Sendable {
    /// Of no feed.
    package static let none = FeedWatch([], since: .distantPast)

    /// A time without a sign of life; still going on where `to` is nil.
    package struct Silence: Hashable, Sendable {
        package let from: Timestamp
        package var to: Timestamp?

        package init(from: Timestamp, to: Timestamp? = nil) {
            self.from = from
            self.to = to
        }
    }

    package let feeds: [Feed]
    package private(set) var lastHeard: [String: Timestamp] = [:]
    /// From when on each is watched.
    package private(set) var watchedSince: [String: Timestamp] = [:]
    /// In order.
    package private(set) var silences: [String: [Silence]] = [:]

    /// - Parameters:
    ///   - since: from when on the feeds are watched, those of which nothing is known.
    ///   - lastHeard: of feeds that were watched before, with their silences.
    ///   - watchedSince: of those, from when on.
    package init(
        _ feeds: [Feed], since: Timestamp, lastHeard: [String: Timestamp] = [:], silences: [String: [Silence]] = [:],
        watchedSince: [String: Timestamp] = [:]
    ) {
        self.feeds = feeds
        for feed in feeds {
            self.watchedSince[feed.name] = watchedSince[feed.name] ?? since
            self.lastHeard[feed.name] = lastHeard[feed.name] ?? since
            self.silences[feed.name] = silences[feed.name]
        }
    }

    /// Takes an event that arrived.
    ///
    /// A feed that was due before it and has not fallen silent was not: after a downtime nobody could have taken it
    /// earlier.
    ///
    /// - Parameter at: its arrival; what it tells of may be old.
    /// - Returns: of feeds that return with it.
    package mutating func hear(source: String?, set: [String: String], at: Timestamp) -> [FeedNews] {
        var news: [FeedNews] = []
        for feed in feeds where feed.owns(source: source, set: set) {
            lastHeard[feed.name] = max(lastHeard[feed.name] ?? at, at)
            guard let last = silences[feed.name]?.indices.last, let silence = silences[feed.name]?[last],
                silence.to == nil
            else { continue }
            silences[feed.name]?[last].to = at
            news.append(FeedNews(feed: feed.name, at: at, silentSince: silence.from))
        }
        return news
    }

    /// - Returns: of feeds that fell silent.
    package mutating func advance(to now: Timestamp) -> [FeedNews] {
        var news: [FeedNews] = []
        for feed in feeds {
            guard let heard = lastHeard[feed.name], heard + feed.heartbeat <= now, !isSilent(feed.name) else {
                continue
            }
            let at = heard + feed.heartbeat
            silences[feed.name, default: []].append(Silence(from: at))
            news.append(FeedNews(feed: feed.name, at: at, silentSince: nil))
        }
        return news
    }

    /// When the next one falls silent, if nothing is heard of it.
    package var nextWakeup: Timestamp? {
        feeds.compactMap { feed in isSilent(feed.name) ? nil : lastHeard[feed.name].map { $0 + feed.heartbeat } }.min()
    }

    package func isSilent(_ feed: String) -> Bool {
        silences[feed]?.last.map { $0.to == nil } ?? false
    }

    /// Of the window's time until now, that in which every feed was alive, in milliseconds; nil without feeds, and
    /// before the window begins.
    ///
    /// Nobody knows of the time before a feed was watched; unmeasured is not compliant, so it was not alive then.
    package func alive(in window: Window, now: Timestamp) -> Proportion? {
        let end = min(window.to, now)
        guard !feeds.isEmpty, end > window.from else { return nil }
        let unwatched = feeds.map { Silence(from: .distantPast, to: watchedSince[$0.name]) }
        let silent = (unwatched + feeds.flatMap { silences[$0.name] ?? [] })
            .map { (from: max($0.from, window.from), to: min($0.to ?? end, end)) }
            .filter { $0.from < $0.to }
            .sorted { $0.from < $1.from }
        var (covered, reach) = (Int64(0), window.from)
        for silence in silent where silence.to > reach {
            covered += (silence.to - max(silence.from, reach)).milliseconds
            reach = silence.to
        }
        let whole = (end - window.from).milliseconds
        return Proportion(whole - covered, of: whole)
    }
}
