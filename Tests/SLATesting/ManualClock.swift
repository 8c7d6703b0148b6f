package import BusinessTime
import Synchronization

/// A wall clock that stands still until a test sets it; also backwards.
package final class ManualClock: Sendable {
    private let current: Mutex<Timestamp>

    package init(_ start: Timestamp) {
        current = Mutex(start)
    }

    package func now() -> Timestamp {
        current.withLock { $0 }
    }

    package func set(to moment: Timestamp) {
        current.withLock { $0 = moment }
    }
}
