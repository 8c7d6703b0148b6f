import BusinessTime
import SLAEngine
import SLATesting
import Testing

@testable import Compliance

@Suite("Feeds")
struct FeedTests {
    private static let desk = Feed(name: "desk", heartbeat: .minutes(15), sources: ["zendesk"])
    private static let shop = Feed(
        name: "shop", heartbeat: .hours(1), attributes: .attribute("service", isOneOf: ["shop"]))

    private func minute(_ count: Int) -> Timestamp { .minute(count) }

    @Test("one that is not heard of falls silent once, at its heartbeat, and returns once")
    func silence() {
        var watch = FeedWatch([Self.desk], since: minute(0))
        #expect(watch.nextWakeup == minute(15))
        #expect(watch.advance(to: minute(14)) == [])
        #expect(watch.advance(to: minute(20)) == [FeedNews(feed: "desk", at: minute(15), silentSince: nil)])
        #expect(watch.advance(to: minute(60)) == [])
        #expect(watch.isSilent("desk") && watch.nextWakeup == nil)
        let back = watch.hear(source: "zendesk", set: [:], at: minute(70))
        #expect(back == [FeedNews(feed: "desk", at: minute(70), silentSince: minute(15))])
        #expect(watch.hear(source: "zendesk", set: [:], at: minute(71)) == [])
        #expect(watch.nextWakeup == minute(86))
    }

    @Test("after a downtime an event that waited keeps its feed from having been silent, and ends an older silence")
    func waited() {
        var watch = FeedWatch([Self.desk], since: minute(0))
        #expect(watch.hear(source: "zendesk", set: [:], at: minute(40)) == [])
        #expect(watch.advance(to: minute(55)).map(\.at) == [minute(55)])
        let back = watch.hear(source: "zendesk", set: [:], at: minute(60))
        #expect(back.map(\.silentSince) == [minute(55)])
    }

    @Test("the time before all feeds were watched is not measured, thus not covered")
    func unwatched() {
        let watch = FeedWatch(
            [Self.desk, Self.shop], since: minute(50), silences: ["desk": [.init(from: minute(60), to: minute(70))]],
            watchedSince: ["desk": minute(10)])
        #expect(
            watch.alive(in: Window(from: minute(0), to: minute(100)), now: minute(100))
                == Proportion(40 * 60_000, of: 100 * 60_000))
        #expect(
            watch.alive(in: Window(from: minute(0), to: minute(50)), now: minute(100))
                == Proportion(0, of: 50 * 60_000))
    }

    @Test("a window of which the last moments were watched is not covered, and one that begins with the watch is")
    func beginning() {
        let start = minute(1_000)
        let watch = FeedWatch([Self.desk], since: start)
        let now = start + .seconds(15)
        #expect(watch.alive(in: Window(from: minute(0), to: minute(2_000)), now: now)?.percentText() == "0.0")
        #expect(watch.alive(in: Window(from: start, to: minute(2_000)), now: now)?.percentText() == "100.0")
        #expect(watch.alive(in: Window(from: minute(1_500), to: minute(2_000)), now: now) == nil)
    }

    @Test("an event belongs to the feed of its source, or of what it sets")
    func owner() {
        #expect(Self.desk.owns(source: "zendesk", set: [:]))
        #expect(!Self.desk.owns(source: "jira", set: [:]))
        #expect(!Self.desk.owns(source: nil, set: [:]))
        #expect(Self.shop.owns(source: nil, set: ["service": "shop"]))
        #expect(!Self.shop.owns(source: "zendesk", set: ["service": "mail"]))
    }

    @Test("coverage is the time in which every feed was alive, silences that overlap counted once")
    func coverage() {
        let silences: [String: [FeedWatch.Silence]] = [
            "desk": [.init(from: minute(-10), to: minute(10)), .init(from: minute(30), to: minute(50))],
            "shop": [.init(from: minute(40), to: minute(60)), .init(from: minute(90))],
        ]
        let watch = FeedWatch([Self.desk, Self.shop], since: minute(-100), silences: silences)
        let window = Window(from: minute(0), to: minute(200))
        // Silent in 0-10, 30-60 and 90-100.
        #expect(watch.alive(in: window, now: minute(100)) == Proportion(50 * 60_000, of: 100 * 60_000))
        #expect(watch.alive(in: window, now: minute(300)) == Proportion(50 * 60_000, of: 200 * 60_000))
        #expect(watch.alive(in: window, now: minute(0)) == nil)
        #expect(FeedWatch([], since: minute(0)).alive(in: window, now: minute(100)) == nil)
    }
}
