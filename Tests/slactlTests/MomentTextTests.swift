import BusinessTime
import Testing

@testable import slactl

@Suite("Moments to look back to")
struct MomentTextTests {
    /// 2026-11-22T10:00:00Z, on a machine two hours east.
    private let moments: MomentText? = {
        guard let now = try? Timestamp(rfc3339: "2026-11-22T10:00:00Z"),
            let today = CivilDate(year: 2026, month: 11, day: 22)
        else { return nil }
        return MomentText(now: now, today: today) { date in
            Timestamp(millisecondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400_000) - .hours(2)
        }
    }()

    @Test(
        "are spans ago, days, dates, or RFC 3339",
        arguments: [
            ("now", "2026-11-22T10:00:00Z"), ("2h", "2026-11-22T08:00:00Z"), ("7d", "2026-11-15T10:00:00Z"),
            ("1h30m", "2026-11-22T08:30:00Z"), ("today", "2026-11-21T22:00:00Z"),
            ("yesterday", "2026-11-20T22:00:00Z"), ("2026-11-01", "2026-10-31T22:00:00Z"),
            ("2026-11-22T09:30:00+01:00", "2026-11-22T08:30:00Z"),
        ])
    func read(text: String, expected: String) throws {
        let moments = try #require(moments)
        try #expect(moments.moment(text, option: "--since").utcText == expected)
    }

    @Test(
        "anything else is told with what to write",
        arguments: ["", "2", "2 hours", "2026-02-30", "22.11.2026", "tomorrow"])
    func refused(text: String) throws {
        let moments = try #require(moments)
        let error = #expect(throws: BadQuestion.self) { try moments.moment(text, option: "--until") }
        #expect(error?.description.hasPrefix("--until: '\(text)' is no moment; write such as 2h or 7d (ago)") == true)
    }

    @Test("the machine's own midnight is not after now, and less than a day and a clock change away")
    func local() throws {
        let now = try Timestamp(rfc3339: "2026-11-22T10:00:00Z")
        let today = try MomentText(now: now).moment("today", option: "--since")
        #expect(today <= now && now - today < .hours(26))
    }
}
