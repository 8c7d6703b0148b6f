import BusinessTime

/// The years for which calendars answer by their index; what lies outside is answered exactly, but slowly.
struct IndexSpan: Sendable {
    let from: Timestamp
    let to: Timestamp
    let now: Timestamp

    private static let ahead = ElapsedTime.days(10 * 366)

    /// From a year before the first event that is known, to ten years ahead.
    init(firstEvent: Timestamp?, now: Timestamp) {
        self.init(from: min(firstEvent ?? now, now) - .days(366), now: now)
    }

    private init(from: Timestamp, now: Timestamp) {
        self.from = from
        to = now + IndexSpan.ahead
        self.now = now
    }

    /// The same span, up to ten years ahead of a later instant.
    func renewed(_ now: Timestamp) -> IndexSpan {
        IndexSpan(from: from, now: now)
    }

    /// Whether half of the years ahead are gone, so that the indexes are to be built anew.
    func isWornOut(_ now: Timestamp) -> Bool {
        to - now < .days(5 * 366)
    }
}
