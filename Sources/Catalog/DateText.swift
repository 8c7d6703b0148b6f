import BusinessTime

/// Checks the form of dates and instants: `2026-01-01`, `2026-01-01T09:00:00+01:00`.
enum DateText {
    static func checkDate(_ text: String) throws(TextFault) {
        guard isDate(text) else {
            throw TextFault(what: "\(quoted(text)) is not a date", hint: "write year-month-day, such as 2026-01-31")
        }
    }

    static func checkDateOrInstant(_ text: String) throws(TextFault) {
        guard !isDate(text), (try? Timestamp(rfc3339: text)) == nil else { return }
        throw TextFault(
            what: "\(quoted(text)) is neither a date nor an instant",
            hint: "write such as 2026-01-31, or 2026-01-31T09:00:00+01:00"
        )
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return false
        }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == 3 && CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) != nil
    }
}
