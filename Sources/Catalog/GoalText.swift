/// Checks the form of goals: `95% per month`, `90% over 30d`, `99.5% per quarter in Europe/Berlin`.
enum GoalText {
    static func check(_ text: String) throws(TextFault) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 3, isShare(words[0]) else { throw unreadable(text) }
        switch (words[1], words.count) {
        case ("per", 3): try checkWindow(words[2])
        case ("per", 5) where words[3] == "in": try checkWindow(words[2])
        case ("over", 3): _ = try SpanText.span(words[2])
        default: throw unreadable(text)
        }
    }

    private static let windows = ["day", "week", "month", "quarter", "year"]

    private static func checkWindow(_ word: String) throws(TextFault) {
        guard !windows.contains(word) else { return }
        throw TextFault(what: "\(quoted(word)) is not a window of the calendar", hint: didYouMean(word, among: windows))
    }

    /// Above 0 % and at most 100 %, with up to three decimals.
    private static func isShare(_ word: String) -> Bool {
        guard word.hasSuffix("%") else { return false }
        let parts = word.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ (1...3).contains($0.count) && isNumber($0) }) else {
            return false
        }
        let thousandths = parts.count == 2 ? Int(parts[1] + String(repeating: "0", count: 3 - parts[1].count)) : 0
        guard let whole = Int(parts[0]), let thousandths else { return false }
        return (1...100_000).contains(whole * 1_000 + thousandths)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.allSatisfy { $0.isASCII && $0.isNumber }
    }

    private static func unreadable(_ text: String) -> TextFault {
        TextFault(what: "\(quoted(text)) is not a goal", hint: "write such as 95% per month, or 90% over 30d")
    }
}
