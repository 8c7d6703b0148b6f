package import BusinessTime

/// The hours of a date on a calendar, and why it has them; `always` has them too.
struct DayHours: Hashable {
    let date: CivilDate
    let intervals: [CivilInterval]
    let reason: CalendarDay.Reason
    /// The weekday has hours of its own.
    let isUsuallyOpen: Bool

    init(_ calendar: BusinessCalendar, _ date: CivilDate) {
        self.date = date
        if let definition = calendar.definition {
            let day = definition.day(date)
            intervals = day.intervals
            reason = day.reason
            isUsuallyOpen = !definition.weekly[date.weekday].isEmpty
        } else {
            intervals = [CivilInterval(open: 0, close: 86_400)].compactMap(\.self)
            reason = .weekday
            isUsuallyOpen = true
        }
    }

    /// `Christmas Day (holiday)`; nil for what every week has.
    var note: String? {
        guard let word = reason.word else { return nil }
        let what = word.replacing("_", with: " ")
        let name = reason.names.joined(separator: ", ")
        let anyway = intervals.isEmpty && !isUsuallyOpen ? ", on a closed day" : ""
        return name.isEmpty ? what + anyway : "\(name) (\(what)\(anyway))"
    }
}

extension CalendarDay.Reason {
    /// The kind of an exception, as JSON has it.
    var word: String? {
        switch self {
        case .weekday: nil
        case .holiday: "holiday"
        case .specialHours: "special_hours"
        case .closures: "closed_in_part"
        }
    }

    var names: [String] {
        switch self {
        case .weekday: []
        case .holiday(let name): [name]
        case .specialHours(let name): [name].compactMap(\.self)
        case .closures(let names): names
        }
    }
}

extension BusinessCalendar {
    /// `always` is read in UTC.
    package var zone: Zone { definition?.zone ?? .utc }
}
