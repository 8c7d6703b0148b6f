import BusinessTime

/// How fine an account of business hours is.
package enum CalendarStep: String, Hashable, Sendable {
    /// Every open period by itself.
    case period
    case day, week, month, year

    /// As fine as some dozens of lines allow.
    init(for counted: ElapsedTime) {
        switch counted {
        case ...ElapsedTime.days(14): self = .period
        case ...ElapsedTime.days(62): self = .day
        case ...ElapsedTime.days(366): self = .week
        case ...ElapsedTime.days(6 * 366): self = .month
        default: self = .year
        }
    }
}

/// Tells the hours of stretches of a clock.
struct Account {
    let calendar: BusinessCalendar
    /// In which people read it.
    let zone: Zone
    let step: CalendarStep

    func segments(of stretch: Stretch) -> [Segment] {
        switch stretch.kind {
        case .counted: return counted(stretch.from, stretch.to)
        case .carried(let run): return [Segment(kind: .carried, from: stretch.from, to: stretch.to, open: run)]
        case .paused(let cause): return [held(.paused(cause), stretch)]
        case .resolved(let cause): return [held(.resolved(cause), stretch)]
        case .uncounted: return [held(.uncounted, stretch)]
        }
    }

    private func held(_ kind: Segment.Kind, _ stretch: Stretch) -> Segment {
        Segment(
            kind: kind, from: stretch.from, to: stretch.to, open: .zero, reasons: changes(stretch.from, stretch.to))
    }

    private func counted(_ from: Timestamp, _ to: Timestamp) -> [Segment] {
        guard calendar != .always, step != .period else { return periods(from, to) }
        var segments: [Segment] = []
        var at = from
        while at < to {
            let end = min(max(nextEdge(after: at), at + ElapsedTime(milliseconds: 1)), to)
            segments.add(chunk(at, end))
            at = end
        }
        return segments
    }

    /// Open and closed hours by turns.
    private func periods(_ from: Timestamp, _ to: Timestamp) -> [Segment] {
        var segments: [Segment] = []
        var at = from
        for period in calendar.periods(from: from, to: to) {
            if at < period.from { segments.append(closed(at, period.from)) }
            segments.append(
                Segment(
                    kind: .open, from: period.from, to: period.to,
                    open: calendar.openTime(from: period.from, to: period.to),
                    reasons: special(on: zone.date(at: period.from)) + changes(period.from, period.to)))
            at = period.to
        }
        return at < to ? segments + [closed(at, to)] : segments
    }

    private func closed(_ from: Timestamp, _ to: Timestamp) -> Segment {
        Segment(kind: .closed, from: from, to: to, open: .zero, reasons: names(from, to) + changes(from, to))
    }

    private func chunk(_ from: Timestamp, _ to: Timestamp) -> Segment {
        let open = calendar.openTime(from: from, to: to)
        guard open > .zero else { return closed(from, to) }
        let names = step == .year ? [] : names(from, to, isOpen: true).filter { !$0.isOfEveryWeek }
        return Segment(
            kind: .days(step), from: from, to: to, open: open,
            reasons: names + (step == .year ? [] : changes(from, to)))
    }

    /// The next midnight, Monday, first of the month or first of the year.
    private func nextEdge(after instant: Timestamp) -> Timestamp {
        var date = zone.date(at: instant)
        repeat { date = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1) } while !isEdge(date)
        return zone.instant(of: date, secondsOfDay: 0)
    }

    private func isEdge(_ date: CivilDate) -> Bool {
        switch step {
        case .period, .day: true
        case .week: date.isMonday
        case .month: date.day == 1
        case .year: date.day == 1 && date.month == 1
        }
    }

    private func changes(_ from: Timestamp, _ to: Timestamp) -> [Segment.Reason] {
        zone.transitions(from: from, to: to).map { .clockChange(at: $0.at, before: $0.before, after: $0.after) }
    }

    /// The name of other hours than those of every week.
    private func special(on date: CivilDate) -> [Segment.Reason] {
        guard case .specialHours(let name) = calendar.definition?.day(date).reason else { return [] }
        return [.specialHours(name)]
    }

    /// Why the dates of a time have the hours they have, each reason once.
    ///
    /// - Parameter isOpen: some of it is open: other hours than those of every week are named in any case.
    private func names(_ from: Timestamp, _ to: Timestamp, isOpen: Bool = false) -> [Segment.Reason] {
        guard let definition = calendar.definition, from < to else { return [] }
        let first = zone.date(at: from).daysSinceEpoch
        let last = max(first, zone.date(at: to - ElapsedTime(milliseconds: 1)).daysSinceEpoch)
        var reasons: [Segment.Reason] = []
        for day in first...last {
            let date = CivilDate(daysSinceEpoch: day)
            let reason = Segment.Reason(
                definition.day(date), isUsual: !isOpen && !definition.isUsuallyOpen(date, from, to))
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }
}

extension [Segment] {
    /// Closed days in a row are one.
    fileprivate mutating func add(_ next: Segment) {
        guard let last, last.kind == .closed, next.kind == .closed else { return append(next) }
        let reasons = last.reasons + next.reasons.filter { !last.reasons.contains($0) }
        self[endIndex - 1] = Segment(kind: .closed, from: last.from, to: next.to, open: .zero, reasons: reasons)
    }
}

extension Segment.Reason {
    /// - Parameter isUsual: every week is closed then.
    fileprivate init(_ day: CalendarDay, isUsual: Bool) {
        switch day.reason {
        case .holiday(let name): self = .holiday(name)
        case .specialHours(let name) where !isUsual: self = .specialHours(name)
        case .closures(let names) where !isUsual: self = .closures(names)
        case .weekday where !day.intervals.isEmpty: self = .closedHours
        case .specialHours, .closures: self = .closedHours
        case .weekday: self = day.date.isOfWeekend ? .weekend : .closedDay
        }
    }

    fileprivate var isOfEveryWeek: Bool {
        switch self {
        case .closedHours, .weekend, .closedDay: true
        case .holiday, .specialHours, .closures, .clockChange, .pastTarget: false
        }
    }
}

extension CalendarDefinition {
    /// Whether the hours of the weekday are open at some instant of the time.
    fileprivate func isUsuallyOpen(_ date: CivilDate, _ from: Timestamp, _ to: Timestamp) -> Bool {
        weekly[date.weekday].contains {
            zone.instant(of: date, secondsOfDay: $0.open) < to && from < zone.instant(of: date, secondsOfDay: $0.close)
        }
    }
}

extension CivilDate {
    fileprivate var isMonday: Bool { weekday == 0 }
    fileprivate var isOfWeekend: Bool { weekday >= 5 }
}

extension BusinessCalendar {
    /// In which people read its instants; UTC on `always`.
    var zone: Zone { definition?.zone ?? .utc }
}
