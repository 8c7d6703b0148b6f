import BusinessTime
import Catalog
import Compliance
import Foundation
import Testing

@Suite("Goals and feeds", .enabled(if: hasZones, zonesMissing))
struct GoalTests {
    private func catalogue(_ goal: String, more: String = "") throws -> Catalogue {
        let agreement = """
            agreement: gold
            kind: sla
            calendar: berlin
            objectives:
              - {objective: answer, metric: first_response, target: 4h, goal: \(goal)}
            \(more)
            """
        let calendar = "calendar: berlin\ntime_zone: Europe/Berlin\nhours: {mon-fri: 09:00-17:00}\n"
        return try Catalogue.loaded(
            CatalogueFiles(["agreements/a.yaml": agreement, "calendars/berlin.yaml": calendar]))
    }

    @Test(
        "a goal is read, in the zone of its agreement unless it names one",
        arguments: [
            ("95% per month", "95% per month in Europe/Berlin"),
            ("99.5% per quarter in America/New_York", "99.5% per quarter in America/New_York"),
            ("90% over 30d", "90% over 30d"), ("90% over 36h", "90% over 36h"),
            ("{share: 95%, per: week}", "95% per week in Europe/Berlin"),
            ("{share: 100%, per: day, in: Etc/UTC}", "100% per day in Etc/UTC"),
            ("{share: 0.001%, over: 4w}", "0.001% over 28d"),
        ])
    func words(written: String, text: String) throws {
        let goals = try catalogue(written).goals
        #expect(goals.map(\.text) == [text])
        #expect(goals.map(\.name) == ["gold/answer"])
        #expect(goals.map(\.scope) == [.objectives([ObjectiveName("gold", "answer")])])
    }

    @Test("the zone of a goal belongs to the zone data of the catalogue")
    func zoneData() throws {
        #expect(try catalogue("95% per month").zoneData != catalogue("95% per month in Asia/Tokyo").zoneData)
    }

    @Test("without more, 20 are enough to tell of, one miss left is told, and the alarm rings below 1 %")
    func defaults() throws {
        let goal = try #require(try catalogue("95% per month").goals.first)
        #expect(goal.denominator == .cycles && goal.expected == nil && goal.minimum == 20 && goal.settle == .zero)
        #expect(goal.missesLeft == 1 && goal.level == Share(parts: 1_000))
    }

    @Test("each key of a goal is read")
    func keys() throws {
        let goal = try #require(
            try catalogue(
                "{share: 95%, per: year, denominator: tickets, expected: 400, minimum: 5, misses_left: 0, settle: 2d, "
                    + "level: 0.5%}"
            ).goals.first)
        #expect(goal.denominator == .tickets && goal.expected == 400 && goal.minimum == 5 && goal.settle == .days(2))
        #expect(goal.missesLeft == 0 && goal.level == Share(parts: 500))
        #expect(try catalogue("{share: 95%, per: year, level: no}").goals.first?.level == nil)
    }

    @Test("each version of an agreement judges the windows that begin under it; the first those before it too")
    func versions() throws {
        func version(_ from: String, _ goal: String) -> String {
            """
            ---
            agreement: gold
            kind: sla
            effective_from: \(from)
            objectives:
              - {objective: answer, metric: first_response, target: 4h\(goal)}
            """
        }
        let catalogue = try catalogue(
            "95% per month in Etc/UTC",
            more: [
                version("2026-02-10", ", goal: 95% per month in Etc/UTC"), version("2026-05-01", ", goal: 97% over 7d"),
                version("2027-01-01", ""),
            ].joined(separator: "\n"))
        #expect(catalogue.goals.map(\.text) == ["95% per month in Etc/UTC", "97% over 7d"])
        #expect(catalogue.goals.map { $0.from?.utcText } == [nil, "2026-05-01T00:00:00Z"])
        #expect(catalogue.goals.map { $0.until?.utcText } == ["2026-05-01T00:00:00Z", "2027-01-01T00:00:00Z"])
    }

    @Test("a goal over many agreements names its objectives, or is one over everything")
    func shared() throws {
        let folder = GoldenTests.here.appending(path: "good/goals")
        let catalogue = try Catalogue.loaded(CatalogueFiles.read(directory: folder.path))
        let shared = catalogue.goals.suffix(2)
        #expect(shared.map(\.name) == ["everything", "answers"])
        #expect(shared.first?.scope == .everything)
        let names = ["first-response", "update", "wait"].map { ObjectiveName("gold", $0) }
        #expect(shared.last?.scope == .objectives(Set(names)))
    }

    @Test("feeds are read with their sources, or what their events set")
    func feeds() throws {
        let folder = GoldenTests.here.appending(path: "good/goals")
        let feeds = try Catalogue.loaded(CatalogueFiles.read(directory: folder.path)).feeds
        #expect(feeds.map(\.name) == ["zendesk", "shop"])
        #expect(feeds.map(\.heartbeat) == [.minutes(15), .hours(1)])
        #expect(feeds[0].owns(source: "zendesk-archive", set: [:]) && !feeds[0].owns(source: nil, set: [:]))
        #expect(feeds[1].owns(source: nil, set: ["service": "shop"]) && !feeds[1].owns(source: nil, set: [:]))
    }
}
