extension BusinessCalendar {
    /// The instant at which a number of business days after a start ends.
    ///
    /// A business day is a civil date with open time. Day 0 is the date of the first open instant at or after
    /// `start`; the answer is the last closing edge of the `count`-th business day after it, its intervals cut
    /// to the date.
    ///
    /// - Parameter count: 0 or more.
    /// - Returns: nil on `always`, which has no days, and where 50 years do not bring so many business days.
    package func endOfBusinessDay(_ count: Int, after start: Timestamp) -> Timestamp? {
        guard let definition, let first = nextOpening(atOrAfter: start) else { return nil }
        let dayZero = definition.zone.date(at: first).daysSinceEpoch
        let lastDay = dayZero + Int(BusinessCalendar.horizon.milliseconds / 86_400_000)
        var cursor = 0
        var left = count
        for day in dayZero...lastDay {
            guard let closing = definition.periods(ofDay: day, near: &cursor).last?.to else { continue }
            if day > dayZero { left -= 1 }
            // Where the clock went back over midnight, the hours of the date that it shows are over.
            if left <= 0, closing > first { return closing }
        }
        return nil
    }

    /// The amount of open time from a start to the end of a number of business days after it.
    package func openTime(ofBusinessDays count: Int, after start: Timestamp) -> OpenTime? {
        endOfBusinessDay(count, after: start).map { openTime(from: start, to: $0) }
    }
}
