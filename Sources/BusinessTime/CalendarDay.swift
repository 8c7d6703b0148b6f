/// Why a date has the hours it has.
package struct CalendarDay: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case weekday
        case holiday(String)
        case specialHours(String?)
        /// Closed in part, by these names.
        case closures([String])
    }

    package let date: CivilDate
    package let reason: Reason
    /// Within the date, ascending, not touching.
    package let intervals: [CivilInterval]
}

extension CalendarDefinition {
    /// The hours of a date: what the strongest layer with a holiday or special hours says, else its weekday's; less
    /// what the layers that are stronger still close in part.
    package func day(_ date: CivilDate) -> CalendarDay {
        var closures: [DatedHours] = []
        for layer in layers {
            switch layer.decision(on: date) {
            case .holiday(let name): return CalendarDay(date: date, reason: .holiday(name), intervals: [])
            case .specialHours(let special):
                let hours = special.intervals.compactMap(\.ofTheDay).united
                return CalendarDay(date, .specialHours(special.name), hours, without: closures)
            case nil: closures += layer.closures[date] ?? []
            }
        }
        return CalendarDay(date, .weekday, usualHours(of: date), without: closures)
    }

    /// The hours of the weekday, and what the special hours of the date before last into this one.
    private func usualHours(of date: CivilDate) -> [CivilInterval] {
        let days = date.daysSinceEpoch
        let hours = usualHours(ofDay: days)
        guard exceptions.lastOverMidnight else { return hours }
        return (hours + spill(from: CivilDate(daysSinceEpoch: days - 1))).united
    }

    /// The hours of a weekday alone.
    ///
    /// - Parameter day: days since 1970-01-01, which was a Thursday; Monday is 0.
    func usualHours(ofDay day: Int) -> [CivilInterval] {
        weekly[((day + 3) % 7 + 7) % 7]
    }

    private func spill(from date: CivilDate) -> [CivilInterval] {
        for layer in layers {
            switch layer.decision(on: date) {
            case .holiday: return []
            case .specialHours(let special): return special.intervals.compactMap(\.ofTheNextDay)
            case nil: continue
            }
        }
        return []
    }
}

extension CalendarDay {
    fileprivate init(_ date: CivilDate, _ reason: Reason, _ hours: [CivilInterval], without closures: [DatedHours]) {
        self.date = date
        self.reason = closures.isEmpty ? reason : .closures(closures.compactMap(\.name))
        intervals = closures.isEmpty ? hours : hours.without(closures.flatMap(\.intervals))
    }
}

extension CalendarLayer {
    fileprivate enum Decision {
        case holiday(String)
        case specialHours(DatedHours)
    }

    /// What this layer makes of a whole date: special hours beat a holiday.
    fileprivate func decision(on date: CivilDate) -> Decision? {
        let monthDay = MonthDay(date)
        if let special = specialHours[date] ?? yearlySpecialHours[monthDay] { return .specialHours(special) }
        return (holidays[date] ?? yearlyHolidays[monthDay]).map(Decision.holiday)
    }
}
