import BusinessTime
import Catalog
import Dispatch
import Inbox
import Systemd

// The spool as a whole: its limits, what is old in it, how full it is.
extension Monitor {
    private static let pruningInterval = ElapsedTime.minutes(60)
    /// How many names one slice looks at: some milliseconds of the loop's time.
    private static let namesPerSlice = 500
    /// Between two slices, so that pruning never takes the disk from the events.
    private static let pauseBetweenSlices = DispatchTimeInterval.milliseconds(50)

    /// Removes what has been kept long enough, in slices that give way to everything else.
    func pruneIfDue() {
        let now = ports.clock.now()
        guard !isStopped, now >= nextPruning || nextPruning - now > Monitor.pruningInterval else { return }
        nextPruning = now + Monitor.pruningInterval
        pruneSlice()
    }

    package func pruneSlice() {
        guard !isStopped else { return }
        let now = ports.clock.now().millisecondsSinceEpoch
        let pruning = inbox.prune(nowMilliseconds: now, limit: Monitor.namesPerSlice)
        for notice in pruning.notices { tell(.spool(notice.description, isFine: inbox.level == .fine)) }
        status.spoolLevel = inbox.level
        showStatus()
        guard pruning.hasMore else { return }
        executor.queue.asyncAfter(deadline: .now() + Monitor.pauseBetweenSlices) {
            self.assumeIsolated { $0.pruneSlice() }
        }
    }
}

extension SpoolSettings {
    /// What `slad.yaml` says of the spool.
    init(directory: String, _ settings: DaemonSettings.Spool) {
        self.init(directory: directory)
        settleMilliseconds = settings.settle.milliseconds
        maxFileBytes = settings.maxFileBytes
        maxSpoolBytes = settings.maxSpoolBytes
        keepProcessedMilliseconds = settings.keepProcessed.milliseconds
        keepRejectedMilliseconds = settings.keepRejected.milliseconds
    }
}
