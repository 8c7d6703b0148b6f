package import Systemd

/// Where the daemon finds and keeps its things.
package struct MonitorOptions: Sendable {
    /// The configuration: `slad.yaml` and `agreements`.
    package var configuration = "/etc/slad"
    /// The ledger.
    package var state = "/var/lib/slad"
    /// Below it `inbox`, `processed` and `rejected`.
    package var spool = "/var/spool/slad"
    /// The control socket; nil for none.
    package var control: String?
    /// How many rows of the ledger one turn reads to count windows anew: some milliseconds, for deadlines wait.
    package var rowsPerSlice = 2_000
    /// The version of slad, as in `slad --version`.
    package var version: String

    package init(version: String) {
        self.version = version
    }
}

/// What the loop meets of the outside world beside files; each has a real one and one for tests.
package struct MonitorPorts {
    package var clock: any WallClock
    package var sink: any EntrySink
    /// Nil where what was told cannot be read back, as on a terminal.
    package var readBack: (any ReadBack)?
    package var notifier: ServiceNotifier
    /// Ends the process at once, without a word to anybody else.
    package var end: @Sendable (ExitStatus) -> Void

    package init(
        clock: any WallClock, sink: any EntrySink, readBack: (any ReadBack)?, notifier: ServiceNotifier,
        end: @escaping @Sendable (ExitStatus) -> Void
    ) {
        self.clock = clock
        self.sink = sink
        self.readBack = readBack
        self.notifier = notifier
        self.end = end
    }
}

/// Why the daemon cannot start: the class of the failure, and a line for people.
package struct StartFailure: Error, CustomStringConvertible, Sendable {
    package let status: ExitStatus
    package let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
