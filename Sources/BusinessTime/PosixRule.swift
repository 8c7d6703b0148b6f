/// The rule of a TZ string for the years after a zone's last listed transition: RFC 9636, section 3.3.1, and POSIX's TZ
/// with its extension to times from -167 to 167 hours.
struct PosixRule: Hashable, Sendable {
    /// When, in the standard or daylight time that ends there, a year's change happens.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// `Jn`: 1 to 365, the leap day is never counted.
            case withoutLeapDay(Int)
            /// `n`: 0 to 365, the leap day is counted.
            case withLeapDay(Int)
            /// `Mm.w.d`: weekday d (0 is Sunday) of week w (5 is the last) of month m.
            case weekday(month: Int, week: Int, day: Int)
        }

        let day: Day
        /// Seconds since that day's midnight; may lie in another day.
        let seconds: Int

        /// Seconds since 1970 of the change, on the civil line on which it is written.
        func localSeconds(inYear year: Int) -> Int64 {
            Int64(day.daysSinceEpoch(inYear: year)) * 86_400 + Int64(seconds)
        }
    }

    let standardOffset: Int
    /// Nil where the offset is the same all year.
    let daylight: (offset: Int, begins: Change, ends: Change)?

    static func == (left: PosixRule, right: PosixRule) -> Bool {
        left.standardOffset == right.standardOffset && left.daylight?.offset == right.daylight?.offset
            && left.daylight?.begins == right.daylight?.begins && left.daylight?.ends == right.daylight?.ends
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(standardOffset)
        hasher.combine(daylight?.offset)
    }

    /// The changes of the years, in order: the instant (seconds since 1970 UTC) and the offset from then on.
    func transitions(years: ClosedRange<Int>) -> [(at: Int64, offset: Int)] {
        guard let daylight else { return [] }
        var changes: [(at: Int64, order: Int, offset: Int)] = []
        for year in years {
            let begins = daylight.begins.localSeconds(inYear: year) - Int64(standardOffset)
            let ends = daylight.ends.localSeconds(inYear: year) - Int64(daylight.offset)
            // Where daylight time lasts all year one year's end is the next one's beginning: the beginning decides.
            changes.append((begins, 1, daylight.offset))
            changes.append((ends, 0, standardOffset))
        }
        return changes.sorted { ($0.at, $0.order) < ($1.at, $1.order) }.map { ($0.at, $0.offset) }
    }
}

extension PosixRule.Change.Day {
    fileprivate func daysSinceEpoch(inYear year: Int) -> Int {
        let newYear = days(year, 1)
        switch self {
        case .withLeapDay(let number):
            return newYear + number
        case .withoutLeapDay(let number):
            let isLeapYear = days(year, 3) - newYear == 60
            return newYear + number - 1 + (isLeapYear && number >= 60 ? 1 : 0)
        case .weekday(let month, let week, let day):
            let first = days(year, month)
            let length = (month == 12 ? days(year + 1, 1) : days(year, month + 1)) - first
            // 1970-01-01 was a Thursday.
            let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
            var date = (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            if date >= length { date -= 7 }
            return first + date
        }
    }

    /// Days from 1970-01-01 to the first of a month.
    private func days(_ year: Int, _ month: Int) -> Int {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }
}
