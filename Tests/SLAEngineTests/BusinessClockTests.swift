import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// Clocks on a business calendar: Monday to Friday 08:00-18:00 UTC. The scripts begin on a Monday.
@Suite("a clock on a business calendar")
struct BusinessClockTests {
    private static let calendar: BusinessCalendar = {
        let day = [CivilInterval(open: 8 * 3_600, close: 18 * 3_600)].compactMap(\.self)
        let week = [[CivilInterval]](repeating: day, count: 5) + [[], []]
        let definition = CalendarDefinition(name: "office", zone: .utc, weekly: week, layers: [])
        return BusinessCalendar(
            definition, indexedFrom: Timestamp(play: "00:00") - .days(30), to: Timestamp(play: "00:00") + .days(400))
    }()

    private static func hours(_ count: Int64) -> Amount { .open(OpenTime(milliseconds: count * 3_600_000)) }

    private static let warnings = [
        Threshold(point: .percent(50), text: "50%"),
        Threshold(point: .before(hours(1)), text: "1bh before"),
        Threshold(point: .before(.elapsed(.minutes(30))), text: "30m before"),
    ]
    private static let ladder = [
        Threshold(point: .after(hours(1)), text: "1bh after"),
        Threshold(point: .after(.elapsed(.hours(1))), text: "1h after"),
    ]

    private static func clock(_ lines: [String], target: Amount, until: String) throws -> Clock {
        let objective = Objective(
            name: "resolution", metric: .resolution, target: TargetTable(target), calendar: calendar,
            warnings: warnings, ladder: ladder)
        let rules = Rules(agreements: [Agreement(name: "gold", objectives: [objective])])
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        let events = Script.events(lines).enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1.event) }
        let fold = TicketFold(History(events), revisions: [revision], now: Timestamp(play: until))
        return try #require(fold.state().clocks.first)
    }

    private static func thresholds(_ clock: Clock) -> [String] {
        clock.thresholds.map { "\($0.threshold.text) \($0.at.playText)" }
    }

    @Test("thresholds count on the clock's own calendar: four hours of Monday 17:00 are Tuesday 11:00")
    func levels() throws {
        let clock = try BusinessClockTests.clock(["17:00 created"], target: BusinessClockTests.hours(4), until: "17:00")
        #expect(clock.deadline == Timestamp(play: "+1/11:00"))
        let expected = ["+1/09:00", "+1/10:00", "+1/10:30", "+1/12:00", "+1/12:00"].map { Timestamp(play: $0).playText }
        #expect(
            BusinessClockTests.thresholds(clock)
                == zip(["50%", "1bh before", "30m before", "1bh after", "1h after"], expected).map { "\($0) \($1)" })
    }

    @Test("an elapsed warning moves with the deadline and is silent while paused")
    func paused() throws {
        let lines = ["08:00 created", "11:45 status pending", "13:00 status open"]
        let paused = try BusinessClockTests.clock(lines, target: BusinessClockTests.hours(4), until: "12:00")
        #expect(paused.deadline == nil)
        // Half an hour before what was then the deadline it still ran.
        #expect(paused.thresholds.contains { $0.threshold.text == "30m before" && $0.at == Timestamp(play: "11:30") })
        let late = try BusinessClockTests.clock(
            ["08:00 created", "11:00 status pending", "13:00 status open"], target: BusinessClockTests.hours(4),
            until: "13:00")
        #expect(late.deadline == Timestamp(play: "14:00"))
        #expect(late.thresholds.contains { $0.threshold.text == "30m before" && $0.at == Timestamp(play: "13:30") })
    }

    @Test("an elapsed target on a business objective counts nights too")
    func elapsed() throws {
        let clock = try BusinessClockTests.clock(["17:00 created"], target: .elapsed(.hours(4)), until: "17:00")
        #expect(clock.deadline == Timestamp(play: "21:00"))
        #expect(clock.calendar == .always)
    }

    @Test("business days end at closing time, fixed at the start whatever is paused then")
    func businessDays() throws {
        let plain = try BusinessClockTests.clock(["17:00 created"], target: .businessDays(2), until: "17:00")
        #expect(plain.deadline == Timestamp(play: "+2/18:00"))
        #expect(plain.target == OpenTime(milliseconds: 21 * 3_600_000))
        let paused = try BusinessClockTests.clock(
            ["17:00 created", "+1/08:00 status pending", "+1/10:00 status open"], target: .businessDays(2),
            until: "+1/10:00")
        #expect(paused.target == plain.target)
        #expect(paused.deadline == Timestamp(play: "+3/10:00"))
        let weekend = try BusinessClockTests.clock(["+5/12:00 created"], target: .businessDays(0), until: "+5/12:00")
        #expect(weekend.deadline == Timestamp(play: "+7/18:00"))
    }
}
