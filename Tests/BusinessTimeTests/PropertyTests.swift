import Foundation
import Testing

@testable import BusinessTime

/// Random questions to random calendars in random zones, against `StepWalk`.
@Suite("Both questions, at random")
struct PropertyTests {
    @Test("every answer is that of a walk minute by minute", .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
    func minutes() throws {
        try run(calendars: Effort.isLong ? 60_000 : 150, questions: 50, days: 12, stepSeconds: 60)
    }

    @Test("every answer is that of a walk second by second", .enabled(if: !ZoneFiles.names.isEmpty, ZoneFiles.none))
    func seconds() throws {
        try run(calendars: Effort.isLong ? 500 : 4, questions: 100, days: 1, stepSeconds: 1)
    }

    private func run(calendars: Int, questions: Int, days: Int, stepSeconds: Int) throws {
        let zones = try ZoneFiles.distinctNames.map { ($0, try ZoneFiles.zone($0)) }
        var seeds = SeededRandom(seed: Effort.seed)
        var checked = 0
        for number in 0..<calendars {
            var random = SeededRandom(seed: seeds.next())
            // Named ones as often as all the others.
            let named = random.isOnce(in: 2) ? namedZones.randomElement(using: &random) : nil
            guard let (name, zone) = zones.first(where: { $0.0 == named }) ?? zones.randomElement(using: &random) else {
                return
            }
            let middle = moment(in: zone, &random)
            var maker = RandomCalendar(grain: stepSeconds * (random.isOnce(in: 3) ? 1 : 30), random: random)
            let definition = maker.definition(zone, around: middle)
            let start =
                Timestamp(millisecondsSinceEpoch: middle.secondsRoundedDown / 60 * 60_000) - .days(Int64(days / 2))
            let walk = StepWalk(
                definition, from: start, steps: days * 86_400 / stepSeconds, stepSeconds: stepSeconds)
            var question = Question(walk: walk, definition: definition, random: maker.random)
            // To find that a calendar is never open takes a walk over 50 years.
            for _ in 0..<(definition.weekly.allSatisfy(\.isEmpty) ? 2 : questions) {
                guard let wrong = question.wrong() else { continue }
                Issue.record("\(wrong): \(name), calendar \(number), SLAD_SEED=\(Effort.seed)")
                break
            }
            checked += question.checked
        }
        print(
            "\(checked) answers of \(calendars) random calendars compared with a walk in steps of \(stepSeconds) s;"
                + " SLAD_SEED=\(Effort.seed)")
    }

    /// Half of them around a transition, where mistakes are.
    private func moment(in zone: Zone, _ random: inout SeededRandom) -> Timestamp {
        let span = (Int64(1_973 - 1_970) * 365 * 86_400_000)...(Int64(2_110 - 1_970) * 365 * 86_400_000)
        let moment = Timestamp(millisecondsSinceEpoch: Int64.random(in: span, using: &random))
        guard random.isOnce(in: 2) else { return moment }
        return zone.transitions(from: moment, to: moment + .days(3_000)).first?.at ?? moment
    }
}

let namedZones = [
    "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Antarctica/Troll", "Africa/Casablanca",
    "Europe/Dublin",
    "Pacific/Apia", "Asia/Pyongyang", "America/Coyhaique", "Asia/Gaza", "Europe/Berlin", "America/Havana",
]

/// Asks one calendar, indexed over some span and not at all, and says what is wrong.
private struct Question {
    let walk: StepWalk
    let definition: CalendarDefinition
    var random: SeededRandom
    var checked = 0

    mutating func wrong() -> String? {
        let calendar = BusinessCalendar(definition, indexedFrom: moment(), to: moment())
        let (first, second, third) = sorted(moment(), moment(), moment())
        // Now and then more than the walk has, but not so much that the answer lies decades ahead.
        let most = walk.openTime(from: first, to: walk.to) * 5 / 4 + 1
        let amount = OpenTime(milliseconds: Int64.random(in: 0...most, using: &random))
        checked += 1
        return wrongOpenTime(calendar, first, second, third) ?? wrongDeadline(calendar, first, amount)
            ?? wrongDeadline(calendar, first, OpenTime(milliseconds: walk.openTime(from: first, to: second)))
            ?? wrongNeighbours(calendar, first) ?? wrongPeriods(calendar, first, third)
    }

    private func wrongOpenTime(
        _ calendar: BusinessCalendar, _ first: Timestamp, _ second: Timestamp, _ third: Timestamp
    ) -> String? {
        let whole = calendar.openTime(from: first, to: third)
        let parts = calendar.openTime(from: first, to: second) + calendar.openTime(from: second, to: third)
        if whole.milliseconds != walk.openTime(from: first, to: third) { return "open time \(first)...\(third)" }
        if whole != parts { return "open time is not the sum of its parts at \(second)" }
        if whole != definition.openTime(from: first, to: third) { return "open time by the index \(first)...\(third)" }
        if calendar.openTime(from: third, to: first) != .zero { return "open time backwards" }
        let back = calendar.deadline(after: first, open: whole)
        return back.map { $0 <= third } ?? false ? nil : "the deadline of an open time lies behind its end"
    }

    private func wrongDeadline(_ calendar: BusinessCalendar, _ start: Timestamp, _ amount: OpenTime) -> String? {
        let found = calendar.deadline(after: start, open: amount)
        if found != definition.deadline(after: start, open: amount), amount > .zero {
            return "deadline by the index \(start)"
        }
        guard let expected = walk.deadline(after: start, open: amount.milliseconds) else {
            return found.map { $0 > walk.to } ?? true ? nil : "deadline \(start) + \(amount) behind the walk"
        }
        guard let found, found == expected else { return "deadline \(start) + \(amount)" }
        if calendar.openTime(from: start, to: found) != amount { return "open time until the deadline" }
        let earlier =
            calendar.deadline(after: start, open: OpenTime(milliseconds: amount.milliseconds - 1)) ?? .distantFuture
        return earlier < found || amount == .zero ? nil : "less open time takes longer"
    }

    private func wrongNeighbours(_ calendar: BusinessCalendar, _ moment: Timestamp) -> String? {
        if calendar.isOpen(at: moment) != walk.isOpen[walk.place(of: moment)] { return "is it open at \(moment)" }
        if let opening = walk.first(true, atOrAfter: moment) {
            if calendar.nextOpening(atOrAfter: moment) != opening { return "next opening at \(moment)" }
            if let closing = walk.first(false, atOrAfter: opening), calendar.nextClosing(after: moment) != closing {
                return "next closing at \(moment)"
            }
        } else if let opening = calendar.nextOpening(atOrAfter: moment), opening < walk.to {
            return "an opening where none is"
        }
        return nil
    }

    private func wrongPeriods(_ calendar: BusinessCalendar, _ from: Timestamp, _ to: Timestamp) -> String? {
        var expected: [OpenPeriod] = []
        var at = from
        while let opening = walk.first(true, atOrAfter: at), opening < to {
            let closing = min(walk.first(false, atOrAfter: opening) ?? walk.to, to)
            expected.append(OpenPeriod(from: opening, to: closing))
            at = closing
            if closing >= to { break }
        }
        return calendar.periods(from: from, to: to) == expected ? nil : "periods \(from)...\(to)"
    }

    /// Within the walk, in milliseconds; often on an edge.
    private mutating func moment() -> Timestamp {
        let place = Int.random(in: 0..<walk.isOpen.count, using: &random)
        let here = walk.moment(place)
        if random.isOnce(in: 4) { return walk.first(!walk.isOpen[place], atOrAfter: here) ?? here }
        return walk.moment(place) + ElapsedTime(milliseconds: Int64.random(in: 0..<walk.step, using: &random))
    }

    private func sorted(_ moments: Timestamp...) -> (Timestamp, Timestamp, Timestamp) {
        let sorted = moments.sorted()
        return (sorted[0], sorted[1], sorted[2])
    }
}
