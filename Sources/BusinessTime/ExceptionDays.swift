/// The dates that may have other hours than their weekday's, so that all the others need not be looked up.
struct ExceptionDays: Hashable, Sendable {
    /// Days since 1970-01-01, ascending.
    private let dated: [Int]
    /// By month and day; empty where nothing repeats.
    private let yearly: [Bool]
    /// Special hours of some date last into the next one, which is then one of the dates too.
    let lastOverMidnight: Bool

    init(_ layers: [CalendarLayer]) {
        var days: Set<Int> = []
        var monthDays: Set<MonthDay> = []
        var lastOverMidnight = false
        for layer in layers {
            days.formUnion([Array(layer.holidays.keys), Array(layer.closures.keys)].joined().map(\.daysSinceEpoch))
            monthDays.formUnion(layer.yearlyHolidays.keys)
            for (date, hours) in layer.specialHours {
                days.insert(date.daysSinceEpoch)
                guard hours.lastOverMidnight else { continue }
                days.insert(date.daysSinceEpoch + 1)
                lastOverMidnight = true
            }
            for (monthDay, hours) in layer.yearlySpecialHours {
                monthDays.insert(monthDay)
                guard hours.lastOverMidnight else { continue }
                monthDays.formUnion(monthDay.next)
                lastOverMidnight = true
            }
        }
        dated = days.sorted()
        yearly = ExceptionDays.table(of: monthDays)
        self.lastOverMidnight = lastOverMidnight
    }

    /// - Parameter cursor: a place to remember for days that are asked in order; 0 at the beginning.
    func contains(_ day: Int, near cursor: inout Int) -> Bool {
        if cursor == 0 { cursor = dated.firstIndex(atOrAfter: day) }
        while cursor < dated.count, dated[cursor] < day { cursor += 1 }
        if cursor < dated.count, dated[cursor] == day { return true }
        return !yearly.isEmpty && yearly[ExceptionDays.place(MonthDay(CivilDate(daysSinceEpoch: day)))]
    }

    private static func table(of days: Set<MonthDay>) -> [Bool] {
        guard !days.isEmpty else { return [] }
        var table = [Bool](repeating: false, count: 13 * 32)
        for day in days { table[place(day)] = true }
        return table
    }

    private static func place(_ day: MonthDay) -> Int { day.month * 32 + day.day }
}

extension DatedHours {
    fileprivate var lastOverMidnight: Bool { intervals.contains { $0.ofTheNextDay != nil } }
}

extension MonthDay {
    /// The day after it, in a leap year and in another one.
    fileprivate var next: [MonthDay] {
        [2_000, 2_001].compactMap { CivilDate(year: $0, month: month, day: day) }
            .map { MonthDay(CivilDate(daysSinceEpoch: $0.daysSinceEpoch + 1)) }
    }
}

extension [Int] {
    /// The place of the first that is no less, in ascending numbers.
    fileprivate func firstIndex(atOrAfter value: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
