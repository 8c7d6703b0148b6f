import BusinessTime
import Compliance
import SLAEngine

// `feeds` of slad.yaml: sources of events that should be heard of at least every so often.
extension NodeReader {
    mutating func feeds(_ node: RawNode) -> [Feed] {
        var feeds: [Feed] = []
        for item in list(node, "a list of feeds") ?? [] {
            guard let feed = feed(item) else { continue }
            if feeds.contains(where: { $0.name == feed.name }) {
                error(
                    item.place, "two feeds have the name \(quoted(feed.name))", hint: "give each a name of its own")
            }
            feeds.append(feed)
        }
        return feeds
    }

    private mutating func feed(_ node: RawNode) -> Feed? {
        guard let nodes = mapping(node, .feed) else { return nil }
        let name = required("feed", of: nodes, such: "zendesk").flatMap { self.name($0, "a name") }
        let heartbeat = required("heartbeat", of: nodes, such: "15m").flatMap { self.heartbeat($0) }
        let sources = nodes["source"].flatMap { list($0, "a source, or a list of them") }
        let names = sources?.compactMap { self.name($0, "a source") } ?? []
        let match = nodes["match"].map { condition($0) } ?? .always
        if nodes["source"] == nil, nodes["match"] == nil {
            error(
                nodes.place, "a feed needs source or match, to know its events",
                hint: "write such as source: zendesk, or match: {service: shop}")
        } else if sources?.isEmpty ?? false {
            error(nodes.place, "a feed without a source would own every event", hint: "write such as source: zendesk")
        }
        guard let name, let heartbeat, let match else { return nil }
        return Feed(name: name, heartbeat: heartbeat, sources: names, attributes: match)
    }

    private mutating func heartbeat(_ node: RawNode) -> ElapsedTime? {
        guard let span = parsed(node, "a span such as 15m", SpanText.span) else { return nil }
        if (ElapsedTime.minutes(1)...ElapsedTime.days(31)).contains(span) { return span }
        error(node.place, "heartbeat (\(span.text)) is not between 1m and 31d", hint: "write such as 15m")
        return nil
    }
}

extension KeyTable {
    fileprivate static let feed = KeyTable(noun: "a feed", keys: ["feed", "heartbeat", "source", "match"])
}
