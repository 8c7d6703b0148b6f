/// When time counts: a named set of open instants, and the two questions every figure stands on.
package struct BusinessCalendar: Sendable {
    /// Behind one reference, so that a question copies none of it.
    private final class Rules: Sendable {
        let definition: CalendarDefinition
        let index: IntervalIndex

        init(_ definition: CalendarDefinition, _ index: IntervalIndex) {
            self.definition = definition
            self.index = index
        }
    }

    /// Nil for `always`.
    private let rules: Rules?

    package var name: String { rules?.definition.name ?? "always" }

    /// Zone, hours and exceptions; nil for `always`.
    package var definition: CalendarDefinition? { rules?.definition }

    /// The built-in calendar that is open at every instant: its open time is elapsed time.
    package static let always = BusinessCalendar()

    /// A deadline is looked for this far ahead; beyond it is *never*.
    package static let horizon = ElapsedTime.days(50 * 366)

    private init() {
        rules = nil
    }

    /// Builds the index of a span; questions outside of it are answered exactly, but slowly.
    package init(_ definition: CalendarDefinition, indexedFrom from: Timestamp, to: Timestamp) {
        rules = Rules(definition, IntervalIndex(definition, from: from, to: max(from, to)))
    }

    /// The same calendar with another span indexed.
    package func indexed(from: Timestamp, to: Timestamp) -> BusinessCalendar {
        definition.map { BusinessCalendar($0, indexedFrom: from, to: to) } ?? self
    }

    /// The end of the span that is answered fast; the far future for `always`.
    package var indexedUntil: Timestamp {
        rules.map { Timestamp(millisecondsSinceEpoch: $0.index.to) } ?? .distantFuture
    }

    /// The memory of the index, in bytes.
    package var indexByteCount: Int { rules?.index.byteCount ?? 0 }

    /// The open time of `[from, to)`; zero if `to <= from`.
    package func openTime(from: Timestamp, to: Timestamp) -> OpenTime {
        let (start, end) = (from.millisecondsSinceEpoch, to.millisecondsSinceEpoch)
        guard start < end else { return .zero }
        guard let rules else { return OpenTime(milliseconds: end - start) }
        guard rules.index.from <= start, end <= rules.index.to else {
            return rules.definition.openTime(from: from, to: to)
        }
        return OpenTime(milliseconds: rules.index.open(until: end) - rules.index.open(until: start))
    }

    /// The earliest instant `t >= start` with `openTime(from: start, to: t) == open`; `open` of zero gives `start`.
    ///
    /// An amount that is used up exactly at closing time thus ends at closing time.
    ///
    /// - Returns: nil for *never*: not within the 50 years after `start`.
    package func deadline(after start: Timestamp, open: OpenTime) -> Timestamp? {
        let (moment, amount) = (start.millisecondsSinceEpoch, open.milliseconds)
        guard amount > 0 else { return start }
        guard let rules else {
            let fits = amount <= BusinessCalendar.horizon.milliseconds
            return fits ? Timestamp(millisecondsSinceEpoch: moment + amount) : nil
        }
        guard rules.index.contains(moment) else { return rules.definition.deadline(after: start, open: open) }
        let already = rules.index.open(until: moment)
        guard amount <= rules.index.total - already else { return rules.definition.deadline(after: start, open: open) }
        let found = rules.index.instant(ofOpen: already + amount)
        return found - moment <= BusinessCalendar.horizon.milliseconds ? Timestamp(millisecondsSinceEpoch: found) : nil
    }

    /// A moment as people of this calendar read it: with the offset of its zone, `Z` on `always`.
    package func text(of moment: Timestamp) -> String {
        moment.text(offsetSeconds: offsetSeconds(at: moment))
    }

    /// Seconds east of UTC in the calendar's zone; zero on `always`.
    package func offsetSeconds(at moment: Timestamp) -> Int {
        rules?.definition.zone.offsetSeconds(at: moment) ?? 0
    }
}

extension BusinessCalendar: Hashable {
    /// Calendars are the same if they are made of the same, whatever span is indexed.
    package static func == (left: BusinessCalendar, right: BusinessCalendar) -> Bool {
        left.rules === right.rules || left.definition == right.definition
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension BusinessCalendar {
    package func isOpen(at moment: Timestamp) -> Bool {
        guard let rules else { return true }
        let place = moment.millisecondsSinceEpoch
        guard rules.index.from <= place, place < rules.index.to else { return rules.definition.isOpen(at: moment) }
        return rules.index.period(atOrAfter: place).map { $0.from <= moment } ?? false
    }

    /// The first instant at or after `moment` that is open; nil for none within 50 years.
    package func nextOpening(atOrAfter moment: Timestamp) -> Timestamp? {
        guard let rules, !isOpen(at: moment) else { return moment }
        if rules.index.contains(moment.millisecondsSinceEpoch),
            let period = rules.index.period(atOrAfter: moment.millisecondsSinceEpoch)
        {
            return near(period.from, moment)
        }
        return rules.definition.nextOpening(atOrAfter: moment).flatMap { near($0, moment) }
    }

    /// The end of the open period that holds `moment` or comes next; nil for none within 50 years.
    package func nextClosing(after moment: Timestamp) -> Timestamp? {
        guard let rules else { return nil }
        if rules.index.contains(moment.millisecondsSinceEpoch),
            let period = rules.index.period(atOrAfter: moment.millisecondsSinceEpoch),
            period.to.millisecondsSinceEpoch < rules.index.to
        {
            return near(period.to, moment)
        }
        return rules.definition.nextClosing(after: moment).flatMap { near($0, moment) }
    }

    private func near(_ found: Timestamp, _ moment: Timestamp) -> Timestamp? {
        found - moment <= BusinessCalendar.horizon ? found : nil
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
}

// The slow way: date by date, exact at any distance. Only what asks for a closing must unite the dates.
extension CalendarDefinition {
    func isOpen(at moment: Timestamp) -> Bool {
        DayByDayWalk(self, days: days(from: moment, to: moment)).contains { $0.from <= moment && moment < $0.to }
    }

    /// The first open instant at or after another, within 50 years and some days.
    func nextOpening(atOrAfter moment: Timestamp) -> Timestamp? {
        let days = days(from: moment, to: moment + BusinessCalendar.horizon)
        return DayByDayWalk(self, days: days).first { $0.to > moment }.map { max($0.from, moment) }
    }

    /// The end of the open period that holds the instant or comes next, within 50 years and some days.
    func nextClosing(after moment: Timestamp) -> Timestamp? {
        let days = days(from: moment, to: moment + BusinessCalendar.horizon)
        return OpenPeriodWalk(self, days: days).first { $0.to > moment }?.to
    }

    func openTime(from: Timestamp, to: Timestamp) -> OpenTime {
        var total: Int64 = 0
        for period in DayByDayWalk(self, days: days(from: from, to: to)) {
            let cut = min(period.to, to) - max(period.from, from)
            if cut > .zero { total += cut.milliseconds }
        }
        return OpenTime(milliseconds: total)
    }

    func deadline(after start: Timestamp, open: OpenTime) -> Timestamp? {
        let end = start + BusinessCalendar.horizon
        var rest = open.milliseconds
        for period in DayByDayWalk(self, days: days(from: start, to: end)) {
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
