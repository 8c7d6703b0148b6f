import Dispatch

/// Runs an actor on a serial Dispatch queue, so that timers, signals and files reach it without a hop.
///
/// `DispatchSerialQueue` does this elsewhere; it is missing on Linux.
package final class QueueExecutor: SerialExecutor {
    let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    package func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
