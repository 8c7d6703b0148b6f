import BusinessTime

/// The dated exceptions of one calendar's file, and where each stands.
struct DatedEntries {
    private(set) var layer = CalendarLayer()
    var icsFiles: [CalendarDraft.Word] = []
    private var places = [Kind: [CalendarDate: Place]]()

    /// What may stand beside another for the same date: a date in a range is named by an entry of its own.
    private enum Kind { case holiday, holidays, special, specials }

    /// - Returns: the first day that stood there already in an entry of the same kind, and where.
    mutating func add(holiday name: String, on days: [CalendarDate], at place: Place) -> (CalendarDate, Place)? {
        add(days, as: days.count == 1 ? .holiday : .holidays, at: place) { entries, day in
            switch day {
            case .once(let date): entries.layer.holidays[date] = name
            case .everyYear(let day): entries.layer.yearlyHolidays[day] = name
            }
        }
    }

    mutating func add(special hours: DatedHours, on days: [CalendarDate], at place: Place) -> (CalendarDate, Place)? {
        add(days, as: days.count == 1 ? .special : .specials, at: place) { entries, day in
            switch day {
            case .once(let date): entries.layer.specialHours[date] = hours
            case .everyYear(let day): entries.layer.yearlySpecialHours[day] = hours
            }
        }
    }

    private mutating func add(
        _ days: [CalendarDate], as kind: Kind, at place: Place, _ put: (inout DatedEntries, CalendarDate) -> Void
    ) -> (CalendarDate, Place)? {
        var twice: (CalendarDate, Place)?
        for day in days {
            if let other = places[kind]?[day] { twice = twice ?? (day, other) }
            places[kind, default: [:]][day] = place
            let single: Kind? = kind == .holidays ? .holiday : kind == .specials ? .special : nil
            if let single, places[single]?[day] != nil { continue }
            put(&self, day)
        }
        return twice
    }
}

// The lists `holidays` and `special_hours` of a calendar.
extension NodeReader {
    mutating func holidays(_ node: RawNode, into dates: inout DatedEntries) {
        for item in list(node, "a list of holidays") ?? [] {
            guard let nodes = datedEntry(item, .holiday) else { continue }
            if let path = nodes["ics"] {
                icsFile(path, nodes, into: &dates)
            } else if let days = days(nodes) {
                let name = nodes["name"].flatMap { self.name($0, "a holiday's name") }
                report(dates.add(holiday: name ?? "holiday", on: days, at: item.place), at: item.place)
            }
        }
    }

    mutating func specialHours(_ node: RawNode, into dates: inout DatedEntries) {
        for item in list(node, "a list of dates with hours") ?? [] {
            guard let nodes = datedEntry(item, .specialHours) else { continue }
            let days = days(nodes)
            let name = nodes["name"].flatMap { self.name($0, "a name of these hours") }
            guard let node = required("hours", of: nodes, such: "08:00-12:00"), let hours = hours(node), let days
            else { continue }
            guard !hours.isEmpty else {
                error(node.place, "special hours that are none", hint: "write the date below holidays")
                continue
            }
            let special = DatedHours(name: name, intervals: hours)
            report(dates.add(special: special, on: days, at: item.place), at: item.place)
        }
    }

    /// A mapping; a comma in braces parts hours where none should be parted.
    private mutating func datedEntry(_ node: RawNode, _ table: KeyTable) -> KeyedNodes? {
        guard case .mapping(let entries) = node.content,
            let part = entries.first(where: { $0.value.isNull && $0.key.contains(":") })
        else { return mapping(node, table) }
        error(
            part.keyPlace, "the comma before \(quoted(part.key)) ends the value in front of it",
            hint: "within braces write hours: [08:00-12:00, 13:00-17:00]")
        return nil
    }

    private mutating func icsFile(_ node: RawNode, _ nodes: KeyedNodes, into dates: inout DatedEntries) {
        for key in ["date", "from", "to", "name"] where nodes[key] != nil {
            error(node.place, "an .ics file brings its own dates and names, beside \(key)", hint: "leave \(key) out")
        }
        guard let path = parsed(node, "a path such as holidays/de-be.ics", ICSPath.checked) else { return }
        if dates.icsFiles.contains(where: { $0.text == path }) {
            error(node.place, "the file \(quoted(path)) is named twice", hint: "name it once")
        } else {
            dates.icsFiles.append(CalendarDraft.Word(text: path, place: node.place))
        }
    }

    /// `date`, or `from` and `to`.
    private mutating func days(_ nodes: KeyedNodes) -> [CalendarDate]? {
        if let node = nodes["date"] {
            for key in ["from", "to"] where nodes[key] != nil {
                error(node.place, "date beside \(key)", hint: "write date, or from and to")
            }
            return date(node).map { [$0] }
        }
        guard nodes["from"] != nil || nodes["to"] != nil else {
            _ = required("date", of: nodes, such: "2026-12-25, or 12-25 for every year")
            return nil
        }
        let from = required("from", of: nodes, such: "2026-12-28")
        let to = required("to", of: nodes, such: "2026-12-31")
        guard let from, let to, let first = date(from), let last = date(to) else { return nil }
        guard let days = CalendarDate.days(from: first, to: last) else {
            error(to.place, "one end has a year and the other has none", hint: "write both with or both without it")
            return nil
        }
        guard (1...CalendarDate.longestRange).contains(days.count) else {
            error(
                to.place,
                days.isEmpty
                    ? "the range ends before it begins" : "more than \(CalendarDate.longestRange) days in one range",
                hint: "look at the dates")
            return nil
        }
        return days
    }

    private mutating func date(_ node: RawNode) -> CalendarDate? {
        parsed(node, "a date such as 2026-12-25 or 12-25", DateText.calendarDate)
    }

    private mutating func report(_ twice: (day: CalendarDate, place: Place)?, at place: Place) {
        guard let twice else { return }
        error(
            place, "\(twice.day.text) stands here already, on line \(twice.place.line)",
            hint: "write each date once; both names may stand in one")
    }
}

extension CalendarDate {
    /// As it is written: `2026-12-25`, `12-25`.
    var text: String {
        switch self {
        case .once(let date): "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        case .everyYear(let day): "\(padded(day.month, 2))-\(padded(day.day, 2))"
        }
    }

    private func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension KeyTable {
    static let holiday = KeyTable(
        noun: "a holiday", keys: ["date", "from", "to", "name", "ics"],
        example: "{date: 2026-12-25, name: Christmas Day}",
        elsewhere: ["hours": "dates with hours stand below special_hours"])
    static let specialHours = KeyTable(
        noun: "an entry of special_hours", keys: ["date", "from", "to", "hours", "name"],
        example: "{date: 2026-12-24, hours: 08:00-12:00, name: Christmas Eve}",
        elsewhere: ["ics": "write it below holidays"])
}
