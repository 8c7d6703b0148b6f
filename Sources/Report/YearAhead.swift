import BusinessTime

/// A year of a calendar, and what is odd in it.
struct YearAhead {
    let calendar: BusinessCalendar
    let definition: CalendarDefinition
    let start: CivilDate

    private var end: CivilDate { start.later(days: 365) }
    private var dates: [CivilDate] { (0..<365).map { start.later(days: $0) } }

    var findings: [CalendarFinding] {
        let ends = definition.layers.compactMap(endOfList)
        let names = dates.compactMap(twoNames)
        guard calendar.openTime(from: midnight(start), to: midnight(end)) > .zero else {
            return ends + names + [finding(.noHours, start, "no open time from here to \(end.isoText)")]
        }
        return ends + names + dates.compactMap(closedDay) + dates.compactMap(noHours)
    }

    private func closedDay(_ date: CivilDate) -> CalendarFinding? {
        let day = DayHours(calendar, date)
        guard case .holiday(let name) = day.reason, !day.isUsuallyOpen else { return nil }
        return finding(.closedDay, date, "\(name) falls on a \(date.weekdayName), which is closed anyway")
    }

    private func noHours(_ date: CivilDate) -> CalendarFinding? {
        let day = DayHours(calendar, date)
        guard day.isUsuallyOpen, calendar.openTime(from: midnight(date), to: midnight(date.later(days: 1))) == .zero
        else { return nil }
        let names = day.reason.names.joined(separator: ", ")
        switch day.reason {
        case .holiday: return nil
        case .weekday: return finding(.noHours, date, "its hours fall into a change of the clock, nothing is left")
        case .specialHours: return finding(.noHours, date, "special hours without an interval: \(names)")
        case .closures: return finding(.noHours, date, "nothing is left open by \(names)")
        }
    }

    /// What two lists, or two kinds of entries, say of one date.
    private func twoNames(_ date: CivilDate) -> CalendarFinding? {
        let names = definition.layers.flatMap { $0.names(of: date) }
        guard let first = names.first, let other = names.first(where: { $0 != first }) else { return nil }
        return finding(.twoNames, date, "both '\(first)' and '\(other)'; the first counts")
    }

    /// A list that has dates with a year, and none in the last days that are looked at.
    ///
    /// A list reaches as far as the year of its last date: nobody expects a holiday on every 31 December.
    private func endOfList(_ layer: CalendarLayer) -> CalendarFinding? {
        let dated = Array(layer.holidays.keys) + Array(layer.specialHours.keys) + Array(layer.closures.keys)
        guard let last = dated.max(), last < end, last.year < end.year else { return nil }
        let name = layer.names(of: last).first.map { ", \($0)," } ?? ""
        return finding(.listEnds, last, "the last date\(name) of a list of \(dated.count); the year ahead goes on")
    }

    private func finding(_ kind: CalendarFinding.Kind, _ date: CivilDate, _ what: String) -> CalendarFinding {
        CalendarFinding(calendar: calendar.name, kind: kind, date: date.isoText, what: what)
    }

    private func midnight(_ date: CivilDate) -> Timestamp {
        definition.zone.instant(of: date, secondsOfDay: 0)
    }
}

extension CalendarLayer {
    /// The names that the layer has for a whole date, the one that counts first.
    fileprivate func names(of date: CivilDate) -> [String] {
        guard let yearly = MonthDay(month: date.month, day: date.day) else { return [] }
        return [
            specialHours[date]?.name, yearlySpecialHours[yearly]?.name, holidays[date], yearlyHolidays[yearly],
        ].compactMap(\.self)
    }
}
