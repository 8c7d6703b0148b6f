import BusinessTime
package import SLAEngine

/// Reads what operators write as a target: `4h`, `1h30m`, `4bh`, `2bd`.
package enum AmountText {
    /// Reads an allowed duration; its units say which time is meant.
    ///
    /// - Returns: `.elapsed` for `s m h`, `.open` for `bs bm bh`, never zero, and `.businessDays` for `bd`, of which
    ///   zero is the end of the first; at most 50 years.
    package static func amount(_ text: String) throws(TextFault) -> Amount {
        guard let parts = DurationText.parts(text) else { throw malformed(text) }
        if parts.contains(where: { $0.unit == "bd" }) { return .businessDays(try businessDays(parts, of: text)) }
        for part in parts { try check(part, of: text) }
        let business = parts.filter { $0.unit.hasPrefix("b") }
        guard business.isEmpty || business.count == parts.count else { throw mixed(text) }
        let units = business.isEmpty ? elapsedUnits : businessUnits
        let milliseconds = try DurationText.total(parts, units: units, of: text)
        guard milliseconds > 0 else { throw zero(text) }
        return business.isEmpty
            ? .elapsed(ElapsedTime(milliseconds: milliseconds))
            : .open(OpenTime(milliseconds: milliseconds))
    }

    private static func check(_ part: DurationText.Part, of text: String) throws(TextFault) {
        switch part.unit {
        case "": throw bareNumber(part, of: text)
        case "d": throw bareDay(part, of: text)
        default:
            guard (elapsedUnits + businessUnits).contains(where: { $0.symbol == part.unit }) else {
                throw unknownUnit(part.unit, of: text)
            }
        }
    }

    private static func businessDays(_ parts: [DurationText.Part], of text: String) throws(TextFault) -> Int {
        guard parts.count == 1, let count = Int(exactly: parts[0].count) else {
            throw TextFault(
                what: "\(quoted(text)) joins business days with something else",
                hint: "write business days alone, such as 2bd, or hours such as 12bh")
        }
        guard count <= mostBusinessDays else {
            throw TextFault(what: "\(quoted(text)) is longer than 50 years", hint: "no deadline lies so far ahead")
        }
        return count
    }

    private static let mostBusinessDays = 50 * 366

    private static let elapsedUnits = [
        DurationText.Unit(symbol: "h", milliseconds: 3_600_000),
        DurationText.Unit(symbol: "m", milliseconds: 60_000),
        DurationText.Unit(symbol: "s", milliseconds: 1_000),
    ]

    private static let businessUnits = [
        DurationText.Unit(symbol: "bh", milliseconds: 3_600_000),
        DurationText.Unit(symbol: "bm", milliseconds: 60_000),
        DurationText.Unit(symbol: "bs", milliseconds: 1_000),
    ]
}

// What to say about the others.
extension AmountText {
    private static func malformed(_ text: String) -> TextFault {
        TextFault(what: "\(quoted(text)) is not an amount of time", hint: advice(text))
    }

    private static func unknownUnit(_ unit: String, of text: String) -> TextFault {
        TextFault(what: "\(quoted(unit)) in \(quoted(text)) is not a unit of an amount", hint: advice(text))
    }

    private static func advice(_ text: String) -> String {
        let general =
            "write whole numbers with s, m, h (elapsed time) or bs, bm, bh, bd (business time): 1h30m, 4bh, 2bd"
        guard let better = DurationText.respelled(text, units: elapsedUnits + businessUnits) else { return general }
        return "write \(better)"
    }

    private static func bareNumber(_ part: DurationText.Part, of text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) has a number without a unit",
            hint: "write \(part.count)h for elapsed time or \(part.count)bh for business time (or m, s, bm, bs)"
        )
    }

    private static func bareDay(_ part: DurationText.Part, of text: String) -> TextFault {
        TextFault(
            what: "a day in \(quoted(text)) may mean 24 hours or a business day",
            hint: "write \(part.count * 24)h for elapsed time, or \(part.count)bd for business days"
        )
    }

    private static func mixed(_ text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) mixes elapsed time and business time",
            hint: "write all of it as one of the two, such as 1h30m or 1bh30bm"
        )
    }

    private static func zero(_ text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) is no time at all",
            hint: "write an amount above zero; in a table, null says that there is no clock"
        )
    }
}
