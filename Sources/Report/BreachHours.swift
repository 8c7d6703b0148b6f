import BusinessTime

/// At which hours promises were broken, by weekday and by team.
package struct BreachHours: Hashable, Sendable {
    /// Monday first, each with 24 hours.
    package private(set) var weekdays = [[Int64]](repeating: [Int64](repeating: 0, count: 24), count: 7)
    /// By the team's number, each with 24 hours; without one by nil.
    private(set) var teams: [Int?: [Int64]] = [:]

    package init() {}

    mutating func add(_ instant: Timestamp, team: Int?, in zone: Zone) {
        let seconds =
            (instant - Timestamp(millisecondsSinceEpoch: 0)).milliseconds.secondsRoundedDown
            + Int64(zone.offsetSeconds(at: instant))
        let hour = Int(((seconds % 86_400) + 86_400) % 86_400 / 3_600)
        weekdays[zone.date(at: instant).weekday][hour] += 1
        teams[team, default: [Int64](repeating: 0, count: 24)][hour] += 1
    }
}

extension Int64 {
    fileprivate var secondsRoundedDown: Int64 { self >= 0 ? self / 1_000 : -((999 - self) / 1_000) }
}
