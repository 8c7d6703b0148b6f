import BusinessTime
import Catalog
import Compliance
import Ledger
import SLAEngine
import Systemd

// Goals and feeds: beside the clocks, in the same turns and transactions.
extension Monitor {
    /// How long windows wait to be told for the files of the inbox: producers who never rest must not hold them up.
    private static let newsPatience = ElapsedTime.minutes(1)

    /// Counts the windows before anything is told: while slad starts no deadline waits for it.
    ///
    /// - Returns: false if the ledger failed; the process is about to end then.
    func countWindows(_ now: Timestamp) -> Bool {
        do {
            try ledger.transaction { try $0.declareFeeds(Set(catalogues.feeds.map(\.name)), at: now) }
            try beginCounting(now)
            while windows.isRenewing {
                ports.notifier.extendTimeout(microseconds: 60_000_000, status: "reading what was promised")
                // Reading some millions takes longer than the manager waits, and each slice proves slad alive.
                ports.notifier.watchdog()
                try countSlice(now)
            }
            return true
        } catch {
            die(.inputOutput, "the verdicts could not be read from the ledger: \(error)")
            return false
        }
    }

    /// Begins to count the windows anew: the goals have changed, or the clock or what is excluded.
    func beginCounting(_ now: Timestamp) throws {
        if areWindowsStale { feeds = try FeedKeeper(catalogues.feeds, ledger, now: now) }
        try windows.beginRenewal(catalogues, ledger, now: now, asking: countedChange?.exclusion)
        areWindowsStale = false
    }

    /// Counts so much of the windows anew that no deadline waits for it; the rest is left to the next turns.
    func countSlice(_ now: Timestamp) throws {
        let done = try windows.renew(ledger, rows: options.rowsPerSlice) { engine.ticket(numbered: $0) != nil }
        guard let done else { return }
        guard let change = countedChange else { return }
        let (before, after) = (ComplianceDesk.Picture(done.replaced), ComplianceDesk.Picture(windows.book))
        answer(change, before.changes(to: after), isCovering: done.isCovering)
    }

    /// - Returns: false if the ledger failed; the process is about to end then.
    func goOnCounting(_ now: Timestamp) -> Bool {
        guard windows.isRenewing || areWindowsStale || windows.hasLateExclusion(asOf: now) else { return true }
        do {
            if areWindowsStale || windows.hasLateExclusion(asOf: now) { try beginCounting(now) }
            if isReloading {
                ports.notifier.extendTimeout(microseconds: 60_000_000, status: "counting the windows of the new goals")
            }
            windows.advance(to: now)
            try countSlice(now)
            return true
        } catch {
            die(.inputOutput, "the verdicts could not be read from the ledger: \(error)")
            return false
        }
    }

    /// Records what is to be told of feeds and, when all that has arrived was folded, of windows.
    func decideWindows(_ writer: LedgerWriter, _ now: Timestamp, isComplete: Bool) throws {
        try recordFeeds(writer, now, deciding: true)
        guard isComplete, !windows.isRenewing, isHandRecorded,
            areFilesTaken || now - lastNews >= Monitor.newsPatience || now < lastNews
        else { return }
        lastNews = now
        let news = windows.news(feeds.watch)
        guard !news.isEmpty else { return }
        let taken = try writer.append(news.map { ToldWindow($0, recordedAt: now) })
        let told = news.filter { taken.contains($0.key.text) }
        bulletins.add(try writer.append(told.bulletins(digestAbove: catalogues.settings.digestAbove), at: now))
    }

    /// Nothing waits that a scan found ready.
    private var areFilesTaken: Bool { waitingFiles.isEmpty && !(hasMoreFiles && wantsScan) }

    func recordFeeds(_ writer: LedgerWriter, _ now: Timestamp, deciding: Bool) throws {
        let heartbeats = feeds.watch.feeds.reduce(into: [:]) { $0[$1.name] = $1.heartbeat }
        let news = try feeds.record(writer, now, deciding: deciding)
        bulletins.add(try writer.append(news.map { $0.bulletin(heartbeats[$0.feed] ?? .zero) }, at: now))
    }
}
