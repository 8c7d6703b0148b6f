/// One message to the service manager, as sd_notify(3) defines them.
package enum Notification: Hashable, Sendable {
    case ready(status: String?)
    /// The reload began at this instant of CLOCK_MONOTONIC. Newer managers want both in one datagram.
    case reloading(monotonicMicroseconds: UInt64, status: String?)
    case stopping(status: String?)
    case status(String)
    case watchdog
    /// Start, reload or stop may take this long from now on.
    case extendTimeout(microseconds: UInt64, status: String?)

    /// The datagram's text: one assignment a line.
    ///
    /// A status is one line, and is cut to `statusBytes`.
    package var text: String {
        var lines = assignments
        if let status { lines.append("STATUS=" + beginning(of: oneLine(status), bytes: Self.statusBytes)) }
        return lines.joined(separator: "\n")
    }

    /// How long a status may be.
    ///
    /// The manager ignores a datagram over 4096 bytes as a whole (NOTIFY_BUFFER_MAX in systemd's source), so that a
    /// long status could take `READY=1` with it. A line that people read needs no more than this.
    package static let statusBytes = 1024

    private var assignments: [String] {
        switch self {
        case .ready: ["READY=1"]
        case .reloading(let microseconds, _): ["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"]
        case .stopping: ["STOPPING=1"]
        case .status: []
        case .watchdog: ["WATCHDOG=1"]
        case .extendTimeout(let microseconds, _): ["EXTEND_TIMEOUT_USEC=\(microseconds)"]
        }
    }

    private var status: String? {
        switch self {
        case .status(let status): status
        case .ready(let status), .reloading(_, let status), .stopping(let status), .extendTimeout(_, let status): status
        case .watchdog: nil
        }
    }
}
