/// Reads a TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixRuleParser {
    private var rest: Substring

    /// - Returns: nil if the text is no such rule.
    static func rule(_ text: String) -> PosixRule? {
        var parser = PosixRuleParser(rest: text[...])
        guard let rule = parser.rule(), parser.rest.isEmpty else { return nil }
        return rule
    }

    private mutating func rule() -> PosixRule? {
        guard skipName(), let west = time(maximumHours: 24) else { return nil }
        guard !rest.isEmpty else { return PosixRule(standardOffset: -west, daylight: nil) }
        guard skipName() else { return nil }
        var offset = -west + 3_600
        if rest.first != "," {
            guard let daylightWest = time(maximumHours: 24) else { return nil }
            offset = -daylightWest
        }
        guard let begins = change(), let ends = change() else { return nil }
        return PosixRule(standardOffset: -west, daylight: (offset, begins, ends))
    }

    /// Three letters or more, or as many letters, digits and signs in angle brackets.
    private mutating func skipName() -> Bool {
        let isQuoted = take("<")
        let name = rest.prefix { $0.isASCII && ($0.isLetter || isQuoted && ($0.isNumber || "+-".contains($0))) }
        rest = rest[name.endIndex...]
        return name.count >= 3 && (!isQuoted || take(">"))
    }

    private mutating func change() -> PosixRule.Change? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return PosixRule.Change(day: day, seconds: 7_200) }
        guard let seconds = time(maximumHours: 167) else { return nil }
        return PosixRule.Change(day: day, seconds: seconds)
    }

    private mutating func day() -> PosixRule.Change.Day? {
        if take("J") {
            return number(1...365).map(PosixRule.Change.Day.withoutLeapDay)
        }
        if take("M") {
            guard let month = number(1...12), take("."), let week = number(1...5), take("."), let day = number(0...6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
        return number(0...365).map(PosixRule.Change.Day.withLeapDay)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private mutating func time(maximumHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(0...maximumHours) else { return nil }
        var seconds = hours * 3_600
        if take(":") {
            guard let minutes = number(0...59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let more = number(0...59) else { return nil }
                seconds += more
            }
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 3, let number = Int(digits), range.contains(number) else { return nil }
        rest = rest[digits.endIndex...]
        return number
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }
}
