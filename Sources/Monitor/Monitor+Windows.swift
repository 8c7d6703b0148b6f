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

    /// Builds the windows anew: the goals have changed, or the clock or what is excluded.
    func renewWindows(_ now: Timestamp) throws {
        let notifier = ports.notifier
        windows = try WindowKeeper(
            catalogues, ledger, after: windows, now: now, isHeld: { engine.ticket(numbered: $0) != nil },
            note: { count in
                notifier.extendTimeout(microseconds: 60_000_000, status: "reading what was promised: \(count) tickets")
                // Reading some millions takes longer than the manager waits, and each ten thousand prove slad alive.
                notifier.watchdog()
            })
        areWindowsStale = false
    }

    /// - Returns: false if the ledger failed; the process is about to end then.
    func renewWindowsIfStale(_ now: Timestamp) -> Bool {
        guard areWindowsStale || windows.hasLateExclusion(asOf: now) else { return true }
        do {
            try renewWindows(now)
            return true
        } catch {
            die(.inputOutput, "the verdicts could not be read from the ledger: \(error)")
            return false
        }
    }

    /// Records what is to be told of feeds and, when all that has arrived was folded, of windows.
    func decideWindows(_ writer: LedgerWriter, _ now: Timestamp, isComplete: Bool) throws {
        try recordFeeds(writer, now, deciding: true)
        guard isComplete, isHandRecorded, areFilesTaken || now - lastNews >= Monitor.newsPatience || now < lastNews
        else { return }
        lastNews = now
        let news = windows.news()
        guard !news.isEmpty else { return }
        try writer.append(news.map { ToldWindow($0, recordedAt: now) })
        bulletins.add(try writer.append(news.bulletins(digestAbove: catalogues.settings.digestAbove), at: now))
    }

    /// Nothing waits that a scan found ready.
    private var areFilesTaken: Bool { waitingFiles.isEmpty && !(hasMoreFiles && wantsScan) }

    func recordFeeds(_ writer: LedgerWriter, _ now: Timestamp, deciding: Bool) throws {
        let heartbeats = windows.book.feeds.feeds.reduce(into: [:]) { $0[$1.name] = $1.heartbeat }
        let news = try windows.recordFeeds(writer, now, deciding: deciding)
        bulletins.add(try writer.append(news.map { $0.bulletin(heartbeats[$0.feed] ?? .zero) }, at: now))
    }
}
