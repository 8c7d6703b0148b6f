package import BusinessTime

/// A month of a year.
package struct CivilMonth: Hashable, Sendable {
    let first: CivilDate

    /// The month that a date lies in.
    package init(_ date: CivilDate) {
        first = date.later(days: 1 - date.day)
    }

    /// Reads `2026-12`.
    ///
    /// - Returns: nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2], parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }),
            let year = Int(parts[0]), let month = Int(parts[1]),
            let first = CivilDate(year: year, month: month, day: 1)
        else { return nil }
        self.first = first
    }

    /// The first midnight of the month in UTC: near enough to know which years are asked for.
    package var start: Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64(first.daysSinceEpoch) * 86_400_000)
    }

    /// `2026-12`.
    package var text: String { String(first.isoText.dropLast(3)) }

    var dates: [CivilDate] {
        (0..<31).map { first.later(days: $0) }.filter { $0.month == first.month }
    }
}
