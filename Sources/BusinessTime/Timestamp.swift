/// A moment on the UTC line, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Leap seconds do not exist on this line, as in POSIX time.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    /// Before every moment that an event can name.
    package static let distantPast = Timestamp(millisecondsSinceEpoch: .min / 4)
    /// After every moment that an event can name.
    package static let distantFuture = Timestamp(millisecondsSinceEpoch: .max / 4)

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }

    package static func + (moment: Timestamp, amount: ElapsedTime) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + amount.milliseconds)
    }

    package static func - (moment: Timestamp, amount: ElapsedTime) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch - amount.milliseconds)
    }

    /// The elapsed time from `earlier` to `later`; negative if they are the other way round.
    package static func - (later: Timestamp, earlier: Timestamp) -> ElapsedTime {
        ElapsedTime(milliseconds: later.millisecondsSinceEpoch - earlier.millisecondsSinceEpoch)
    }
}
