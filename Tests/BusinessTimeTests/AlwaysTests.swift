import BusinessTime
import Testing

@Suite("the calendar always")
struct AlwaysTests {
    static let start = Timestamp(millisecondsSinceEpoch: 1_793_577_600_000)
    static let fiftyYears = ElapsedTime.days(50 * 366)

    @Test(
        "open time is elapsed time, and none backwards",
        arguments: [(0, 0), (1, 1), (86_400_000, 86_400_000), (-1, 0)])
    func openTime(milliseconds: Int64, open: Int64) {
        let end = AlwaysTests.start + ElapsedTime(milliseconds: milliseconds)
        let time = BusinessCalendar.always.openTime(from: AlwaysTests.start, to: end)
        #expect(time == OpenTime(milliseconds: open))
    }

    @Test("a deadline is the start and the amount; of nothing, the start", arguments: [0, 1, 3_600_000, 86_400_000])
    func deadline(milliseconds: Int64) {
        let deadline = BusinessCalendar.always.deadline(
            after: AlwaysTests.start, open: OpenTime(milliseconds: milliseconds))
        #expect(deadline == AlwaysTests.start + ElapsedTime(milliseconds: milliseconds))
    }

    @Test("fifty years ahead there is a deadline, a millisecond later never")
    func horizon() {
        let limit = AlwaysTests.fiftyYears.milliseconds
        let always = BusinessCalendar.always
        #expect(
            always.deadline(after: AlwaysTests.start, open: OpenTime(milliseconds: limit))
                == AlwaysTests.start + AlwaysTests.fiftyYears)
        #expect(always.deadline(after: AlwaysTests.start, open: OpenTime(milliseconds: limit + 1)) == nil)
        #expect(always.deadline(after: AlwaysTests.start, open: OpenTime(milliseconds: .max)) == nil)
    }

    @Test("at the deadline exactly the amount has been open, and a millisecond before it less")
    func bothQuestionsAgree() throws {
        for milliseconds: Int64 in [1, 999, 60_000, 31_536_000_000] {
            let open = OpenTime(milliseconds: milliseconds)
            let always = BusinessCalendar.always
            let deadline = try #require(always.deadline(after: AlwaysTests.start, open: open))
            #expect(always.openTime(from: AlwaysTests.start, to: deadline) == open)
            let before = deadline - ElapsedTime(milliseconds: 1)
            #expect(always.openTime(from: AlwaysTests.start, to: before) < open)
        }
    }

    @Test("moments are printed in UTC")
    func text() {
        #expect(BusinessCalendar.always.name == "always")
        #expect(BusinessCalendar.always.text(of: AlwaysTests.start) == "2026-11-02T00:00:00Z")
    }

    @Test("the distant past and future lie around every moment, and can be printed")
    func distant() {
        #expect(Timestamp.distantPast < AlwaysTests.start)
        #expect(AlwaysTests.start < Timestamp.distantFuture)
        #expect(Timestamp.distantPast.utcText.hasPrefix("-"))
        #expect(!Timestamp.distantFuture.utcText.isEmpty)
        #expect((Timestamp.distantFuture - Timestamp.distantPast).milliseconds > 0)
    }
}
