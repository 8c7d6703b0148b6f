package import BusinessTime

/// The open time between two instants, and what it is made of.
package struct OpenTimeReport: Encodable {
    private let calendar: String
    private let timeZone: String
    private let from: String
    private let to: String
    private let openSeconds: Double
    private let elapsedSeconds: Double
    private let rows: Explanation
    private let amounts: (open: String, elapsed: String)

    enum CodingKeys: CodingKey {
        case calendar, timeZone, from, to, openSeconds, elapsedSeconds, rows
    }

    package init(_ calendar: BusinessCalendar, from: Timestamp, to: Timestamp) {
        let open = calendar.openTime(from: from, to: to)
        let elapsed = max(.zero, to - from)
        self.calendar = calendar.name
        timeZone = calendar.zone.name
        self.from = calendar.text(of: from)
        self.to = calendar.text(of: to)
        openSeconds = open.seconds
        elapsedSeconds = OpenTime(milliseconds: elapsed.milliseconds).seconds
        rows = Explanation(of: calendar, in: calendar, from: from, to: to)
        amounts = (open.text, elapsed.text)
    }

    /// The question, the answer, and the rows that add up.
    package var text: String {
        Table.pairs([
            ("calendar", "\(calendar) (\(timeZone))"), ("from", from), ("to", to),
            ("open", "\(amounts.open) of \(amounts.elapsed) elapsed"),
        ]) + "\n" + rows.text
    }
}
