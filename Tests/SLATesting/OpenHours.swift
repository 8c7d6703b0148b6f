package import BusinessTime

extension BusinessCalendar {
    /// A calendar of weekly hours, `mon-fri 08:00-12:00,13:00-17:00; sat 09:00-12:00`, indexed from a year before the
    /// play day to two years after it.
    package init(weekly text: String, zone: Zone = .utc, layers: [CalendarLayer] = []) {
        var week = [[CivilInterval]](repeating: [], count: 7)
        for rule in text.split(separator: ";") {
            let words = rule.split(separator: " ")
            precondition(words.count == 2, "'\(rule)' is no day with hours")
            for day in BusinessCalendar.days(words[0]) {
                week[day] += words[1].split(separator: ",").map(BusinessCalendar.interval)
            }
        }
        let definition = CalendarDefinition(name: text, zone: zone, weekly: week, layers: layers)
        self.init(definition, indexedFrom: .playDay - .days(366), to: .playDay + .days(732))
    }

    private static func days(_ text: Substring) -> ClosedRange<Int> {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let ends = text.split(separator: "-").compactMap { names.firstIndex(of: String($0)) }
        guard let first = ends.first, let last = ends.last, first <= last else {
            preconditionFailure("'\(text)' are no days")
        }
        return first...last
    }

    private static func interval(_ text: Substring) -> CivilInterval {
        let ends = text.split(separator: "-").map { edge in
            edge.split(separator: ":").compactMap { Int($0) }.reduce(0) { $0 * 60 + $1 } * 60
        }
        guard ends.count == 2, let interval = CivilInterval(open: ends[0], close: ends[1]) else {
            preconditionFailure("'\(text)' are no hours")
        }
        return interval
    }
}
