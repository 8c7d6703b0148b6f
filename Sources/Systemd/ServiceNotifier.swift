import CSystemd
import Glibc

/// Tells the service manager how this service is doing, through the socket that `NOTIFY_SOCKET` names.
///
/// Without that variable every call does nothing: the program runs the same from a terminal.
package struct ServiceNotifier: Sendable {
    /// What became of a message.
    package enum Outcome: Hashable, Sendable {
        case sent
        /// `NOTIFY_SOCKET` is not set: no manager asked.
        case nobodyAsked
        /// The manager was not told, in the system's words. It goes on by its own timeouts.
        case failed(String)
    }

    package init() {}

    @discardableResult
    package func ready(status: String? = nil) -> Outcome { send(.ready(status: status)) }

    /// Call it before any other work of the reload, and `ready` at its end.
    @discardableResult
    package func reloading(status: String? = nil) -> Outcome {
        send(.reloading(monotonicMicroseconds: monotonicMicroseconds(), status: status))
    }

    @discardableResult
    package func stopping(status: String? = nil) -> Outcome { send(.stopping(status: status)) }

    /// The line that `systemctl status` shows.
    @discardableResult
    package func status(_ line: String) -> Outcome { send(.status(line)) }

    /// Call it from work that proves the service alive, at least every half `watchdogIntervalMicroseconds`.
    @discardableResult
    package func watchdog() -> Outcome { send(.watchdog) }

    /// Gives a start, reload or stop this much time from now on.
    @discardableResult
    package func extendTimeout(microseconds: UInt64, status: String? = nil) -> Outcome {
        send(.extendTimeout(microseconds: microseconds, status: status))
    }

    @discardableResult
    package func send(_ notification: Notification) -> Outcome {
        // The variable stays set (0), for the messages to come.
        let result = sd_notify(0, notification.text)
        guard result != 0 else { return .nobodyAsked }
        return result > 0 ? .sent : .failed(errorText(-result))
    }

    /// How long the manager waits for `watchdog()` before it ends this process (`WatchdogSec=`).
    ///
    /// Nil if it does not watch.
    package static var watchdogIntervalMicroseconds: UInt64? {
        var interval: UInt64 = 0
        return sd_watchdog_enabled(0, &interval) > 0 ? interval : nil
    }
}

/// Microseconds of CLOCK_MONOTONIC, the clock of the manager and of every timeout here; it never jumps.
func monotonicMicroseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1000
}
