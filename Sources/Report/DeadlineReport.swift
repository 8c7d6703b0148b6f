package import BusinessTime

/// A deadline, and how it came about.
package struct DeadlineReport: Encodable {
    private let calendar: String
    private let timeZone: String
    private let start: String
    private let target: String
    private let deadline: String?
    private let note: String?
    private let rows: Explanation

    /// - Parameters:
    ///   - calendar: the calendar that was asked.
    ///   - counting: the calendar whose time counts: the same, or `always` for elapsed time.
    ///   - target: as a person writes it: `4bh`.
    ///   - deadline: nil for never.
    package init(
        _ calendar: BusinessCalendar, counting: BusinessCalendar, start: Timestamp, target: String,
        deadline: Timestamp?
    ) {
        self.calendar = calendar.name
        timeZone = calendar.zone.name
        self.start = calendar.text(of: start)
        self.target = target
        self.deadline = deadline.map { calendar.text(of: $0) }
        note = DeadlineReport.note(calendar, counting, start, deadline)
        rows = Explanation(of: counting, in: calendar, from: start, to: deadline ?? start)
    }

    /// The question, the answer, and the rows that add up.
    package var text: String {
        Table.pairs([
            ("calendar", "\(calendar) (\(timeZone))"), ("start", start), ("target", target),
            ("deadline", deadline ?? "never"), ("note", note),
        ]) + "\n" + rows.text
    }

    private static func note(
        _ calendar: BusinessCalendar, _ counting: BusinessCalendar, _ start: Timestamp, _ deadline: Timestamp?
    ) -> String? {
        guard let deadline else { return "50 years do not bring so much open time" }
        if counting != calendar { return "elapsed time: every hour counts, open or closed" }
        guard deadline > start, !calendar.isOpen(at: deadline) else { return nil }
        let next = calendar.nextOpening(atOrAfter: deadline).map { calendar.text(of: $0) } ?? "never"
        return "used up exactly at closing time; next opening: \(next)"
    }
}
