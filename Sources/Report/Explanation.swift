package import BusinessTime

/// What an amount of open time is made of: the open periods that add up, the exceptions by name, the clock changes.
package struct Explanation: Encodable {
    struct Row: Encodable {
        /// `open`, `holiday`, `special_hours`, `closed_in_part` or `clock_change`.
        let kind: String
        /// RFC 3339; a date where the row is about whole dates.
        let from: String
        /// The end; the last date of several.
        var to: String?
        var openSeconds: Double?
        /// What has added up so far.
        var totalSeconds: Double
        var note: String?
        var cells: [String]

        enum CodingKeys: CodingKey {
            case kind, from, to, openSeconds, totalSeconds, note
        }
    }

    private let rows: [Row]
    /// The open time of the whole.
    package private(set) var total = OpenTime.zero

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows)
    }

    /// Explains the open time of `[from, to)`.
    ///
    /// - Parameters:
    ///   - counting: the calendar whose time counts; `always` for elapsed time.
    ///   - calendar: whose zone the instants are printed in, and whose clock changes are shown.
    package init(of counting: BusinessCalendar, in calendar: BusinessCalendar, from: Timestamp, to: Timestamp) {
        self.init(ExplanationStep.all(counting, calendar, from: from, to: to), in: calendar)
    }

    /// Rows in the order of time, whose open time adds up.
    init(_ steps: [ExplanationStep], in calendar: BusinessCalendar) {
        var total = OpenTime.zero
        rows = steps.sorted().map { $0.row(in: calendar, total: &total) }
        self.total = total
    }

    /// Rows under columns, in the order of time.
    package var text: String {
        var table = Table(columns: ["FROM", "TO", "OPEN", "TOTAL", "NOTE"])
        for row in rows { table.add(row.cells) }
        return table.text
    }
}

extension ExplanationStep {
    /// What the calendar has in `[from, to)`.
    static func all(
        _ counting: BusinessCalendar, _ calendar: BusinessCalendar, from: Timestamp, to: Timestamp
    ) -> [ExplanationStep] {
        guard from < to else { return [] }
        var steps = counting.periods(from: from, to: to).map { ExplanationStep(at: $0.from, .open($0)) }
        steps += ClockChange.all(in: calendar.zone, from: from, to: to).map {
            ExplanationStep(at: $0.moment, .change($0.change))
        }
        steps += ExceptionSpan.all(counting, from: from, to: to).map {
            ExplanationStep(at: max(from, counting.zone.instant(of: $0.first, secondsOfDay: 0)), .exception($0))
        }
        return steps
    }
}

/// One row to be.
struct ExplanationStep: Comparable {
    enum Content: Hashable {
        case exception(ExceptionSpan)
        case change(ClockChange)
        case open(OpenPeriod)
    }

    let at: Timestamp
    let content: Content

    init(at: Timestamp, _ content: Content) {
        self.at = at
        self.content = content
    }

    /// At one instant what changes the hours comes before the hours.
    static func < (left: ExplanationStep, right: ExplanationStep) -> Bool {
        (left.at, left.rank) < (right.at, right.rank)
    }

    private var rank: Int {
        switch content {
        case .exception: 0
        case .change: 1
        case .open: 2
        }
    }

    func row(in calendar: BusinessCalendar, total: inout OpenTime) -> Explanation.Row {
        switch content {
        case .exception(let span):
            return .init(span.kind, from: span.first.isoText, to: span.lastText, total: total, note: span.note)
        case .change(let change):
            return .init("clock_change", from: change.at, to: nil, total: total, note: change.note)
        case .open(let period):
            let open = OpenTime(milliseconds: (period.to - period.from).milliseconds)
            total += open
            return .init(
                "open", from: calendar.text(of: period.from), to: calendar.text(of: period.to), open: open,
                total: total, note: nil)
        }
    }
}

extension Explanation.Row {
    init(_ kind: String, from: String, to: String?, open: OpenTime? = nil, total: OpenTime, note: String?) {
        self.kind = kind
        self.from = from
        self.to = to
        openSeconds = open?.seconds
        totalSeconds = total.seconds
        self.note = note
        cells = [from, to ?? "", open?.text ?? "-", total.text, note ?? ""]
    }
}
