@testable import BusinessTime

/// Calendars as nobody would write them: odd hours, gaps, nights, weeks without hours, layers over layers.
struct RandomCalendar {
    /// Every edge lies on a multiple of so many seconds.
    let grain: Int
    var random: SeededRandom

    mutating func definition(_ zone: Zone, around moment: Timestamp) -> CalendarDefinition {
        let weekly = isOnce(in: 12) ? allDay() : (0..<7).map { _ in isOnce(in: 3) ? [] : hours(upTo: 3) }
        let layers = (0..<Int.random(in: 0...3, using: &random)).map { _ in layer(around: moment) }
        return CalendarDefinition(name: "random", zone: zone, weekly: weekly, layers: layers)
    }

    private mutating func layer(around moment: Timestamp) -> CalendarLayer {
        let middle = Zone.utc.date(at: moment).daysSinceEpoch
        var layer = CalendarLayer()
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let day = CivilDate(daysSinceEpoch: middle + Int.random(in: -3...8, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: layer.holidays[day] = "holiday"
            case 1: layer.yearlyHolidays[MonthDay(day)] = "yearly holiday"
            case 2: layer.specialHours[day] = DatedHours(name: nil, intervals: hours(upTo: 3))
            case 3: layer.yearlySpecialHours[MonthDay(day)] = DatedHours(name: "special", intervals: hours(upTo: 2))
            case 4: layer.closures[day] = [DatedHours(name: "closed", intervals: hours(upTo: 2))]
            default: closeAWeek(from: day, in: &layer)
            }
        }
        return layer
    }

    private func closeAWeek(from day: CivilDate, in layer: inout CalendarLayer) {
        for offset in 0..<7 { layer.holidays[CivilDate(daysSinceEpoch: day.daysSinceEpoch + offset)] = "works holiday" }
    }

    private func allDay() -> [[CivilInterval]] {
        [[CivilInterval]](repeating: [CivilInterval(open: 0, close: 86_400)].compactMap(\.self), count: 7)
    }

    private mutating func hours(upTo count: Int) -> [CivilInterval] {
        (0..<Int.random(in: 0...count, using: &random)).compactMap { _ in
            let open = edge(upTo: 86_400 - grain)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return CivilInterval(open: open, close: 86_400)
            case 1: return CivilInterval(open: 0, close: edge(upTo: 86_400))
            // Over midnight, to the same time at most.
            case 2: return CivilInterval(open: open, close: min(86_400 + edge(upTo: 86_400), open + 86_400))
            // At night, where the transitions are.
            case 3: return CivilInterval(open: edge(upTo: 14_400), close: 14_400 + edge(upTo: 3_600))
            default: return CivilInterval(open: open, close: open + edge(upTo: 86_400 - open))
            }
        }
    }

    private mutating func edge(upTo limit: Int) -> Int {
        Int.random(in: 0...(limit / grain), using: &random) * grain
    }

    private mutating func isOnce(in count: Int) -> Bool { random.isOnce(in: count) }
}
