package import BusinessTime

/// What `slad.yaml` says to the daemon itself; nothing here changes a verdict.
package struct DaemonSettings: Hashable, Sendable {
    /// How far ahead of now an event may be and is still taken.
    package var maxFuture: ElapsedTime
    /// An event further ahead than this is rejected; one between the two is held.
    package var maxFutureReject: ElapsedTime

    package init(maxFuture: ElapsedTime = .minutes(5), maxFutureReject: ElapsedTime = .days(7)) {
        self.maxFuture = maxFuture
        self.maxFutureReject = maxFutureReject
    }
}
