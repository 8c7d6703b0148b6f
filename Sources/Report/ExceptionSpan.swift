import BusinessTime

/// Dates in a row that have their hours for the same reason.
struct ExceptionSpan: Hashable {
    let first: CivilDate
    private(set) var last: CivilDate
    let kind: String
    let note: String

    /// The last date; nil where it is the only one.
    var lastText: String? { first == last ? nil : last.isoText }

    /// The exceptions of the dates that `[from, to)` touches.
    static func all(_ calendar: BusinessCalendar, from: Timestamp, to: Timestamp) -> [ExceptionSpan] {
        guard calendar.definition != nil, from < to else { return [] }
        let first = calendar.zone.date(at: from).daysSinceEpoch
        let last = calendar.zone.date(at: to - ElapsedTime(milliseconds: 1)).daysSinceEpoch
        return (first...max(first, last)).reduce(into: []) { spans, day in
            let hours = DayHours(calendar, CivilDate(daysSinceEpoch: day))
            guard let kind = hours.reason.word, let note = hours.note else { return }
            spans.add(ExceptionSpan(first: hours.date, last: hours.date, kind: kind, note: note))
        }
    }

    /// Takes in a span that follows without a gap for the same reason.
    fileprivate mutating func join(_ next: ExceptionSpan) -> Bool {
        guard next.kind == kind, next.note == note, next.first == last.later(days: 1) else { return false }
        last = next.last
        return true
    }
}

extension [ExceptionSpan] {
    fileprivate mutating func add(_ span: ExceptionSpan) {
        if let last = indices.last, self[last].join(span) { return }
        append(span)
    }
}
