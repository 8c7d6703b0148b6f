/// How an export writes its times (slad-intake(7), TIMES).
///
/// The letters of a pattern are those of Unicode's date field symbols
/// (https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table), as far as exports use them; names of
/// months and days are English.
package struct TimeFormat: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        case iso
        case epoch(unitMilliseconds: Int64)
        case pattern([TimeField])
    }

    /// As it was written.
    package let text: String
    let style: Style

    package static let iso = TimeFormat(text: "iso", style: .iso)

    private init(text: String, style: Style) {
        self.text = text
        self.style = style
    }

    init(_ text: String) throws(TextFault) {
        self.text = text
        switch text {
        case "iso": style = .iso
        case "epoch_seconds": style = .epoch(unitMilliseconds: 1_000)
        case "epoch_milliseconds": style = .epoch(unitMilliseconds: 1)
        default: style = .pattern(try TimeField.fields(text))
        }
    }

    /// Its times are civil times: which moment one is, only a zone can say. An ISO time may have an offset or not.
    var needsZone: Bool {
        guard case .pattern(let fields) = style else { return false }
        return !fields.contains(.offset)
    }
}

/// One part of a pattern.
enum TimeField: Hashable, Sendable {
    case year, shortYear, month(minimum: Int), monthName, day(minimum: Int), dayName
    case hour(minimum: Int), halfDayHour(minimum: Int), halfDay, minute(minimum: Int), second(minimum: Int), fraction
    case offset
    case literal(Unicode.Scalar)

    /// The fields of a pattern such as `dd/MM/yyyy HH:mm`.
    static func fields(_ pattern: String) throws(TextFault) -> [TimeField] {
        var fields: [TimeField] = []
        var rest = Array(pattern.unicodeScalars)[...]
        while let first = rest.first {
            if first == "'" {
                fields += try quotedText(&rest)
            } else if first.isASCII, first.properties.isAlphabetic {
                let run = rest.prefix { $0 == first }
                rest = rest.dropFirst(run.count)
                fields.append(try field(first, count: run.count, in: pattern))
            } else {
                fields.append(.literal(first))
                rest = rest.dropFirst()
            }
        }
        try check(fields, pattern)
        return fields
    }

    private static func quotedText(_ rest: inout ArraySlice<Unicode.Scalar>) throws(TextFault) -> [TimeField] {
        var text: [TimeField] = []
        rest = rest.dropFirst()
        while let end = rest.firstIndex(of: "'") {
            text += rest[..<end].map(TimeField.literal)
            let isEmpty = end == rest.startIndex && text.isEmpty
            rest = rest[(end + 1)...]
            // Two quotes are one, within a quoted text and alone.
            if rest.first != "'" || isEmpty { return isEmpty ? [.literal("'")] : text }
            text.append(.literal("'"))
            rest = rest.dropFirst()
        }
        throw TextFault(what: "a quote in a time's format has no end", hint: "write 'T', or '' for a quote itself")
    }

    private static func field(_ letter: Unicode.Scalar, count: Int, in pattern: String) throws(TextFault) -> TimeField {
        switch (letter, count) {
        case ("y", 4): return .year
        case ("y", 2): return .shortYear
        case ("M", 1...2): return .month(minimum: count)
        case ("M", 3...4): return .monthName
        case ("d", 1...2): return .day(minimum: count)
        case ("E", 1...4): return .dayName
        case ("H", 1...2): return .hour(minimum: count)
        case ("h", 1...2): return .halfDayHour(minimum: count)
        case ("a", 1): return .halfDay
        case ("m", 1...2): return .minute(minimum: count)
        case ("s", 1...2): return .second(minimum: count)
        case ("S", 1...9): return .fraction
        case ("X", 1...3), ("Z", 1): return .offset
        default:
            let letters = String(repeating: String(letter), count: count)
            throw TextFault(
                what: "the letters \(quoted(letters)) in the format \(quoted(pattern)) mean nothing here",
                hint: "known are yyyy yy M MM MMM d dd E H HH h hh a m mm s ss SSS X; text stands in quotes: 'T'; "
                    + "or write iso, epoch_seconds or epoch_milliseconds")
        }
    }

    private static func check(_ fields: [TimeField], _ pattern: String) throws(TextFault) {
        let kinds = Set(fields.compactMap(\.kind))
        guard kinds.count == fields.compactMap(\.kind).count else {
            throw TextFault(what: "\(quoted(pattern)) has something twice", hint: "MM is the month, mm the minute")
        }
        guard kinds.isSuperset(of: ["year", "month", "day"]) else {
            throw TextFault(
                what: "\(quoted(pattern)) is no format of a date", hint: "write such as yyyy-MM-dd HH:mm:ss")
        }
        guard fields.contains(.halfDay) == fields.contains(where: \.isHalfDayHour) else {
            throw TextFault(
                what: "\(quoted(pattern)) has h without a, or a without h", hint: "write h:mm a, or HH:mm for 24 hours")
        }
    }

    private var isHalfDayHour: Bool {
        if case .halfDayHour = self { true } else { false }
    }

    /// What it says of a time; nil for what says nothing.
    private var kind: String? {
        switch self {
        case .year, .shortYear: "year"
        case .month, .monthName: "month"
        case .day: "day"
        case .hour, .halfDayHour: "hour"
        case .halfDay: "half"
        case .minute: "minute"
        case .second: "second"
        case .fraction: "fraction"
        case .offset: "offset"
        case .dayName, .literal: nil
        }
    }
}
