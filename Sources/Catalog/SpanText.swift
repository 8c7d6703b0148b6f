package import BusinessTime
package import Compliance

/// Reads spans, for which `d` is 24 hours and business time has no meaning: `7d`, `1d12h`.
package enum SpanText {
    /// Reads a span; zero is a span.
    package static func span(_ text: String) throws(TextFault) -> ElapsedTime {
        guard let parts = DurationText.parts(text) else { throw unreadable(text) }
        guard parts.allSatisfy({ !$0.unit.isEmpty }) else { throw bareNumber(text) }
        guard parts.allSatisfy({ part in units.contains { $0.symbol == part.unit } }) else { throw unreadable(text) }
        return ElapsedTime(milliseconds: try DurationText.total(parts, units: units, of: text))
    }

    /// Reads how often something is looked at again: a span, or `6 months`, `1 year`.
    package static func interval(_ text: String) throws(TextFault) -> Review.Interval {
        let words = text.split(separator: " ")
        if words.count == 2, let count = Int(words[0]), (1...600).contains(count) {
            switch words[1] {
            case "month", "months": return .months(count)
            case "year", "years": return .months(count * 12)
            default: break
            }
        }
        guard let span = try? span(text), span > .zero else { throw notAnInterval(text) }
        let day = ElapsedTime.days(1).milliseconds
        return .days(Int(clamping: (span.milliseconds - 1) / day + 1))
    }

    private static let units = [
        DurationText.Unit(symbol: "w", milliseconds: 7 * 86_400_000),
        DurationText.Unit(symbol: "d", milliseconds: 86_400_000),
        DurationText.Unit(symbol: "h", milliseconds: 3_600_000),
        DurationText.Unit(symbol: "m", milliseconds: 60_000),
        DurationText.Unit(symbol: "s", milliseconds: 1_000),
    ]

    private static func unreadable(_ text: String) -> TextFault {
        let general = "write whole numbers with s, m, h, d (24 hours) or w, such as 7d or 1h30m"
        let better = DurationText.respelled(text, units: units)
        return TextFault(what: "\(quoted(text)) is not a span of time", hint: better.map { "write \($0)" } ?? general)
    }

    private static func bareNumber(_ text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) has a number without a unit",
            hint: "write the unit: s, m, h, d (24 hours) or w"
        )
    }

    private static func notAnInterval(_ text: String) -> TextFault {
        TextFault(what: "\(quoted(text)) does not say how often", hint: "write such as 6 months, 1 year or 4w")
    }
}
