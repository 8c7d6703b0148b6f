package import BusinessTime

/// What `slad.yaml` says to the daemon itself; nothing here changes a verdict.
package struct DaemonSettings: Hashable, Sendable {
    /// How far ahead of now an event may be and is still taken.
    package var maxFuture: ElapsedTime
    /// An event further ahead than this is rejected; one between the two is held.
    package var maxFutureReject: ElapsedTime
    /// Where one transaction has more announcements of one kind than this, a digest is told with them; from 1.
    package var digestAbove = 50
    /// What the spool may hold, and how long.
    package var spool = Spool()

    /// The limits of the spool; the ranges are those that `slad.yaml` may say.
    package struct Spool: Hashable, Sendable {
        /// How long a file of which no notification told must have been left alone before it is read; 1 s to 10 min.
        package var settle = ElapsedTime.seconds(2)
        /// The largest file that is read, in bytes, inflated if it is a `.gz`; 64 KiB to 1 GiB.
        package var maxFileBytes = 64 << 20
        /// How much of the disk the spool may take, in bytes; 16 MiB to 1 PiB, and not below `maxFileBytes`.
        package var maxSpoolBytes = 4 << 30
        /// How long files whose events are recorded are kept; 1 day to 10 years.
        package var keepProcessed = ElapsedTime.days(7)
        /// How long what was rejected is kept; 1 day to 10 years.
        package var keepRejected = ElapsedTime.days(30)

        package init() {}
    }

    package init(maxFuture: ElapsedTime = .minutes(5), maxFutureReject: ElapsedTime = .days(7)) {
        self.maxFuture = maxFuture
        self.maxFutureReject = maxFutureReject
    }
}
