/// When time counts: a named set of open instants, and the two questions every figure stands on.
///
/// So far there is one calendar, `always`.
package struct BusinessCalendar: Hashable, Sendable {
    package let name: String

    private init(name: String) {
        self.name = name
    }

    /// The built-in calendar that is open at every instant: its open time is elapsed time.
    package static let always = BusinessCalendar(name: "always")

    /// The open time of `[from, to)`; zero if `to <= from`.
    package func openTime(from: Timestamp, to: Timestamp) -> OpenTime {
        to <= from ? .zero : OpenTime(milliseconds: (to - from).milliseconds)
    }

    /// The earliest instant `t >= start` with `openTime(from: start, to: t) == open`; `open` of zero gives `start`.
    ///
    /// - Returns: nil for *never*: not within the 50 years after `start`.
    package func deadline(after start: Timestamp, open: OpenTime) -> Timestamp? {
        guard open > .zero else { return start }
        guard open.milliseconds <= BusinessCalendar.horizon.milliseconds else { return nil }
        return start + ElapsedTime(milliseconds: open.milliseconds)
    }

    /// How far ahead a deadline is looked for.
    private static let horizon = ElapsedTime.days(50 * 366)

    /// A moment as people of this calendar read it: with the offset of its zone, `Z` on `always`.
    package func text(of moment: Timestamp) -> String {
        moment.utcText
    }
}
