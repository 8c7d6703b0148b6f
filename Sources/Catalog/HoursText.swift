import BusinessTime

/// Reads the hours of a day: `08:00-12:00, 13:00-17:00`, `22:00-06:00`, `closed`.
enum HoursText {
    /// Half-open intervals as they stand there; none for `closed`. One that lasts over midnight closes after 24:00.
    static func intervals(_ text: String) throws(TextFault) -> [CivilInterval] {
        if text == "closed" { return [] }
        var intervals: [CivilInterval] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            intervals.append(try interval(trimmed(part), of: text))
        }
        return intervals
    }

    private static func interval(_ part: String, of text: String) throws(TextFault) -> CivilInterval {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(trimmed)
        guard ends.count == 2 else { throw unreadable(part, of: text) }
        let open = try seconds(ends[0], of: text)
        let close = try seconds(ends[1], of: text)
        guard open != close else {
            throw TextFault(
                what: "\(quoted(part)) begins and ends at the same time",
                hint: open == 0 ? "write 00:00-24:00 for the whole day, or closed" : "write its end, or closed")
        }
        guard let interval = CivilInterval(open: open, close: open < close ? close : close + day) else {
            throw TextFault(
                what: "\(quoted(part)) begins at 24:00", hint: "write 00:00 of the next day; 24:00 is a close alone")
        }
        return interval
    }

    /// `HH:MM`, up to `24:00`.
    private static func seconds(_ time: String, of text: String) throws(TextFault) -> Int {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 2], parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }),
            let hours = Int(parts[0]), let minutes = Int(parts[1])
        else { throw unreadable(time, of: text) }
        guard minutes < 60, hours * 60 + minutes <= 24 * 60 else {
            throw TextFault(what: "\(quoted(time)) is no time of a day", hint: "write 00:00 to 24:00")
        }
        return (hours * 60 + minutes) * 60
    }

    private static let day = 86_400

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func unreadable(_ part: String, of text: String) -> TextFault {
        let parts = text.split(separator: ",")
        let readings = parts.compactMap { meant(by: trimmed($0)) }
        let written = readings.count == parts.count ? readings.joined(separator: ", ") : nil
        return TextFault(
            what: part == text ? "\(quoted(text)) is not hours" : "\(quoted(part)) in \(quoted(text)) is not hours",
            hint: written.map { "write \($0)" }
                ?? "write such as 08:00-12:00, 13:00-17:00, two digits each, or closed")
    }

    /// `09:00-17:00` for `9-17`, `9:00-17.00` and their like; nil where it cannot be told.
    private static func meant(by part: String) -> String? {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { time(meantBy: trimmed($0)) }
        guard ends.count == 2, let open = ends[0], let close = ends[1] else { return nil }
        return "\(open)-\(close)"
    }

    private static func time(meantBy text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            (1...2).contains(parts[0].count), let hours = Int(parts[0]), hours <= 24,
            parts.count == 1 || parts[1].count == 2
        else { return nil }
        return "\(hours < 10 ? "0" : "")\(hours):\(parts.count == 2 ? String(parts[1]) : "00")"
    }
}

/// Reads the days of a week that have the same hours: `mon`, `mon-thu`, `sat, sun`.
enum WeekdayText {
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Days of 0 for Monday to 6; a range may go over the weekend, as `sun-thu`.
    static func days(_ text: String) throws(TextFault) -> [Int] {
        var result: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            var numbers: [Int] = []
            for end in ends { numbers.append(try day(end.filter { $0 != " " }, of: text)) }
            guard let first = numbers.first, let last = numbers.last, numbers.count <= 2 else {
                throw unknown(String(part), of: text)
            }
            result += (first...(last < first ? last + 7 : last)).map { $0 % 7 }
        }
        return result
    }

    /// The day's own word.
    static func word(_ day: Int) -> String { days[day] }

    private static func day(_ word: String, of text: String) throws(TextFault) -> Int {
        guard let day = days.firstIndex(of: word) else { throw unknown(word, of: text) }
        return day
    }

    private static func unknown(_ word: String, of text: String) -> TextFault {
        let start = word.lowercased().prefix(3)
        let meant = days.first { $0 == start } ?? nearestWord(to: word, among: days)
        return TextFault(
            what: word == text ? "\(quoted(word)) is no day" : "\(quoted(word)) in \(quoted(text)) is no day",
            hint: meant.map { "did you mean \(quoted($0))?" } ?? "write such as mon, mon-thu or sat, sun")
    }
}
