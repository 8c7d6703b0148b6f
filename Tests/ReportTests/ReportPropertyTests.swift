import BusinessTime
import Compliance
import Report
import SLAEngine
import SLATesting
import Testing

/// Random verdicts and exclusions; a failure prints its seed.
@Suite("Figures of a report for any verdicts", .enabled(if: Zone.zonesAreThere, Zone.noZones))
struct ReportPropertyTests {
    @Test("are those of a recount", arguments: Seeds.cases(60, of: 9_100))
    func recount(seed: UInt64) throws {
        let book = try RandomBook(seed: seed).book()
        let window = ["2026-10", "2026-W44", "2026", "2026-Q4", "2026-10-25"][Int(seed % 5)]
        let report = try book.report(window)
        for row in report.goals + report.history.filter({ $0.record == .goal }) {
            let goal = try #require(book.terms.goals.first { $0.name == row.name })
            let naive = NaiveFigures(book, in: row) { goal.scope.contains($0) }
            #expect(naive.matches(row, goal.denominator), "seed \(seed): \(row.name) in \(row.window)")
        }
        for row in report.objectives {
            let naive = NaiveFigures(book, in: row) {
                $0.agreement == row.agreement && $0.objective == row.objective
            }
            #expect(naive.matches(row, .cycles), "seed \(seed): \(row.name) in \(row.window)")
        }
        let missed = report.totals.figures.missed
        #expect(missed == report.objectives.reduce(0) { $0 + $1.missed })
        #expect(missed == report.problems.reduce(0) { $0 + $1.missed })
        #expect(missed == report.missesByWeekday.joined().reduce(0, +))
        #expect(missed == report.missesByTeam.flatMap(\.hours).reduce(0, +))
        let counted = report.totals.figures.met + missed
        #expect(counted == report.distributions.reduce(0) { $0 + $1.count })
        #expect(counted == report.distributions.flatMap(\.bins).reduce(0) { $0 + $1.met + $1.missed })
    }

    @Test("do not depend on the order of the cycles", arguments: Seeds.cases(20, of: 9_200))
    func order(seed: UInt64) throws {
        var book = try RandomBook(seed: seed).book()
        let first = try book.report("2026-10")
        var random = SplitMix64(seed: seed)
        book.cycles.shuffle(using: &random)
        let second = try book.report("2026-10")
        #expect(first.html == second.html)
        #expect(first.csv == second.csv)
        #expect(try JSONText.pretty(first) == JSONText.pretty(second))
    }
}

/// Two months around a change of the clock.
private struct RandomBook {
    var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    func book() throws -> SampleBook {
        var maker = self
        var book = SampleBook()
        book.terms = try ReportTerms.sample(in: Zone.berlin())
        for ticket in 1...Int64(12) { book.attributes[ticket] = ["region": maker.random.pick(["north", "south"])] }
        book.cycles = (0..<Int.random(in: 0...60, using: &maker.random)).map { _ in maker.cycle() }
        book.terms.exclusions = (0..<Int.random(in: 0...3, using: &maker.random)).map { maker.exclusion($0) }
        return book
    }

    private mutating func instant() -> Timestamp {
        let start = Timestamp.sample("2026-09-20T00:00:00Z")
        // Often near the edges of windows.
        if random.chance(20) {
            let edges = [
                "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z",
            ]
            return .sample(random.pick(edges)) + ElapsedTime(milliseconds: Int64.random(in: -1...1, using: &random))
        }
        return start + .minutes(Int64.random(in: 0..<63 * 1_440, using: &random))
    }

    private mutating func cycle() -> SampleCycle {
        let at = instant()
        let (objective, metric) = random.pick([("first-response", Metric.firstResponse), ("resolution", .resolution)])
        let cancelled = random.chance(15)
        let isUnmeasured = random.chance(10)
        return SampleCycle(
            ticket: Int64.random(in: 1...12, using: &random), agreement: random.pick(["gold", "silver"]),
            objective: objective, metric: metric,
            outcome: isUnmeasured ? .unmeasured : cancelled ? .cancelled : random.pick([.met, .met, .missed]), at: at,
            startedAt: at - .minutes(Int64.random(in: 0...2_000, using: &random)),
            customer: random.pick(["acme", "bolt", nil]), team: random.pick(["l1", "l2", nil]),
            reason: cancelled ? random.pick([Clock.openingNotSeen, "merged"]) : nil,
            run: OpenTime(milliseconds: Int64.random(in: 0...40_000_000_000, using: &random)))
    }

    private mutating func exclusion(_ index: Int) -> Exclusion {
        var scope = Exclusion.Scope()
        if random.chance(40) { scope.ticket = "T-\(Int.random(in: 1...12, using: &random))" }
        if random.chance(40) { scope.agreement = "gold" }
        if random.chance(30) { scope.objective = "resolution" }
        if random.chance(30) { scope.attributes = .attribute("customer", isOneOf: ["acme"]) }
        if random.chance(30) { scope.attributes = .attribute("region", isOneOf: ["north"]) }
        let from = random.chance(60) ? instant() : nil
        let to = random.chance(60) ? (from ?? instant()) + .hours(Int64.random(in: 1...400, using: &random)) : nil
        let withdrawal = random.chance(20) ? Exclusion.Withdrawal(author: "b", reason: "wrong", at: .playDay) : nil
        return Exclusion(
            id: "\(index)", author: "a", reason: "r", recordedAt: .playDay, scope: scope, from: from, to: to,
            withdrawal: withdrawal)
    }
}

/// The same figures by looking at every cycle again: slow and obvious.
private struct NaiveFigures {
    private var counted: [Int64: [Verdict.Outcome]] = [:]
    private var all: [Int64: [Verdict.Outcome]] = [:]
    private var gaps: Set<Int64> = []
    private var withoutClock: Set<Int64> = []

    init(_ book: SampleBook, in row: FigureRow, _ isMine: (ClockKey) -> Bool) {
        let (from, to) = (Timestamp.sample(row.from), Timestamp.sample(row.to))
        let exclusions = book.terms.exclusions.filter { $0.isInEffect(at: book.now) }
        for cycle in book.cycles where cycle.at >= from && cycle.at < to {
            guard let standing = cycle.standing(book.attributes[cycle.ticket] ?? [:]), isMine(standing.clock) else {
                continue
            }
            let isExcluded = exclusions.contains { $0.covers(standing, of: "T-\(cycle.ticket)") }
            if cycle.outcome == .cancelled || cycle.outcome == .unmeasured {
                guard !isExcluded else { continue }
                gaps.insert(cycle.ticket)
                if cycle.outcome == .unmeasured { withoutClock.insert(cycle.ticket) }
                continue
            }
            all[cycle.ticket, default: []].append(cycle.outcome)
            if !isExcluded { counted[cycle.ticket, default: []].append(cycle.outcome) }
        }
    }

    func matches(_ row: FigureRow, _ denominator: Denominator) -> Bool {
        let (now, before) = (tally(counted, denominator), tally(all, denominator))
        return now == (row.met, row.missed) && before == (row.metBefore, row.missedBefore)
            && row.ticketsOpeningNotSeen == Int64(gaps.subtracting(withoutClock).count)
            && row.ticketsMeasured == Int64(Set(all.keys).subtracting(gaps).count)
            && row.ticketsWithoutClock == Int64(withoutClock.count)
    }

    private func tally(_ tickets: [Int64: [Verdict.Outcome]], _ denominator: Denominator) -> (Int64, Int64) {
        var tickets = tickets
        if denominator == .tickets { tickets = tickets.mapValues { $0.contains(.missed) ? [.missed] : [.met] } }
        let outcomes = tickets.values.joined()
        return (Int64(outcomes.count { $0 == .met }), Int64(outcomes.count { $0 == .missed }))
    }
}
