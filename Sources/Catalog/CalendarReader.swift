import BusinessTime

/// One calendar as far as it could be read, before the one it extends is known.
struct CalendarDraft {
    /// Something written, and where.
    struct Word: Hashable {
        var text: String
        var place: Place
    }

    var file: String
    var name: String?
    var namePlace: Place
    var zone: Word?
    var extends: Word?
    /// Seven days, Monday first; nil where it has those of the calendar it extends.
    var hours: [[CivilInterval]]?
    var layer: CalendarLayer
    /// Paths of `.ics` files.
    var icsFiles: [Word]
    /// No error was found in it.
    var isSound: Bool
}

// One business calendar: a document of a file in `calendars/`.
extension NodeReader {
    mutating func calendarDraft(_ node: RawNode) -> CalendarDraft? {
        let errors = errorCount
        guard let nodes = mapping(node, .calendar) else { return nil }
        let name = required("calendar", of: nodes, such: "berlin-office").flatMap { calendarName($0) }
        let extends = nodes["extends"].flatMap { word($0, "a calendar's name") }
        // What it does not say itself it has from the calendar it extends.
        let zone = own("time_zone", of: nodes, such: "Europe/Berlin").flatMap { word($0, "a zone's name") }
        let hours = own("hours", of: nodes, such: "{mon-fri: 09:00-17:00}").flatMap { weeklyHours($0) }
        var dates = DatedEntries()
        if let node = nodes["holidays"] { holidays(node, into: &dates) }
        if let node = nodes["special_hours"] { specialHours(node, into: &dates) }
        return CalendarDraft(
            file: file, name: name, namePlace: nodes["calendar"]?.place ?? node.place, zone: zone, extends: extends,
            hours: hours, layer: dates.layer, icsFiles: dates.icsFiles, isSound: errorCount == errors)
    }

    private mutating func own(_ key: String, of nodes: KeyedNodes, such example: String) -> RawNode? {
        nodes["extends"] == nil ? required(key, of: nodes, such: example) : nodes[key]
    }

    private mutating func calendarName(_ node: RawNode) -> String? {
        guard let name = name(node, "a calendar's name") else { return nil }
        guard name != BusinessCalendar.always.name else {
            error(
                node.place, "always is the built-in calendar that is always open",
                hint: "give this calendar another name")
            return nil
        }
        return name
    }

    private mutating func word(_ node: RawNode, _ noun: String) -> CalendarDraft.Word? {
        name(node, noun).map { CalendarDraft.Word(text: $0, place: node.place) }
    }

    private mutating func weeklyHours(_ node: RawNode) -> [[CivilInterval]]? {
        guard case .mapping(let entries) = node.content else {
            error(
                node.place, "hours has days and their hours, and here is \(node.shape)",
                hint: "write such as {mon-fri: 09:00-17:00}; {} is always closed")
            return nil
        }
        var week = [[CivilInterval]](repeating: [], count: 7)
        var lines: [Int: Int] = [:]
        for entry in entries {
            let key = RawNode(place: entry.keyPlace, content: .scalar(entry.key, isPlain: true))
            let days = parsed(key, "a day", WeekdayText.days) ?? []
            let hours = hours(entry.value) ?? []
            for day in days {
                if let line = lines[day] {
                    error(
                        entry.keyPlace, "\(WeekdayText.word(day)) has hours already, on line \(line)",
                        hint: "write each day once, with a comma between its hours")
                }
                lines[day] = entry.keyPlace.line
                week[day] = hours
            }
        }
        return week
    }

    /// A text such as `08:00-12:00, 13:00-17:00`, or a list of such.
    mutating func hours(_ node: RawNode) -> [CivilInterval]? {
        guard !node.isNull, let items = list(node, "hours such as 08:00-12:00") else {
            error(node.place, "here are no hours", hint: "write such as 08:00-12:00, or closed")
            return nil
        }
        let intervals = items.compactMap { parsed($0, "hours such as 08:00-12:00", HoursText.intervals) }.flatMap(
            \.self)
        let sorted = intervals.sorted { $0.open < $1.open }
        if zip(sorted, sorted.dropFirst()).contains(where: { $0.close > $1.open }) {
            warning(node.place, "some of these hours overlap, they are counted once", hint: "write each hour once")
        }
        return intervals
    }
}

extension KeyTable {
    static let calendar = KeyTable(
        noun: "a calendar",
        keys: ["calendar", "time_zone", "hours", "holidays", "special_hours", "extends"],
        elsewhere: Dictionary(
            uniqueKeysWithValues: ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "mon-thu"]
                .map { ($0, "it belongs to hours") }
        ).merging(["ics": "write it below holidays: - {ics: PATH}", "name": "write calendar: NAME"]) { first, _ in first
        }
    )
}
