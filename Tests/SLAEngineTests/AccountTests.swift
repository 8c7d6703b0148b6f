import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// A clock in Berlin, Monday to Friday 09:00-17:00 in winter and summer, with two holidays.
@Suite("The account of a clock", .enabled(if: SystemZones.areThere, SystemZones.none))
struct AccountTests {
    private let calendar: BusinessCalendar

    init() throws {
        let day = [CivilInterval(open: 9 * 3_600, close: 17 * 3_600)].compactMap(\.self)
        var layer = CalendarLayer()
        layer.yearlyHolidays = [
            try #require(MonthDay(month: 12, day: 25)): "Christmas Day",
            try #require(MonthDay(month: 5, day: 1)): "Labour Day",
        ]
        calendar = BusinessCalendar(
            CalendarDefinition(
                name: "office", zone: try SystemZones.zone("Europe/Berlin"),
                weekly: [[CivilInterval]](repeating: day, count: 5) + [[], []], layers: [layer]),
            indexedFrom: Timestamp(play: "00:00") - .days(30), to: Timestamp(play: "00:00") + .days(400))
    }

    private func clock(_ lines: [String], _ amount: Amount, now: Timestamp) throws -> Clock {
        let objective = Objective(
            name: "resolution", metric: .resolution, target: TargetTable(amount), calendar: calendar)
        let revision = Revision(
            number: 1, loadedAt: .distantPast,
            rules: Rules(agreements: [Agreement(name: "gold", objectives: [objective])]))
        let events = Script.events(lines).enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1.event) }
        return try #require(TicketFold(History(events), revisions: [revision], now: now).state().clocks.first)
    }

    @Test(
        "is never long, has no gap and adds up, however long the clock runs",
        arguments: [0, 1, 13, 14, 15, 61, 63, 150, 366, 367, 800, 2_196, 2_200, 3_653, 18_000])
    func long(days: Int64) throws {
        let now = Timestamp(play: "10:00") + .days(days)
        for amount in [Amount.open(OpenTime(milliseconds: 40 * 3_600_000)), .elapsed(.hours(40))] {
            let clock = try clock(["10:00 created", "11:00 status pending", "13:00 status open"], amount, now: now)
            let segments = clock.segments(until: now)
            #expect(segments.count <= Clock.longestAccount)
            #expect(segments.reduce(into: OpenTime.zero) { $0 += $1.open } == clock.elapsed(at: now))
            for (one, next) in zip(segments, segments.dropFirst()) { #expect(one.to == next.from) }
            #expect((segments.last?.to ?? now) == now)
            #expect((segments.first?.from ?? now) == clock.startedAt)
        }
    }

    @Test("of thousands of pauses has the last ones, and the others in one line")
    func manyPauses() throws {
        let lines = (0..<1_000).flatMap { ["+\($0)/10:00 status pending", "+\($0)/10:30 status open"] }
        let now = Timestamp(play: "+1000/00:00")
        let clock = try clock(["09:00 created"] + lines, .elapsed(.hours(4)), now: now)
        let segments = clock.segments(until: now)
        #expect(segments.count == Clock.longestAccount)
        #expect(segments.first?.kind == .earlier(2_002 - Clock.longestAccount + 1))
        #expect(segments.reduce(into: OpenTime.zero) { $0 += $1.open } == clock.elapsed(at: now))
    }

    @Test("names the holiday, the weekend and the change of the clock")
    func names() throws {
        let now = Timestamp(play: "+60/00:00")
        let reasons = try clock(["10:00 created"], .elapsed(.hours(4)), now: now).segments(until: now)
            .flatMap(\.reasons)
        #expect(reasons == [.pastTarget])
        let month = try clock(["10:00 created"], .open(OpenTime(milliseconds: 3_600_000)), now: now)
            .segments(until: now)
        #expect(month.contains { $0.kind == .closed && $0.reasons == [.holiday("Christmas Day"), .weekend] })
        #expect(month.contains { $0.kind == .closed && $0.reasons == [.weekend] })
        let spring = Timestamp(play: "+150/00:00")
        let week = try clock(["10:00 created"], .open(OpenTime(milliseconds: 3_600_000)), now: spring)
            .segments(until: spring)
        #expect(week.contains { $0.reasons.contains { if case .clockChange = $0 { true } else { false } } })
    }

    @Test("is cut where the target is used up")
    func target() throws {
        let now = Timestamp(play: "+1/12:00")
        let hour = Amount.open(OpenTime(milliseconds: 3_600_000))
        let clock = try clock(["10:00 created"], hour, now: now)
        let segments = clock.segments(until: now)
        #expect(segments.map(\.kind) == [.open, .open, .closed, .open])
        #expect(segments[0].open == clock.target)
        #expect(segments[1].reasons == [.pastTarget])
    }
}
