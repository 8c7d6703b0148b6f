import BusinessTime
import Testing

@Suite("amounts")
struct AmountTests {
    @Test(
        "an amount is printed in seconds for machines and in units for people",
        arguments: [
            (0, "0", "0s"), (1, "0.001", "0.001s"), (10, "0.01", "0.01s"), (250, "0.25", "0.25s"),
            (1_000, "1", "1s"), (1_100, "1.1", "1.1s"), (45_000, "45", "45s"), (59_999, "59.999", "59.999s"),
            (60_000, "60", "1m"), (61_000, "61", "1m1s"), (3_600_000, "3600", "1h"), (3_601_000, "3601", "1h1s"),
            (5_400_000, "5400", "1h30m"), (86_400_000, "86400", "24h"), (360_000_500, "360000.5", "100h0.5s"),
            (-1, "-0.001", "-0.001s"), (-5_400_000, "-5400", "-1h30m"),
        ])
    func text(milliseconds: Int64, seconds: String, units: String) {
        #expect(ElapsedTime(milliseconds: milliseconds).secondsText == seconds)
        #expect(ElapsedTime(milliseconds: milliseconds).text == units)
        #expect(OpenTime(milliseconds: milliseconds).secondsText == seconds)
        #expect(OpenTime(milliseconds: milliseconds).text == units)
    }

    @Test("the least amount is printed and does not stop the process")
    func least() {
        #expect(ElapsedTime(milliseconds: .min).secondsText == "-9223372036854775.808")
        #expect(!ElapsedTime(milliseconds: .min).text.isEmpty)
    }

    @Test("units build on each other")
    func units() {
        #expect(ElapsedTime.seconds(1).milliseconds == 1_000)
        #expect(ElapsedTime.minutes(1) == .seconds(60))
        #expect(ElapsedTime.hours(1) == .minutes(60))
        #expect(ElapsedTime.days(1) == .hours(24))
    }
}
