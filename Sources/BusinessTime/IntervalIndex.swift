/// The open periods of a span of years with prefix sums, so that both questions are a search: O(1) for hours as
/// people have them, O(log n) at worst, no allocation.
struct IntervalIndex: Sendable {
    /// The index answers for `[from, to]`.
    let from: Int64
    let to: Int64
    /// Milliseconds since 1970 at which each period begins, ascending.
    private let starts: SortedNumbers
    /// Open milliseconds before each period, and at the end those of the whole span: one more than `starts`.
    private let before: SortedNumbers

    init(_ definition: CalendarDefinition, from: Timestamp, to: Timestamp) {
        self.from = from.millisecondsSinceEpoch
        self.to = to.millisecondsSinceEpoch
        var starts: [Int64] = []
        var before: [Int64] = [0]
        for period in OpenPeriodWalk(definition, days: definition.days(from: from, to: to)) {
            let start = max(period.from.millisecondsSinceEpoch, self.from)
            let length = min(period.to.millisecondsSinceEpoch, self.to) - start
            guard length > 0 else { continue }
            starts.append(start)
            before.append(before[before.count - 1] + length)
        }
        self.starts = SortedNumbers(starts)
        self.before = SortedNumbers(before)
    }

    /// The memory of the periods, in bytes.
    var byteCount: Int { starts.byteCount + before.byteCount }

    /// The open time of the whole span.
    var total: Int64 { before[before.count - 1] }

    func contains(_ moment: Int64) -> Bool {
        from <= moment && moment <= to
    }

    /// Open milliseconds from the start of the span to an instant in it.
    func open(until moment: Int64) -> Int64 {
        let period = starts.count(atMost: moment) - 1
        guard period >= 0 else { return 0 }
        return min(before[period] + (moment - starts[period]), before[period + 1])
    }

    /// The earliest instant at which so much open time has passed since the start of the span.
    ///
    /// - Parameter open: more than 0 and at most `total`.
    func instant(ofOpen open: Int64) -> Int64 {
        let period = before.count(atMost: open - 1) - 1
        return starts[period] + open - before[period]
    }

    /// The period that holds the instant, or the first after it; nil behind the last. It is cut to the span.
    func period(atOrAfter moment: Int64) -> OpenPeriod? {
        var place = starts.count(atMost: moment) - 1
        if place < 0 || moment >= end(of: place) { place += 1 }
        guard place < starts.count else { return nil }
        return OpenPeriod(
            from: Timestamp(millisecondsSinceEpoch: starts[place]),
            to: Timestamp(millisecondsSinceEpoch: end(of: place)))
    }

    private func end(of period: Int) -> Int64 {
        starts[period] + before[period + 1] - before[period]
    }
}
