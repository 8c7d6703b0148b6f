import BusinessTime

/// What has been told of one ticket so far: the memory that makes each announcement exactly once.
///
/// Rebuilt from the announcements in the order in which the ledger recorded them.
package struct Told: Hashable, Sendable {
    /// One threshold of one clock.
    struct Slot: Hashable, Sendable {
        let clock: ClockKey
        let threshold: String
    }

    /// How the last announcement of a slot stands.
    struct Standing: Hashable, Sendable {
        var first: Announcement
        var trueAt: Timestamp
        var corrections = 0
        var isWithdrawn = false
    }

    private(set) var standings: [Slot: Standing] = [:]

    package init(_ announcements: [Announcement] = []) {
        for announcement in announcements { record(announcement) }
    }

    /// Breaches told less breaches withdrawn: which clocks stand as breached.
    package var breachedClocks: Set<ClockKey> {
        Set(standings.filter { $0.value.first.kind == .breach && !$0.value.isWithdrawn }.keys.map(\.clock))
    }

    /// Whether it was told that the customer answered since the ticket waits, by whichever message and clock.
    func knows(_ answer: CustomerAnswer) -> Bool {
        standings.values.contains { $0.first.kind == .answered && $0.trueAt >= answer.waitingSince }
    }

    package mutating func record(_ announcement: Announcement) {
        let slot = Slot(clock: announcement.key.clock, threshold: announcement.key.threshold)
        switch announcement.kind {
        case .warning, .breach, .ladder, .met, .finishedLate, .answered:
            standings[slot] = Standing(first: announcement, trueAt: announcement.trueAt)
        case .withdrawn:
            standings[slot]?.isWithdrawn = true
        case .corrected:
            standings[slot]?.corrections = announcement.key.correction
            standings[slot]?.trueAt = announcement.trueAt
        }
    }
}
