import BusinessTime

/// The calendars that agreements may name.
struct KnownCalendars: Sendable {
    struct Entry: Sendable {
        let calendar: BusinessCalendar
        /// It has no open time in the years after the load.
        let isNeverOpen: Bool
    }

    /// nil for a calendar with an error of its own: whoever names it is not to blame.
    var entries: [String: Entry?] = [:]
    /// Some names could not be read, so that an unknown one may be right.
    var isIncomplete = false

    /// By name; without those that have errors.
    var usable: [String: BusinessCalendar] { entries.compactMapValues { $0?.calendar } }
}

/// The calendar that an objective counts on.
struct ChosenCalendar {
    var calendar = BusinessCalendar.always
    var isNeverOpen = false
    /// A finding says that it is not the one that was meant.
    var isDoubtful = false
}

// Names of calendars in agreements and objectives.
extension NodeReader {
    mutating func calendar(_ node: RawNode) -> ChosenCalendar {
        guard let name = text(node, "a calendar's name") else { return ChosenCalendar(isDoubtful: true) }
        if name == BusinessCalendar.always.name { return ChosenCalendar() }
        if let known = calendars.entries[name] {
            return known.map { ChosenCalendar(calendar: $0.calendar, isNeverOpen: $0.isNeverOpen) }
                ?? ChosenCalendar(isDoubtful: true)
        }
        guard !calendars.isIncomplete else { return ChosenCalendar(isDoubtful: true) }
        let names = [BusinessCalendar.always.name] + calendars.entries.keys.sorted()
        error(
            node.place, "there is no calendar \(quoted(name))",
            hint: nearestWord(to: name, among: names).map { "did you mean \(quoted($0))?" }
                ?? "write it into the folder calendars, or one of: \(names.prefix(20).joined(separator: ", "))")
        return ChosenCalendar(isDoubtful: true)
    }
}
