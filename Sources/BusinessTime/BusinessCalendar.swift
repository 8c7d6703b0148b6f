/// When time counts: a named set of open instants, and the two questions every figure stands on.
package struct BusinessCalendar: Sendable {
    package let name: String
    /// Zone, hours and exceptions; nil for `always`.
    package let definition: CalendarDefinition?
    private let index: IntervalIndex?

    /// The built-in calendar that is open at every instant: its open time is elapsed time.
    package static let always = BusinessCalendar()

    /// A deadline is looked for this far ahead; beyond it is *never*.
    package static let horizon = ElapsedTime.days(50 * 366)

    private init() {
        name = "always"
        definition = nil
        index = nil
    }

    /// Builds the index of a span; questions outside of it are answered exactly, but slowly.
    package init(_ definition: CalendarDefinition, indexedFrom from: Timestamp, to: Timestamp) {
        name = definition.name
        self.definition = definition
        index = IntervalIndex(definition, from: from, to: max(from, to))
    }

    /// The end of the span that is answered fast; the far future for `always`.
    package var indexedUntil: Timestamp {
        index.map { Timestamp(millisecondsSinceEpoch: $0.to) } ?? .distantFuture
    }

    /// The open time of `[from, to)`; zero if `to <= from`.
    package func openTime(from: Timestamp, to: Timestamp) -> OpenTime {
        guard from < to else { return .zero }
        let (start, end) = (from.millisecondsSinceEpoch, to.millisecondsSinceEpoch)
        guard let index, let definition else { return OpenTime(milliseconds: end - start) }
        if index.from <= start, end <= index.to {
            return OpenTime(milliseconds: index.open(until: end) - index.open(until: start))
        }
        return definition.openTime(from: from, to: to)
    }

    /// The earliest instant `t >= start` with `openTime(from: start, to: t) == open`; `open` of zero gives `start`.
    ///
    /// An amount that is used up exactly at closing time thus ends at closing time.
    ///
    /// - Returns: nil for *never*: not within the 50 years after `start`.
    package func deadline(after start: Timestamp, open: OpenTime) -> Timestamp? {
        guard open > .zero else { return start }
        let moment = start.millisecondsSinceEpoch
        guard let index, let definition else {
            let fits = open.milliseconds <= BusinessCalendar.horizon.milliseconds
            return fits ? Timestamp(millisecondsSinceEpoch: moment + open.milliseconds) : nil
        }
        if index.contains(moment) {
            let wanted = index.open(until: moment) + open.milliseconds
            if wanted <= index.total {
                let found = Timestamp(millisecondsSinceEpoch: index.instant(ofOpen: wanted))
                return found - start <= BusinessCalendar.horizon ? found : nil
            }
        }
        return definition.deadline(after: start, open: open)
    }

    /// A moment as people of this calendar read it: with the offset of its zone, `Z` on `always`.
    package func text(of moment: Timestamp) -> String {
        moment.text(offsetSeconds: offsetSeconds(at: moment))
    }

    /// Seconds east of UTC in the calendar's zone; zero on `always`.
    package func offsetSeconds(at moment: Timestamp) -> Int {
        definition?.zone.offsetSeconds(at: moment) ?? 0
    }
}

extension BusinessCalendar: Hashable {
    /// Calendars are the same if they are made of the same, whatever span is indexed.
    package static func == (left: BusinessCalendar, right: BusinessCalendar) -> Bool {
        if let index = left.index, index === right.index { return true }
        return left.definition == right.definition
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension BusinessCalendar {
    package func isOpen(at moment: Timestamp) -> Bool {
        period(atOrAfter: moment).map { $0.from <= moment } ?? false
    }

    /// The first instant at or after `moment` that is open; nil for none within 50 years.
    package func nextOpening(atOrAfter moment: Timestamp) -> Timestamp? {
        period(atOrAfter: moment).map { max($0.from, moment) }
    }

    /// The end of the open period that holds `moment` or comes next; nil for none within 50 years.
    package func nextClosing(after moment: Timestamp) -> Timestamp? {
        guard definition != nil else { return nil }
        return period(atOrAfter: moment)?.to
    }

    /// The open periods within `[from, to)`, united and cut to it.
    package func periods(from: Timestamp, to: Timestamp) -> [OpenPeriod] {
        guard from < to else { return [] }
        guard let definition else { return [OpenPeriod(from: from, to: to)] }
        return OpenPeriodWalk(definition, days: definition.days(from: from, to: to)).compactMap { period in
            let cut = OpenPeriod(from: max(period.from, from), to: min(period.to, to))
            return cut.from < cut.to ? cut : nil
        }
    }

    private func period(atOrAfter moment: Timestamp) -> OpenPeriod? {
        guard let definition else { return OpenPeriod(from: moment, to: .distantFuture) }
        if let index, index.contains(moment.millisecondsSinceEpoch),
            let period = index.period(atOrAfter: moment.millisecondsSinceEpoch),
            period.from.millisecondsSinceEpoch > index.from, period.to.millisecondsSinceEpoch < index.to
        {
            return period
        }
        let days = definition.days(from: moment, to: moment + BusinessCalendar.horizon)
        return OpenPeriodWalk(definition, days: days).first { $0.to > moment }
    }
}

// The slow way: date by date, exact at any distance.
extension CalendarDefinition {
    func openTime(from: Timestamp, to: Timestamp) -> OpenTime {
        var total: Int64 = 0
        for period in OpenPeriodWalk(self, days: days(from: from, to: to)) {
            let cut = min(period.to, to) - max(period.from, from)
            if cut > .zero { total += cut.milliseconds }
        }
        return OpenTime(milliseconds: total)
    }

    func deadline(after start: Timestamp, open: OpenTime) -> Timestamp? {
        let end = start + BusinessCalendar.horizon
        var rest = open.milliseconds
        for period in OpenPeriodWalk(self, days: days(from: start, to: end)) {
            let from = max(period.from, start)
            let length = period.to - from
            guard length > .zero else { continue }
            if length.milliseconds >= rest {
                let found = from + ElapsedTime(milliseconds: rest)
                return found <= end ? found : nil
            }
            rest -= length.milliseconds
        }
        return nil
    }
}
