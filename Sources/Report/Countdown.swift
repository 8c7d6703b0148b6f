package import BusinessTime

/// How far away an instant is, for people: `in 23 min`, `2 h 5 min ago`.
package func countdown(to moment: Timestamp, from now: Timestamp) -> String {
    let distance = moment - now
    let text = roughText(distance.milliseconds.magnitude)
    return distance < .zero ? "\(text) ago" : "in \(text)"
}

/// An amount of elapsed time in at most two units, cut: `23 min`, `2 h 5 min`, `3 d 4 h`.
package func roughText(_ milliseconds: UInt64) -> String {
    let seconds = milliseconds / 1_000
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400)
    if minutes == 0 { return "\(seconds) s" }
    if hours == 0 { return "\(minutes) min" }
    if days == 0 { return join("\(hours) h", minutes % 60, "min") }
    return join("\(days) d", hours % 24, "h")
}

private func join(_ first: String, _ rest: UInt64, _ unit: String) -> String {
    rest == 0 ? first : "\(first) \(rest) \(unit)"
}

/// An instant as a clock and a calendar on a wall show it.
package struct WallMoment: Hashable, Sendable {
    package let moment: Timestamp
    private let date: CivilDate
    private let time: String
    private let offset: String

    /// Reads RFC 3339; the wall is where the offset of the text holds.
    ///
    /// - Returns: nil for anything else.
    package init?(rfc3339 text: String) {
        guard let moment = try? Timestamp(rfc3339: text), text.utf8.count >= 20 else { return nil }
        self.moment = moment
        let characters = Array(text)
        let number = { (range: Range<Int>) in Int(String(characters[range])) ?? 1 }
        guard let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10)) else { return nil }
        self.date = date
        time = String(characters[11..<16])
        offset = text.hasSuffix("Z") ? "Z" : String(characters.suffix(6))
    }

    /// `14:30` on the day of `now`, `Mon 09:00` within six days, else the date: as much as is needed.
    package func text(asOf now: Timestamp) -> String {
        let today = CivilDate(daysSinceEpoch: Int(localMilliseconds(of: now).dividedRoundingDown(by: 86_400_000)))
        let days = date.daysSinceEpoch - today.daysSinceEpoch
        if days == 0 { return time }
        return abs(days) < 7 ? "\(date.weekdayText) \(time)" : "\(date.isoText) \(time)"
    }

    /// With what people call the time there, or else its offset: `14:30 CET`.
    package func text(asOf now: Timestamp, zone: String?) -> String {
        "\(text(asOf: now)) \(zone ?? offset)"
    }

    private func localMilliseconds(of now: Timestamp) -> Int64 {
        let midnight = Int64(date.daysSinceEpoch) * 86_400_000
        let ofDay = time.split(separator: ":").compactMap { Int64($0) }.reduce(0) { $0 * 60 + $1 } * 60_000
        // The wall's own offset, to the minute; seconds do not matter for a date.
        let offset = midnight + ofDay - moment.millisecondsSinceEpoch / 60_000 * 60_000
        return now.millisecondsSinceEpoch + offset
    }
}

extension Int64 {
    fileprivate func dividedRoundingDown(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
