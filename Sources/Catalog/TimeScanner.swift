/// Walks over a time as an export wrote it.
struct TimeScanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    var isAtEnd: Bool { position == scalars.count }

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// Reads one field of a pattern; false where it does not stand here.
    mutating func read(_ field: TimeField, into parts: inout CivilParts) -> Bool {
        switch field {
        case .year: return number(4...4, into: &parts.year)
        case .shortYear:
            guard number(2...2, into: &parts.year) else { return false }
            parts.year += 2_000
            return true
        case .month(let minimum): return number(minimum...2, into: &parts.month)
        case .monthName: return name(TimeScanner.months).map { parts.month = $0 + 1 } != nil
        case .day(let minimum): return number(minimum...2, into: &parts.day)
        case .dayName: return name(TimeScanner.days) != nil
        case .hour(let minimum), .halfDayHour(let minimum): return number(minimum...2, into: &parts.hour)
        case .halfDay: return halfDay().map { parts.isAfternoon = $0 } != nil
        case .minute(let minimum): return number(minimum...2, into: &parts.minute)
        case .second(let minimum): return number(minimum...2, into: &parts.second)
        case .fraction: return fraction().map { parts.millisecond = $0 } != nil
        case .offset: return offset().map { parts.offsetSeconds = $0 } != nil
        case .literal(" "): return spaces()
        case .literal(let scalar): return take(scalar)
        }
    }

    /// A date, and perhaps a time and an offset: RFC 3339 and the looser forms of ISO 8601 that exports have.
    mutating func iso() -> CivilParts? {
        var parts = CivilParts()
        guard read([.year, .literal("-"), .month(minimum: 2), .literal("-"), .day(minimum: 2)], into: &parts) else {
            return nil
        }
        if isAtEnd { return parts }
        guard take("T") || take("t") || spaces() else { return nil }
        guard read([.hour(minimum: 2), .literal(":"), .minute(minimum: 2)], into: &parts) else { return nil }
        if take(":") {
            guard number(2...2, into: &parts.second) else { return nil }
            if take(".") || take(",") {
                guard let milliseconds = fraction() else { return nil }
                parts.millisecond = milliseconds
            }
        }
        if isAtEnd { return parts }
        _ = spaces()
        guard let offset = offset() else { return nil }
        parts.offsetSeconds = offset
        return parts
    }

    private mutating func read(_ fields: [TimeField], into parts: inout CivilParts) -> Bool {
        for field in fields where !read(field, into: &parts) { return false }
        return true
    }

    private mutating func number(_ length: ClosedRange<Int>, into value: inout Int) -> Bool {
        guard let digits = digits(length) else { return false }
        value = digits.reduce(0) { $0 * 10 + $1 }
        return true
    }

    private mutating func digits(_ length: ClosedRange<Int>) -> [Int]? {
        let values = scalars[position...].prefix(length.upperBound).prefix { ("0"..."9").contains($0) }
            .map { Int($0.value) - 0x30 }
        guard values.count >= length.lowerBound else { return nil }
        position += values.count
        return values
    }

    /// Digits after the point, as milliseconds; finer ones are cut.
    private mutating func fraction() -> Int? {
        guard let digits = digits(1...9) else { return nil }
        return (digits + [0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }

    private mutating func halfDay() -> Bool? {
        guard let letter = scalars[position...].first?.properties.lowercaseMapping, letter == "a" || letter == "p"
        else {
            return nil
        }
        position += 1
        let hasPoints = take(".")
        guard take("m") || take("M") else { return nil }
        if hasPoints, !take(".") { return nil }
        return letter == "p"
    }

    /// `Z`, `UTC`, `GMT`, `+01`, `+0100` or `+01:00`, in seconds.
    private mutating func offset() -> Int? {
        if word(["utc", "gmt", "z"]) != nil { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = digits(2...2) else { return nil }
        _ = take(":")
        let minutes = digits(2...2) ?? [0, 0]
        let (hour, minute) = (hours[0] * 10 + hours[1], minutes[0] * 10 + minutes[1])
        guard hour <= 23, minute <= 59 else { return nil }
        return (isWest ? -1 : 1) * (hour * 60 + minute) * 60
    }

    /// A whole name or its first three letters, with a point perhaps; its number in the list.
    private mutating func name(_ names: [String]) -> Int? {
        if let index = word(names) { return index }
        guard let index = word(names.map { String($0.prefix(3)) }) else { return nil }
        _ = take(".")
        return index
    }

    private mutating func word(_ words: [String]) -> Int? {
        for (index, word) in words.enumerated() {
            let length = word.unicodeScalars.count
            let here = String(String.UnicodeScalarView(scalars[position...].prefix(length)))
            guard here.lowercased() == word else { continue }
            position += length
            return index
        }
        return nil
    }

    /// One space or more; newer programs write a narrow no-break space before AM and PM.
    private mutating func spaces() -> Bool {
        let count = scalars[position...].prefix { [" ", "\u{A0}", "\u{202F}"].contains($0) }.count
        position += count
        return count > 0
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < scalars.count, scalars[position] == scalar else { return false }
        position += 1
        return true
    }
}
