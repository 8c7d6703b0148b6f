/// Why a text is not an amount, a span or a threshold, and what to write instead.
package struct TextFault: Error, Hashable, Sendable {
    package var what: String
    package var hint: String
}

/// The numbers and units that amounts and spans are made of: `1h30m`.
enum DurationText {
    struct Part: Hashable {
        var count: Int64
        /// Empty for a bare number.
        var unit: String
    }

    /// A unit and how long it is.
    struct Unit {
        var symbol: String
        var milliseconds: Int64
    }

    /// Splits a text into numbers and the letters after them; nil where it is anything else.
    static func parts(_ text: String) -> [Part]? {
        var parts: [Part] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            // Nine digits are more than 50 years in any unit that people use, and never overflow.
            guard (1...9).contains(digits.count), let count = Int64(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            parts.append(Part(count: count, unit: String(unit)))
        }
        return parts.isEmpty ? nil : parts
    }

    /// Adds up parts whose units are all known, in milliseconds.
    ///
    /// - Parameter units: largest first.
    static func total(_ parts: [Part], units: [Unit], of text: String) throws(TextFault) -> Int64 {
        var total: Int64 = 0
        var next = 0
        for part in parts {
            guard let index = units[next...].firstIndex(where: { $0.symbol == part.unit }) else {
                let order = units.map(\.symbol).joined(separator: ", ")
                throw TextFault(
                    what: "the units of \(quoted(text)) are not in order",
                    hint: "write each unit once, the larger first: \(order)"
                )
            }
            total += part.count * units[index].milliseconds
            next = index + 1
        }
        guard total <= longest else {
            throw TextFault(what: "\(quoted(text)) is longer than 50 years", hint: "no deadline lies so far ahead")
        }
        return total
    }

    /// The same duration in known units, for a hint: `15 min` is `15m`.
    ///
    /// - Returns: nil where it cannot be guessed.
    static func respelled(_ text: String, units: [Unit]) -> String? {
        guard var parts = parts(text.lowercased().filter { $0 != " " }) else { return nil }
        for index in parts.indices {
            let unit = parts[index].unit
            let symbol = synonyms[unit] ?? unit
            guard units.contains(where: { $0.symbol == symbol }) else { return nil }
            parts[index].unit = symbol
        }
        return parts.map { "\($0.count)\($0.unit)" }.joined()
    }

    private static let longest: Int64 = 50 * 366 * 86_400_000

    private static let synonyms: [String: String] = [
        "sec": "s", "secs": "s", "second": "s", "seconds": "s",
        "min": "m", "mins": "m", "minute": "m", "minutes": "m",
        "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
        "day": "d", "days": "d", "wk": "w", "week": "w", "weeks": "w",
    ]
}
