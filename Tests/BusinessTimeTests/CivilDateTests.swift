import BusinessTime
import Testing

@Suite("civil dates")
struct CivilDateTests {
    @Test("every day from 1600 to 2400 is what counting day by day says")
    func everyDay() {
        var (year, month, day) = (1600, 1, 1)
        // 1600-01-01 is 135,140 days before 1970-01-01: 370 years of 365 days and 90 leap days.
        var number = -(370 * 365 + 90)
        var previous: CivilDate?
        var failures = 0
        while year <= 2400 {
            let date = CivilDate(year: year, month: month, day: day)
            let back = CivilDate(daysSinceEpoch: number)
            let isRight = date?.daysSinceEpoch == number && back == date && previous.map { $0 < back } ?? true
            if !isRight { failures += 1 }
            previous = back
            number += 1
            (year, month, day) = CivilDateTests.dayAfter(year, month, day)
        }
        #expect(failures == 0)
        #expect(number == 157_420)
    }

    /// The slow and obvious oracle.
    private static func dayAfter(_ year: Int, _ month: Int, _ day: Int) -> (Int, Int, Int) {
        if day < length(year, month) { return (year, month, day + 1) }
        return month < 12 ? (year, month + 1, 1) : (year + 1, 1, 1)
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func isLeap(_ year: Int) -> Bool {
        if year % 400 == 0 { return true }
        if year % 100 == 0 { return false }
        return year % 4 == 0
    }

    @Test(
        "what is no date is none",
        arguments: [
            (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (2026, 4, 31), (2026, 2, 29), (2100, 2, 29),
            (2024, 2, 30), (2026, -1, 1), (2026, 1, -1),
        ])
    func noDate(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(
        "leap days are dates", arguments: [1600, 1996, 2000, 2024, 2400])
    func leapDay(year: Int) {
        #expect(CivilDate(year: year, month: 2, day: 29) != nil)
    }

    @Test("years before the first are counted too")
    func negativeYears() {
        #expect(CivilDate(daysSinceEpoch: -719_528) == CivilDate(year: 0, month: 1, day: 1))
        #expect(CivilDate(daysSinceEpoch: -719_529) == CivilDate(year: -1, month: 12, day: 31))
        #expect(CivilDate(year: -1, month: 12, day: 31)?.daysSinceEpoch == -719_529)
    }
}
