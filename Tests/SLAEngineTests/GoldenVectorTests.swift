import BusinessTime
import SLAEngine
import SLATesting
import Testing

/// Twelve cases that other help desks got wrong, with their answers. Scripts begin on a Monday, in UTC.
@Suite("twelve golden vectors")
struct GoldenVectorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: String
        var weekly = "mon-sun 00:00-24:00"
        var amount: Int64 = 4
        var lines: [String]
        let deadline: String?
        var state = Clock.State.running
        var testDescription: String { rule }
    }

    static let cases: [Case] = [
        Case(
            rule: "2: one hour of Friday 16:30, closed from 17:00 to 09:00, is Monday 09:30",
            weekly: "mon-fri 09:00-17:00",
            amount: 1, lines: ["+4/16:30 created"], deadline: "+7/09:30"),
        Case(
            rule: "3: four hours of Friday 16:00, closed from 17:00 to 08:00, are Monday 11:00",
            weekly: "mon-fri 08:00-17:00", lines: ["+4/16:00 created"], deadline: "+7/11:00"),
        Case(
            rule: "4: around the clock no minute is lost at midnight", amount: 1, lines: ["23:30 created"],
            deadline: "+1/00:30"),
        Case(
            rule: "5: with only Tuesday open an hour of Tuesday evening is the next Tuesday 09:00",
            weekly: "tue 08:00-17:00", amount: 1, lines: ["+1/18:00 created"], deadline: "+8/09:00"),
        Case(
            rule: "7: a pause within the hours adds itself", weekly: "mon-fri 09:00-17:00",
            lines: ["09:00 created", "10:00 status pending", "11:00 status open"], deadline: "14:00"),
        Case(
            rule: "7: a pause outside the hours adds nothing", weekly: "mon-fri 09:00-17:00",
            lines: ["15:00 created", "18:00 status pending", "20:00 status open"], deadline: "+1/11:00"),
        Case(
            rule: "7: a pause that begins before the hours adds what lies within them", weekly: "mon-fri 09:00-17:00",
            lines: ["15:00 created", "+1/08:00 status pending", "+1/10:00 status open"], deadline: "+1/12:00"),
        Case(
            rule: "7: a pause that ends after the hours adds what lies within them", weekly: "mon-fri 09:00-17:00",
            lines: ["15:00 created", "16:00 status pending", "19:00 status open"], deadline: "+1/12:00"),
        Case(
            rule: "8: resolved from a pause, the pause ends with the resolution",
            lines: ["09:00 created", "11:00 status pending", "+9/12:00 resolved"], deadline: nil, state: .met),
    ]

    @Test("each deadline", arguments: cases)
    func deadline(row: Case) throws {
        let clock = try GoldenVectorTests.clock(row.lines, row.amount, BusinessCalendar(weekly: row.weekly))
        #expect(clock.deadline == row.deadline.map(Timestamp.init(play:)))
        #expect(clock.state == row.state)
    }

    private static func clock(_ lines: [String], _ hours: Int64, _ calendar: BusinessCalendar) throws -> Clock {
        let events = Script.events(lines).map(\.event)
        let last = try #require(events.map(\.at).max())
        return try clock(events, hours, calendar, asOf: last)
    }

    private static func clock(
        _ events: [TicketEvent], _ hours: Int64, _ calendar: BusinessCalendar, asOf now: Timestamp
    ) throws -> Clock {
        let target = TargetTable(.open(OpenTime(milliseconds: hours * 3_600_000)))
        let objective = Objective(
            name: "resolution", metric: .resolution, target: target, calendar: calendar,
            warnings: [Threshold(point: .before(.open(OpenTime(milliseconds: 3_600_000))), text: "1bh before")])
        let rules = Rules(agreements: [Agreement(name: "gold", objectives: [objective])])
        let history = History(events.enumerated().map { RecordedEvent(number: Int64($0 + 1), event: $1) })
        let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
        return try #require(TicketFold(history, revisions: [revision], now: now).state().clocks.first)
    }

    @Test("1: four hours of Monday 17:00, open 08:00-18:00, are Tuesday 11:00, and an hour before is Tuesday 10:00")
    func levels() throws {
        let office = BusinessCalendar(weekly: "mon-fri 08:00-18:00")
        let clock = try GoldenVectorTests.clock(["17:00 created"], 4, office)
        #expect(clock.deadline == Timestamp(play: "+1/11:00"))
        #expect(clock.thresholds.map(\.at) == [Timestamp(play: "+1/10:00")])
    }

    struct Night: Sendable {
        let weekly: String
        let hours: Int64
        let start: String
        let deadline: String
    }

    @Test(
        "6: a night in which the zone's clocks change has its own length, weekday hours have theirs",
        .enabled(if: SystemZones.areThere, SystemZones.none),
        arguments: [
            Night(
                weekly: "mon-sun 00:00-24:00", hours: 8, start: "2025-10-25T22:00:00+02:00",
                deadline: "2025-10-26T05:00:00+01:00"),
            Night(
                weekly: "mon-sun 00:00-24:00", hours: 8, start: "2025-03-29T22:00:00+01:00",
                deadline: "2025-03-30T07:00:00+02:00"),
            Night(
                weekly: "mon-fri 09:00-17:00", hours: 2, start: "2025-10-24T16:00:00+02:00",
                deadline: "2025-10-27T10:00:00+01:00"),
            Night(
                weekly: "mon-fri 09:00-17:00", hours: 2, start: "2025-03-28T16:00:00+01:00",
                deadline: "2025-03-31T10:00:00+02:00"),
        ])
    func clockChange(night: Night) throws {
        let calendar = BusinessCalendar(weekly: night.weekly, zone: try SystemZones.zone("Europe/Paris"))
        let start = try Timestamp(rfc3339: night.start)
        let event = TicketEvent(ticket: "T-1", at: start, type: .created, id: "e1", by: .customer, isPublic: true)
        let clock = try GoldenVectorTests.clock([event], night.hours, calendar, asOf: start)
        #expect(clock.deadline == (try Timestamp(rfc3339: night.deadline)))
    }

    struct Policy: Sendable {
        let onRematch: RematchPolicy
        var creditsPauses = true
        let deadline: String
    }

    @Test(
        "9: from P3 to P1 after three hours, one of them paused: four policies, four deadlines",
        arguments: [
            Policy(onRematch: .retroactive, creditsPauses: false, deadline: "13:00"),
            Policy(onRematch: .retroactive, deadline: "14:00"),
            Policy(onRematch: .carry, deadline: "15:00"),
            Policy(onRematch: .restart, deadline: "16:00"),
        ])
    func policies(policy: Policy) throws {
        let objective = Objective.resolution(0).with {
            $0.target = .byPriority(["P1": 240, "P3": 480])
            $0.onRematch = policy.onRematch
            $0.creditsPauses = policy.creditsPauses
        }
        let line = TimeLine(
            Rules(objective),
            ["09:00 created priority=P3", "10:00 status pending", "11:00 status open", "12:00 priority=P1"],
            until: "12:00")
        let clock = try #require(line.clockValues.last)
        #expect(clock.state == .running)
        #expect(clock.deadline == Timestamp(play: policy.deadline))
    }

    @Test("10: a reply with pending in one event answers first and then pauses")
    func answersFirst() {
        let line = TimeLine(
            Rules(.firstResponse(60), .resolution(240)),
            ["09:00 created", "09:30 replied by agent status pending"], until: "20:00")
        #expect(line.clocks == ["resolution paused 09:00-", "response met 09:00-09:30, deadline 10:00"])
    }

    @Test("11: after two hours down five deadlines are five breaches, once each, as of their instants")
    func warmRestart() {
        var bench = Bench(rules: Rules(.resolution(60)))
        for count in 1...5 {
            for scripted in Script.events(["09:0\(count) created"], ticket: "T-\(count)") {
                bench.receive(scripted.event)
            }
        }
        bench.advance(to: Timestamp(play: "09:30"))
        let back = Timestamp(play: "11:30")
        bench.advance(to: back)
        bench.live(until: back)
        #expect(bench.told.map(\.announcement.kind) == [AnnouncementKind](repeating: .breach, count: 5))
        #expect(Set(bench.told.map(\.announcement.key)).count == 5)
        let instants = bench.told.map(\.announcement.trueAt.playText).sorted()
        #expect(instants == ["10:01", "10:02", "10:03", "10:04", "10:05"])
        #expect(bench.told.allSatisfy { $0.toldAt == back })
    }

    @Test("12: duplicated and reversed, the same events leave the same clocks")
    func reversed() {
        let lines = [
            "09:00 created priority=P2", "09:30 replied by agent", "10:00 status pending", "11:00 replied by customer",
            "13:00 resolved", "14:00 reopened",
        ]
        let events = Script.events(lines).map(\.event)
        var ordered = Bench(rules: Rules(.firstResponse(60), .resolution(240)))
        var reversed = ordered
        for event in events { ordered.receive(event) }
        for (index, event) in (events + events).enumerated().reversed() {
            reversed.receive(event, number: Int64(index))
        }
        let now = Timestamp(play: "20:00")
        for moment in [Timestamp(play: "12:00"), now] {
            ordered.advance(to: moment)
            reversed.advance(to: moment)
        }
        #expect(reversed.receptions.filter { $0 == .duplicate }.count == events.count)
        #expect(ordered.state(of: "T-1", asOf: now) == reversed.state(of: "T-1", asOf: now))
        #expect(Set(ordered.told.map(\.announcement.key)) == Set(reversed.told.map(\.announcement.key)))
    }
}
