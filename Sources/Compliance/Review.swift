package import BusinessTime

/// When people mean to look at an agreement again.
package struct Review: Hashable, Sendable {
    /// How long after a review the next one is due.
    package enum Interval: Hashable, Sendable {
        case months(Int)
        /// Whole days; a part of one counts as one.
        case days(Int)

        /// The same day of a later month, or that month's last.
        func date(after date: CivilDate) -> CivilDate? {
            switch self {
            case .days(let count): return CivilDate(daysSinceEpoch: date.daysSinceEpoch + count)
            case .months(let count):
                let months = date.year * 12 + date.month - 1 + count
                let (year, month) = (months / 12, months % 12 + 1)
                return (0..<4).lazy.compactMap { CivilDate(year: year, month: month, day: date.day - $0) }.first
            }
        }
    }

    package let agreement: String
    package let owner: String?
    package let every: Interval
    /// nil where nobody wrote since when.
    package let reviewedOn: CivilDate?

    package init(agreement: String, owner: String?, every: Interval, reviewedOn: CivilDate?) {
        self.agreement = agreement
        self.owner = owner
        self.every = every
        self.reviewedOn = reviewedOn
    }

    /// nil where it was never looked at, as far as anybody wrote: it is due.
    package var dueOn: CivilDate? { reviewedOn.flatMap(every.date(after:)) }

    package func isDue(on date: CivilDate) -> Bool {
        dueOn.map { $0 <= date } ?? true
    }
}
