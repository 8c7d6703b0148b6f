package import SLAEngine

/// Reads the points at which something is told: `75%`, `30m before`, `2h after`.
package enum ThresholdText {
    /// Reads a threshold before the breach: a share of 1 to 99 %, or an amount before.
    package static func warning(_ text: String) throws(TextFault) -> Threshold {
        let threshold = try threshold(text, bareWord: "before")
        guard case .after = threshold.point else { return threshold }
        throw TextFault(what: "\(quoted(text)) lies after the breach", hint: "move it to ladder: [\(threshold.text)]")
    }

    /// Reads a threshold after the breach.
    package static func ladderStep(_ text: String) throws(TextFault) -> Threshold {
        let threshold = try threshold(text, bareWord: "after")
        if case .after = threshold.point { return threshold }
        throw TextFault(what: "\(quoted(text)) lies before the breach", hint: "move it to warn: [\(threshold.text)]")
    }

    /// - Parameter bareWord: what a bare amount would have meant here.
    private static func threshold(_ text: String, bareWord: String) throws(TextFault) -> Threshold {
        if text.hasSuffix("%") {
            let share = try percent(text)
            return Threshold(point: .percent(share), text: "\(share)%")
        }
        if text.allSatisfy({ $0.isASCII && $0.isNumber }), !text.isEmpty {
            throw TextFault(
                what: "\(quoted(text)) has a number without a unit",
                hint: "write \(text)%, or such as 30m \(bareWord)"
            )
        }
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first, words.count <= 2 else { throw unreadable(text) }
        guard words.count == 2 else { throw bareAmount(text, word: bareWord) }
        switch words[1] {
        case "before": return Threshold(point: .before(try amount(first)), text: "\(first) before")
        case "after": return Threshold(point: .after(try amount(first)), text: "\(first) after")
        default: throw unreadable(text)
        }
    }

    private static func amount(_ text: String) throws(TextFault) -> Amount {
        let amount = try AmountText.amount(text)
        guard case .businessDays = amount else { return amount }
        throw TextFault(
            what: "\(quoted(text)) counts business days, which are known from the start of a clock alone",
            hint: "write hours such as 8bh, or a share such as 75%")
    }

    private static func percent(_ text: String) throws(TextFault) -> Int {
        let digits = text.dropLast()
        guard (1...9).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let share = Int(digits)
        else { throw TextFault(what: "\(quoted(text)) is not a whole percentage", hint: "write such as 50% or 75%") }
        if (1...99).contains(share) { return share }
        let hint =
            share == 0 ? "write 1% to 99%" : "the breach itself is always told; for later points use ladder: [2h after]"
        throw TextFault(what: "\(quoted(text)) is not between the start and the breach", hint: hint)
    }

    private static func bareAmount(_ text: String, word: String) -> TextFault {
        guard (try? AmountText.amount(text)) != nil else { return unreadable(text) }
        return TextFault(what: "\(quoted(text)) does not say before or after what", hint: "write \(text) \(word)")
    }

    private static func unreadable(_ text: String) -> TextFault {
        TextFault(
            what: "\(quoted(text)) is not a threshold",
            hint: "write a share of the target such as 75%, or such as 30m before, 2h after"
        )
    }
}
