import BusinessTime
import Report
import Testing

@Suite("How far away something is, for people")
struct OutlookTests {
    /// A Friday.
    private static let now = "2026-11-20T16:48:00+01:00"

    private func now() throws -> Timestamp { try Timestamp(rfc3339: OutlookTests.now) }

    @Test(
        "an amount has at most two units, cut",
        arguments: [
            (0, "in 0 s"), (59_999, "in 59 s"), (60_000, "in 1 min"), (3_599_999, "in 59 min"), (3_600_000, "in 1 h"),
            (3_660_000, "in 1 h 1 min"), (86_399_999, "in 23 h 59 min"), (86_400_000, "in 1 d"),
            (90_000_000, "in 1 d 1 h"), (-1, "0 s ago"), (-720_000, "12 min ago"),
        ])
    func amounts(milliseconds: Int64, text: String) {
        let now = Timestamp(millisecondsSinceEpoch: 0)
        #expect(countdown(to: now + ElapsedTime(milliseconds: milliseconds), from: now) == text)
    }

    @Test(
        "an instant has as much of a date as is needed",
        arguments: [
            ("2026-11-20T17:00:00+01:00", "17:00 CET"), ("2026-11-20T00:00:00+01:00", "00:00 CET"),
            ("2026-11-21T00:00:00+01:00", "Sat 00:00 CET"), ("2026-11-19T23:59:59+01:00", "Thu 23:59 CET"),
            ("2026-11-26T09:00:00.250+01:00", "Thu 09:00 CET"), ("2026-11-27T09:00:00+01:00", "2026-11-27 09:00 CET"),
        ])
    func moments(rfc3339: String, text: String) throws {
        #expect(try #require(WallMoment(rfc3339: rfc3339)).text(asOf: try now(), zone: "CET") == text)
    }

    @Test("without a name the time has its offset")
    func offset() throws {
        #expect(WallMoment(rfc3339: OutlookTests.now)?.text(asOf: try now(), zone: nil) == "16:48 +01:00")
        #expect(WallMoment(rfc3339: "2026-11-20T15:48:00Z")?.text(asOf: try now(), zone: nil) == "15:48 Z")
        #expect(WallMoment(rfc3339: "soon") == nil)
    }

    @Test(
        "an outlook says whether the team is there in time",
        arguments: [
            // deadline, closing, opening, text
            ("20T16:58", "20T17:00", "23T09:00", "open until 17:00"),
            ("20T17:00", "20T17:00", "23T09:00", "open until 17:00"),
            ("23T09:12", "20T17:00", "23T09:00", "closes in 12 min, next opening Mon 09:00: will breach Mon 09:12"),
            ("21T12:00", "20T17:00", "23T09:00", "closes in 12 min and opens Mon 09:00, after the deadline"),
            ("23T09:12", "20T17:00", nil, "closes in 12 min for good"),
            ("23T09:12", nil, "23T09:00", "closed, opens Mon 09:00: will breach Mon 09:12"),
            ("21T12:00", nil, "23T09:00", "closed until Mon 09:00, after the deadline"),
            ("21T12:00", nil, nil, "closed for good"),
        ])
    func outlook(deadline: String, closing: String?, opening: String?, text: String) throws {
        func moment(_ text: String) throws -> WallMoment {
            try #require(WallMoment(rfc3339: "2026-11-\(text):00+01:00"))
        }
        let outlook = Outlook(
            deadline: try moment(deadline), isOpen: closing != nil, closing: try closing.map(moment),
            opening: try opening.map(moment))
        #expect(outlook.text(asOf: try now()) == text)
    }

    @Test("rows have colours only where they are wanted")
    func paint() {
        var table = Table(columns: ["A"])
        table.add(["x\u{1B}"])
        #expect(table.text(.none, [.bad]) == "A\nx?\n")
        #expect(table.text(Paint(isOn: true), [.bad]) == "A\n\u{1B}[31mx?\u{1B}[0m\n")
        #expect(table.text(Paint(isOn: true), [nil]) == "A\nx?\n")
    }
}
