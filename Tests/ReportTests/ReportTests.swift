import BusinessTime
import Compliance
import Foundation
import Report
import SLAEngine
import SLATesting
import Testing

@Suite("Reports")
struct ReportTests {
    @Test(
        "a window is a year, a quarter, a month, a week or a day by its name",
        arguments: [
            ("2026", "2026-01-01", "2027-01-01"), ("2026-Q1", "2026-01-01", "2026-04-01"),
            ("2026-Q4", "2026-10-01", "2027-01-01"), ("2026-11", "2026-11-01", "2026-12-01"),
            ("2024-02", "2024-02-01", "2024-03-01"), ("2026-W01", "2025-12-29", "2026-01-05"),
            ("2026-W47", "2026-11-16", "2026-11-23"), ("2026-W53", "2026-12-28", "2027-01-04"),
            ("2026-11-22", "2026-11-22", "2026-11-23"), ("2024-02-29", "2024-02-29", "2024-03-01"),
        ])
    func windows(name: String, from: String, to: String) throws {
        let period = try #require(ReportPeriod(name))
        #expect(period.name == name)
        let report = SampleBook().report(ReportQuestion(period: period))
        #expect(report.window == name)
        #expect(report.from.hasPrefix(from))
        #expect(report.to.hasPrefix(to))
    }

    @Test(
        "any other text is none",
        arguments: [
            "", "26", "2026-", "2026-13", "2026-00", "2026-1", "2026-Q0", "2026-Q5", "2026-Q", "2026-W00", "2025-W53",
            "2026-W54", "2026-W7", "2026-02-29", "2026-11-31", "2026-11-22-1", "2026-11-22T00:00", "last", "２０２６",
            "2026-q4", "2026-w47", " 2026", "+026",
        ])
    func noWindow(text: String) {
        #expect(ReportPeriod(text) == nil)
    }

    @Test("by default it is the month before that of now")
    func lastMonth() {
        let name = { ReportPeriod.lastFullMonth(before: .sample($0), in: .utc).name }
        #expect(name("2026-11-22T12:00:00Z") == "2026-10")
        #expect(name("2026-01-01T00:00:00Z") == "2025-12")
        #expect(name("2024-03-31T23:59:59Z") == "2024-02")
    }

    @Test("an empty ledger gives a report that says so, in each form")
    func empty() throws {
        let report = try SampleBook().report("2026-10")
        #expect(report.isEmpty)
        #expect(report.text().contains("No cycle has its verdict in this window"))
        #expect(report.html.contains("No cycle has its verdict in this window"))
        #expect(report.csv.split(separator: "\r\n").count == 1)
        #expect(try JSONText.pretty(report).contains("\"goals\" : [\n\n  ]"))
    }

    @Test("filters leave out what is not asked for, and their goals follow")
    func filters() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let at = Timestamp.sample("2026-10-10T10:00:00Z")
        book.cycles = [
            SampleCycle(ticket: 1, at: at, customer: "acme", team: "l1"),
            SampleCycle(ticket: 2, outcome: .missed, at: at, customer: "acme", team: "l2"),
            SampleCycle(ticket: 3, outcome: .missed, at: at, customer: "bolt", team: "l2"),
            SampleCycle(ticket: 4, agreement: "silver", outcome: .missed, at: at),
        ]
        let figures = { (change: (inout ReportQuestion) -> Void) -> [Int64] in
            let figures = try book.report("2026-10", change).totals.figures
            return [figures.met, figures.missed]
        }
        #expect(try figures { _ in } == [1, 3])
        #expect(try figures { $0.customer = "acme" } == [1, 1])
        #expect(try figures { $0.team = "l2" } == [0, 2])
        #expect(
            try figures {
                $0.customer = "acme"
                $0.team = "l2"
            } == [0, 1])
        #expect(try figures { $0.agreement = "silver" } == [0, 1])
        #expect(try figures { $0.customer = "nobody" } == [0, 0])
        let acme = try book.report("2026-10") { $0.customer = "acme" }
        #expect(acme.goals.first { $0.name == "gold/first-response" }?.attainmentPercent == 50)
        #expect(acme.text().contains("Only customer acme"))
        let silver = try book.report("2026-10") { $0.agreement = "silver" }
        #expect(silver.goals.map(\.name) == ["all-tickets", "rolling"])
        #expect(silver.objectives.map(\.name) == ["silver/first-response"])
    }

    @Test("what was told of a whole window does not stand beside the figure of a part of it")
    func toldOfAll() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        book.cycles = [SampleCycle(ticket: 1, at: .sample("2026-10-10T10:00:00Z"), customer: "acme", team: "l1")]
        book.terms.told = try ["gold/first-response", "all-tickets"].map { goal in
            ToldRow(
                goal: goal, name: goal == "all-tickets" ? "2026-Q4" : "2026-10",
                window: Window(from: .sample("2026-10-01T00:00:00Z"), to: .sample("2026-11-01T00:00:00Z")),
                matter: .result, count: 1,
                share: try #require(Share(parts: 95_000)), counted: Tally(met: 55, missed: 3), isSummarised: false)
        }
        let told = { (change: (inout ReportQuestion) -> Void) in
            try book.report("2026-10", change).goals.filter { $0.toldMet != nil || $0.toldMissed != nil }.map(\.name)
        }
        #expect(try told { _ in } == ["gold/first-response", "all-tickets"])
        #expect(try told { $0.agreement = "gold" } == ["gold/first-response"])
        #expect(try told { $0.customer = "acme" } == [])
        #expect(try told { $0.team = "l1" } == [])
        #expect(try !book.report("2026-10") { $0.customer = "acme" }.text().contains("told as"))
    }

    @Test("the canary counts nowhere")
    func canary() throws {
        var book = SampleBook()
        book.cycles = [
            SampleCycle(ticket: 1, agreement: Canary.name, outcome: .missed, at: .sample("2026-10-10T10:00:00Z"))
        ]
        #expect(try book.report("2026-10").isEmpty)
    }

    @Test(
        "a window over a change of the clock has its true edges, and hours are those of the wall",
        .enabled(if: Zone.zonesAreThere, Zone.noZones))
    func clockChange() throws {
        var book = SampleBook()
        book.terms = try .sample(in: Zone.berlin())
        // 25 October 2026 has 25 hours in Berlin, of which 02:00 to 03:00 comes twice.
        let instants = [
            "2026-10-24T21:59:59.999Z", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
            "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00Z",
        ]
        book.cycles = instants.enumerated().map {
            SampleCycle(ticket: Int64($0 + 1), outcome: .missed, at: .sample($1))
        }
        let report = try book.report("2026-10-25")
        #expect(report.from == "2026-10-25T00:00:00+02:00")
        #expect(report.to == "2026-10-26T00:00:00+01:00")
        #expect(report.totals.figures.missed == 4)
        #expect(report.missesByWeekday[6][2] == 2)
        #expect(report.missesByWeekday[6][0] == 1)
        #expect(report.missesByWeekday[6][23] == 1)
        #expect(report.text().hasPrefix("Report of 2026-10-25 (2026-10-25, Europe/Berlin)"))
    }

    @Test("what is open counts where its deadline lies, what is paused only while the window runs")
    func open() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let standing = { (state: CycleStanding.State) in
            CycleStanding(
                clock: ClockKey(agreement: "gold", objective: "resolution", cycle: "opening"), state: state,
                startedAt: .sample("2026-10-30T00:00:00Z"), stoppedAt: nil, attributes: ["category": "mail"])
        }
        book.open = [
            (1, .resolution, standing(.open(.sample("2026-11-30T00:00:00Z")))),
            (2, .resolution, standing(.open(.sample("2026-12-01T00:00:00Z")))),
            (3, .resolution, standing(.paused)),
            (4, .resolution, standing(.missed(.sample("2026-11-02T09:15:00Z")))),
        ]
        let november = try book.report("2026-11")
        let row = try #require(november.objectives.first { $0.name == "gold/resolution" })
        #expect([row.met, row.missed, row.open, row.paused, row.running ?? 0] == [0, 1, 1, 1, 1])
        #expect(november.problemsBy == "category")
        #expect(november.problems.map(\.value) == ["mail"])
        #expect(november.missesByWeekday[0][9] == 1)
        // 95 % of two leaves none, and one is gone.
        let goal = try #require(november.goals.first { $0.name == "gold/resolution" })
        #expect(goal.result == .behind)
        #expect(goal.missesLeft == -1)
        let december = try book.report("2026-12")
        #expect(december.totals.figures.open == 1)
        #expect(december.totals.figures.paused == 0)
    }

    @Test("tickets without a clock are not covered, and those whose opening nobody saw")
    func coverage() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let at = Timestamp.sample("2026-10-10T10:00:00Z")
        book.cycles = [
            SampleCycle(ticket: 1, at: at), SampleCycle(ticket: 2, at: at),
            SampleCycle(ticket: 3, outcome: .cancelled, at: at, reason: Clock.openingNotSeen),
        ]
        book.unclocked = [(4, at), (5, .sample("2026-09-30T23:59:59Z"))]
        let feed = Feed(name: "desk", heartbeat: .hours(1))
        book.terms.feeds = FeedWatch(
            [feed], since: .sample("2026-01-01T00:00:00Z"),
            silences: [
                "desk": [
                    FeedWatch.Silence(
                        from: .sample("2026-10-01T00:00:00Z"), to: .sample("2026-10-04T02:24:00Z"))
                ]
            ])
        let figures = try book.report("2026-10").totals.figures
        #expect([figures.ticketsMeasured, figures.ticketsWithoutClock, figures.ticketsOpeningNotSeen] == [2, 1, 1])
        #expect(figures.coverageTicketsPercent == 50)
        #expect(figures.coverageTimePercent == 90)
        let all = try #require(try book.report("2026-10").goals.first { $0.name == "all-tickets" })
        // Its window is the quarter, in which the other ticket does not lie either.
        #expect(all.ticketsWithoutClock == 1)
    }

    @Test("what nothing measured is not covered, and named among what is not counted")
    func unmeasured() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let at = Timestamp.sample("2026-10-10T10:00:00Z")
        book.cycles = [
            SampleCycle(ticket: 1, at: at), SampleCycle(ticket: 2, outcome: .unmeasured, at: at, reason: "no target"),
        ]
        let clock = ClockKey(agreement: "gold", objective: "first-response", cycle: "opening")
        let going = CycleStanding(clock: clock, state: .unmeasured(at, .noClock), startedAt: at, stoppedAt: nil)
        book.open = [(3, .firstResponse, going)]
        let report = try book.report("2026-10")
        for row in [report.totals.figures] + report.objectives.filter({ $0.objective == "first-response" }) {
            #expect([row.ticketsMeasured, row.ticketsWithoutClock, row.met] == [1, 2, 1])
        }
        #expect(report.notCounted.map(\.reason) == ["no target"])
    }

    @Test("an exclusion takes a ticket without a clock out, unless it is one of an agreement's cycles")
    func excludedWithoutClock() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let at = Timestamp.sample("2026-10-10T10:00:00Z")
        book.unclocked = (1...5).map { ($0, at) }
        book.attributes = [2: ["region": "north"], 5: ["region": "south"]]
        func exclusion(_ change: (inout Exclusion.Scope) -> Void, to: Timestamp? = nil) -> Exclusion {
            var scope = Exclusion.Scope()
            change(&scope)
            return Exclusion(id: "1", author: "a", reason: "r", recordedAt: at, scope: scope, to: to)
        }
        book.terms.exclusions = [
            exclusion { $0.ticket = "T-1" },
            exclusion { $0.attributes = .attribute("region", isOneOf: ["north"]) },
            exclusion { ($0.ticket, $0.agreement) = ("T-3", "gold") },
            exclusion({ $0.ticket = "T-4" }, to: at),
        ]
        #expect(try book.report("2026-10").totals.figures.ticketsWithoutClock == 3)
    }

    @Test("of a ticket that does not count nobody asks when it was opened")
    func notAsked() throws {
        let lookup = CycleLookup(text: { _ in "" }, attributes: { _ in [:] })
        var question = ReportQuestion(period: try #require(ReportPeriod("2026-10")))
        question.agreement = "gold"
        let terms = try ReportTerms.sample(in: .utc)
        var gathering = ReportGathering(question, terms, now: .playDay, lookup) { _ in nil }
        var asked = 0
        for (agreement, team) in [("gold", nil), (nil, "l2")] as [(String?, String?)] {
            (question.agreement, question.team) = (agreement, team)
            gathering = ReportGathering(question, terms, now: .playDay, lookup) { _ in nil }
            gathering.take(unclocked: 1, ["team": "l1"]) {
                asked += 1
                return .playDay
            }
        }
        #expect(asked == 0)
    }

    @Test("of a window that lies ahead the time is not known yet, whether a feed is declared or not")
    func ahead() throws {
        var book = SampleBook()
        book.terms = try .sample(in: .utc)
        let at = Timestamp.sample("2026-12-10T10:00:00Z")
        let clock = ClockKey(agreement: "gold", objective: "first-response", cycle: "opening")
        book.open = [(1, .firstResponse, CycleStanding(clock: clock, state: .open(at), startedAt: at, stoppedAt: nil))]
        let without = try book.report("2026-12")
        #expect(without.text().contains("no feeds declared"))
        book.terms.feeds = FeedWatch([Feed(name: "desk", heartbeat: .hours(1))], since: .playDay)
        let ahead = try book.report("2026-12")
        #expect(ahead.text().contains("the window has not begun"))
        #expect(ahead.text().contains("not begun") && !ahead.text().contains("no feeds"))
        #expect(ahead.html.contains("the window has not begun") && !ahead.html.contains("no feeds"))
        #expect(ahead.totals.figures.coverageTimePercent == nil)
    }

    @Test("medians are exact to one part in 128, bins hold their upper ends")
    func times() throws {
        var spread = TimeSpread()
        for minutes in 1...Int64(1_000) {
            let time = OpenTime(milliseconds: minutes * 60_000)
            spread.add(time, of: OpenTime(milliseconds: 3_600_000), isMet: minutes <= 60)
        }
        let median = try #require(spread.time(percent: 50)).milliseconds
        #expect((30_000_000...30_240_000).contains(median))
        let most = try #require(spread.time(percent: 90)).milliseconds
        #expect((54_000_000...54_430_000).contains(most))
        #expect(spread.medianTarget == OpenTime(milliseconds: 3_600_000))
        #expect(spread.met.prefix(8) == [1, 1, 2, 4, 7, 15, 30, 0])
        #expect(spread.missed[7] == 60)
        let sum: Int64 = (spread.met + spread.missed).reduce(0, +)
        #expect(sum == 1_000)
        #expect(TimeSpread().time(percent: 50) == nil)
        #expect(TimeSpread().medianTarget == nil)
        var longest = TimeSpread()
        longest.add(OpenTime(milliseconds: .max), of: .zero, isMet: false)
        #expect(longest.time(percent: 100) == OpenTime(milliseconds: .max))
    }

    @Test("an agreement is listed from a month before its review is due")
    func reviews() throws {
        var book = SampleBook()
        let review = { (name: String, every: Review.Interval, on: CivilDate?) in
            Review(agreement: name, owner: "o", every: every, reviewedOn: on)
        }
        let date = { CivilDate(year: $0, month: $1, day: $2) }
        book.terms.reviews = [
            review("due", .months(6), date(2026, 5, 22)), review("soon", .days(90), date(2026, 9, 1)),
            review("later", .months(12), date(2026, 6, 1)), review("never", .months(6), nil),
            review("month-end", .months(1), date(2026, 10, 31)),
        ]
        let rows = try book.report("2026-10").reviews
        #expect(rows.map(\.agreement) == ["never", "due", "month-end", "soon"])
        #expect(rows.map(\.dueOn) == [nil, "2026-11-22", "2026-11-30", "2026-11-30"])
        #expect(rows.map(\.isDue) == [true, true, false, false])
    }
}
