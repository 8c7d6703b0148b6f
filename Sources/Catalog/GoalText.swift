package import BusinessTime
package import Compliance

/// Reads goals as words: `95% per month`, `90% over 30d`, `99.5% per quarter in Europe/Berlin`.
package enum GoalText {
    /// A goal before its zone is known.
    package struct Words: Hashable, Sendable {
        package enum Window: Hashable, Sendable {
            /// nil for the zone of the agreement.
            case aligned(CalendarUnit, zone: String?)
            case rolling(ElapsedTime)
        }

        package let share: Share
        package let window: Window
    }

    package static func words(_ text: String) throws(TextFault) -> Words {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 3, let share = readShare(words[0]) else { throw unreadable(text) }
        switch (words[1], words.count) {
        case ("per", 3): return Words(share: share, window: .aligned(try unit(words[2]), zone: nil))
        case ("per", 5) where words[3] == "in":
            return Words(share: share, window: .aligned(try unit(words[2]), zone: words[4]))
        case ("over", 5) where words[3] == "in":
            throw TextFault(what: "a rolling window has no zone", hint: "write \(words[0]) over \(words[2])")
        case ("over", _):
            return Words(share: share, window: .rolling(try rollingSpan(words.dropFirst(2).joined(separator: " "))))
        default: throw unreadable(text)
        }
    }

    /// `95%`, `99.5%`: above 0 % and at most 100 %, with up to three decimals.
    static func share(_ text: String) throws(TextFault) -> Share {
        guard let share = readShare(text) else {
            throw TextFault(what: "\(quoted(text)) is not a share", hint: "write such as 95% or 99.5%")
        }
        return share
    }

    /// Each verdict of the span is held in memory.
    static func rollingSpan(_ text: String) throws(TextFault) -> ElapsedTime {
        let span = try SpanText.span(text)
        guard (ElapsedTime.hours(1)...ElapsedTime.days(366)).contains(span) else {
            throw TextFault(
                what: "a rolling window of \(quoted(text)) is not between 1h and 366d", hint: "write such as 30d")
        }
        return span
    }

    private static func unit(_ word: String) throws(TextFault) -> CalendarUnit {
        if let unit = CalendarUnit(rawValue: word) { return unit }
        let units = CalendarUnit.allCases.map(\.rawValue)
        throw TextFault(what: "\(quoted(word)) is not a window of the calendar", hint: didYouMean(word, among: units))
    }

    private static func readShare(_ word: String) -> Share? {
        guard word.hasSuffix("%") else { return nil }
        let parts = word.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ (1...3).contains($0.count) && isNumber($0) }) else {
            return nil
        }
        let thousandths = parts.count == 2 ? Int64(parts[1] + String(repeating: "0", count: 3 - parts[1].count)) : 0
        guard let whole = Int64(parts[0]), let thousandths else { return nil }
        return Share(parts: whole * 1_000 + thousandths)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func unreadable(_ text: String) -> TextFault {
        TextFault(what: "\(quoted(text)) is not a goal", hint: "write such as 95% per month, or 90% over 30d")
    }
}
