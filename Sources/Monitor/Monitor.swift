import BusinessTime
import Catalog
import Control
import Dispatch
import EventFormat
import Glibc
import Inbox
import Ledger
import SLAEngine
import Systemd

/// The loop: one actor on one serial queue, which joins inbox, engine, ledger and journal.
///
/// The way of an event: file -> bytes -> `TicketEvent` -> fold -> effects -> one ledger transaction -> journal -> the
/// file leaves the inbox. The way of a deadline: timer -> `advance` -> transaction -> journal. Both are a `turn`.
package actor Monitor {
    nonisolated let executor = QueueExecutor(label: "slad")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let options: MonitorOptions
    let ports: MonitorPorts
    let ledger: Ledger
    let inbox: Inbox
    var catalogues: CatalogueKeeper
    var engine: Engine
    var outbox = Outbox()
    var bulletins = BulletinOutbox()
    var windows = WindowKeeper()
    var feeds = FeedKeeper()
    /// The windows are to be counted anew, and nothing of that was begun.
    var areWindowsStale = true
    /// The last turn left no ticket to look at.
    var areTicketsLookedAt = false
    /// The change whose figures are being counted.
    var countedChange: CountedChange?
    /// Changes that were asked for and not begun.
    var waitingChanges: ArraySlice<(request: ControlRequest, asker: Asker)> = []
    /// When it was last looked at what is to be told of windows.
    var lastNews = Timestamp.distantPast
    var decoder = EventDecoder()

    /// Files that were read and whose events are being recorded.
    var filesInHand: [FileIntake] = []
    /// Files that a scan found ready, and what it said of the others.
    var waitingFiles: ArraySlice<InboxFile> = []
    /// The last scan had more than it could hand out.
    var hasMoreFiles = false
    /// A file has left the inbox since the last scan.
    var hasFileLeft = false
    var isScanWanted = true
    /// When the last of the files will have settled that the scan met on its way in.
    var settlingUntil: Timestamp?
    var nextScan: Timestamp?
    /// Until then clocks are not looked at: files that came in just before the start are still settling.
    var decidingFrom = Timestamp.distantPast
    var nextPruning = Timestamp.distantPast
    var heldFiles = HeldFiles()
    var vocabulary = Vocabulary()
    /// Events with a status in no category since that was counted in the ledger.
    var unknownStatuses = 0
    var canaries: CanaryKeeper
    var feed = FeedCount()
    var lastAlive = Timestamp.distantPast
    var freedMemory = FreedMemory()

    var status = StatusLine()
    var lastStatus = ""
    var lastNow = Timestamp.distantPast
    var checkpoint: CheckpointKeeper
    var lastCheckpoint = Timestamp.distantPast
    var isReloading = false
    var isReloadWanted = false
    /// What was found of the configuration while the figures of a change were counted.
    var foundMeanwhile: CatalogueKeeper.Found?
    /// What the reload that is under way will tell when it is through, of the clocks that it moved.
    var reloadNotice: ((MovedClocks) -> Notice)?
    /// The boot under which slad runs, while the ledger still has the one before it.
    var newBootID: String?
    /// Up to which number all had been told at an instant; it is kept by the journal some minutes later.
    var told: (through: Int64, bulletins: Int64, at: Timestamp) = (0, 0, .distantPast)
    var isStopped = false

    var timer: WallTimer?
    /// A further turn stands on the queue already.
    var isTurnQueued = false
    var stepWatch: ClockStepWatch?
    var sources: [any DispatchSourceProtocol] = []
    /// nil where nobody can ask.
    var control: ControlServer?
    /// Why there is no control socket, until it was told.
    private var controlNotice: String?
    let startedAt: Timestamp
    private var whenStopped: (@Sendable (ExitStatus) -> Void)?

    /// Opens ledger, catalogue and spool, and takes the open tickets into memory.
    ///
    /// - Throws: `StartFailure`.
    package init(options: MonitorOptions, ports: sending MonitorPorts) throws {
        self.options = options
        self.ports = ports
        let start = try Start(options, ports)
        (control, controlNotice) = try Monitor.openControl(options)
        startedAt = start.now
        ledger = start.ledger
        inbox = start.inbox
        catalogues = start.catalogues
        engine = start.engine
        checkpoint = start.checkpoint
        status.complaint = start.complaint
        lastNow = start.now
        canaries = CanaryKeeper(open: start.canaries)
    }

    /// Runs until a signal ends it; then `stopped` is handed how it ended, on the loop's queue.
    ///
    /// Nothing here runs on the global queues, nor on the threads of tasks, which come from there: from their first use
    /// on libdispatch wakes up once a second to count them.
    package nonisolated func run(stopped: @escaping @Sendable (ExitStatus) -> Void) {
        executor.queue.async { self.assumeIsolated { $0.start(stopped) } }
    }

    private func start(_ stopped: @escaping @Sendable (ExitStatus) -> Void) {
        whenStopped = stopped
        // A reload that is asked for meanwhile is done after the start; by default the signal would end the process.
        sources = [signalSource(SIGHUP, on: executor.queue) { self.assumeIsolated { $0.reload() } }]
        begin()
        guard !isStopped else { return stopped(.software) }
        listen()
        ports.notifier.ready(status: status.text)
        tellAliveIfDue()
    }

    /// Tells what a crash left untold, takes what waits in the inbox, and only then looks at the clocks: an event that
    /// waited through the downtime may prove a promise kept.
    package func begin() {
        reconcile()
        guard countWindows(lastNow) else { return }
        if let notice = controlNotice { tell(.plain(notice, .warning)) }
        recallHeldFiles(while: takeBacklog)
        decidingFrom = settlingUntil ?? .distantPast
        turn()
    }

    /// One turn of the loop: takes what is ready, decides what is to be told, records both, tells it.
    package func turn() {
        guard !isStopped else { return }
        let now = readClock()
        guard goOnCounting(now) else { return }
        let isDeciding = now >= decidingFrom
        if !isDeciding || !isLineLong { takeFiles(now) }
        guard let turn = record(now, deciding: isDeciding) else { return }
        tellOutbox()
        guard !isStopped else { return }
        departFromHand(now)
        noteCounts()
        guard !isStopped else { return }
        for number in turn.finished {
            engine.release(number)
            windows.release(number)
            checkpoint.note(number)
        }
        areTicketsLookedAt = isDeciding && turn.isComplete
        if isReloading, areTicketsLookedAt, !windows.isRenewing { finishReload() }
        makeChanges()
        guard !isStopped else { return }
        checkpointIfDue(now)
        noteKeptIfDue(now)
        status.isSettling = !isDeciding
        if isDeciding { putCanaryIfDue(now) }
        let hasMore = !turn.isComplete || !filesInHand.isEmpty || !waitingFiles.isEmpty || wantsScan
        if !hasMore { freedMemory.giveBackIfDue(&engine) }
        arm(now, again: hasMore || windows.isRenewing || checkpoint.isUnderWay)
        showStatus()
        // After a start: not before all that waited was taken and the clocks were looked at.
        if timer != nil, lastAlive == .distantPast { tellAliveIfDue() }
        adoptFoundMeanwhile()
    }

    /// Takes every file that waits, without looking at a clock. What comes meanwhile is left to the turns, so that
    /// producers who never rest cannot keep the clocks from being looked at.
    private func takeBacklog() {
        repeat {
            let now = readClock()
            takeFiles(now)
            guard !isStopped, record(now, deciding: false) != nil else { return }
            departFromHand(now)
            ports.notifier.extendTimeout(microseconds: 60_000_000, status: "taking the events that waited in the inbox")
        } while !filesInHand.isEmpty || !waitingFiles.isEmpty || hasMoreFiles && wantsScan
    }

    /// The time of this turn; it goes back only where the clock was really set back.
    func readClock() -> Timestamp {
        let wall = ports.clock.now()
        if wall < lastNow {
            // A small step back is waited out, so that nothing that was told has to be withdrawn for it.
            guard lastNow - wall > .seconds(10) else { return lastNow }
            engine.lookAtAll()
            areWindowsStale = true
            decidingFrom = .distantPast
        }
        lastNow = wall
        return wall
    }

    /// Tells what the outbox has, as far as the journal takes it.
    func tellOutbox() {
        guard !outbox.isEmpty || !bulletins.isEmpty else { return }
        let hasBulletins = !bulletins.isEmpty
        do {
            let limit = catalogues.settings.digestAbove
            try outbox.tell(through: ports.sink, now: ports.clock.now(), digestAbove: limit)
            try bulletins.tell(through: ports.sink, now: ports.clock.now())
            status.isOutboxWaiting = false
        } catch {
            status.isOutboxWaiting = true
        }
        do {
            try ledger.markTold(through: outbox.toldThrough)
            if hasBulletins { try ledger.markTold(bulletinsThrough: bulletins.toldThrough) }
        } catch {
            return die(.inputOutput, "cannot mark in the ledger what was told: \(error)")
        }
        noteBootID()
    }

    func tell(_ notice: Notice) {
        // Not in the outbox: what slad tells of itself is not worth a repetition when the journal is away.
        try? ports.sink.send(notice.entry)
    }

    /// Ends the process at once: what is on the disk is not known any more, so nothing may be told or moved.
    func die(_ status: ExitStatus, _ reason: String) {
        isStopped = true
        tell(.plain("slad ends at once: \(reason)", .critical))
        refuseChanges("slad ended")
        ports.end(status)
    }

    /// Finishes in order: the transaction in hand is done, a checkpoint spares the next start the long way.
    package func stop() {
        guard !isStopped else { return }
        isStopped = true
        ports.notifier.stopping(status: "stopping")
        for source in sources { source.cancel() }
        timer?.cancel()
        refuseChanges("slad stops")
        control?.close()
        do {
            try finishCheckpoint()
            try ledger.close()
        } catch {
            tell(.plain("the ledger was not closed in order, so the next start takes longer: \(error)", .warning))
        }
        whenStopped?(.success)
    }

    func showStatus() {
        status.census = engine.census
        status.nextDeadline = engine.nextDeadline
        let text = status.text
        guard text != lastStatus, !isReloading else { return }
        lastStatus = text
        ports.notifier.status(text)
    }
}
