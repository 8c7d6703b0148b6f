/// An amount of elapsed time: every second counts. Whole milliseconds.
package struct ElapsedTime: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static let zero = ElapsedTime(milliseconds: 0)
    package static func seconds(_ count: Int64) -> ElapsedTime { ElapsedTime(milliseconds: count * 1_000) }
    package static func minutes(_ count: Int64) -> ElapsedTime { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> ElapsedTime { .minutes(count * 60) }
    package static func days(_ count: Int64) -> ElapsedTime { .hours(count * 24) }

    package static func < (left: ElapsedTime, right: ElapsedTime) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// An amount of open time of some business calendar. Whole milliseconds.
///
/// A type of its own, so that business time is never added to a moment without asking a calendar.
package struct OpenTime: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static let zero = OpenTime(milliseconds: 0)

    package static func < (left: OpenTime, right: OpenTime) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (left: OpenTime, right: OpenTime) -> OpenTime {
        OpenTime(milliseconds: left.milliseconds + right.milliseconds)
    }

    package static func - (left: OpenTime, right: OpenTime) -> OpenTime {
        OpenTime(milliseconds: left.milliseconds - right.milliseconds)
    }

    package static func += (left: inout OpenTime, right: OpenTime) {
        left = left + right
    }
}
