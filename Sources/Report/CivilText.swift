package import BusinessTime

extension CivilDate {
    /// `2026-12-24`.
    package var isoText: String {
        let sign = year < 0 ? "-" : ""
        return "\(sign)\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    var weekdayName: String {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    }

    /// `Mon`.
    var weekdayText: String { String(weekdayName.prefix(3)) }

    /// The number of the week, which belongs to the year of its Thursday (ISO 8601).
    var week: Int {
        let thursday = CivilDate(daysSinceEpoch: daysSinceEpoch - weekday + 3)
        let newYear = CivilDate(year: thursday.year, month: 1, day: 1) ?? thursday
        return (thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1
    }

    /// The date so many days later.
    package func later(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }
}

extension CivilInterval {
    /// `08:00-12:00`; seconds only where there are some.
    var text: String { "\(timeText(ofDay: open))-\(timeText(ofDay: close))" }
}

extension OpenTime {
    /// As JSON has it: exact to the millisecond.
    package var seconds: Double { Double(milliseconds) / 1_000 }
}

/// Seconds since midnight as `08:00`, or `08:00:30`.
func timeText(ofDay seconds: Int) -> String {
    let minutes = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2))"
    return seconds % 60 == 0 ? minutes : "\(minutes):\(padded(seconds % 60, 2))"
}

/// Seconds east of UTC as `+01:00`.
func offsetText(_ seconds: Int) -> String {
    "\(seconds < 0 ? "-" : "+")\(timeText(ofDay: abs(seconds)))"
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
