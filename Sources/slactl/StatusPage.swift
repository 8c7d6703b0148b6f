import BusinessTime
import Control
import Report

extension StatusAnswer {
    /// The page for people: what needs a hand first.
    func text(_ paint: Paint) -> String {
        let now = instant(now)
        let complaint = daemon?.complaint.map { paint.text(Table.harmless($0), .bad) + "\n\n" } ?? ""
        return complaint + Table.pairs(pairs(now)) + deadlines(now, paint)
    }

    private func pairs(_ now: Timestamp) -> [(name: String, text: String?)] {
        [
            ("slad", daemon?.words(asOf: now) ?? "does not answer; this is from its ledger"),
            ("rules", catalogue?.words(asOf: now) ?? "none were ever loaded"),
            ("zone data", zoneWords),
            ("tickets", "\(openTickets) open"),
            ("clocks", clockWords),
            ("last event", lastEvent?.words(asOf: now) ?? "none"),
            ("events", "\(recordedEvents) recorded" + (daemon?.fileWords ?? "")),
            ("outbox", outbox == 0 ? "empty" : "\(outbox) announcements wait\(journalWords)"),
            ("feeds", feeds?.words),
            ("spool", daemon?.spool),
        ]
    }

    private var clockWords: String {
        guard !(daemon?.isSettling ?? false) else { return "not looked at yet: files in the inbox are still settling" }
        return "\(runningClocks) running, \(pausedClocks) paused; \(breachedClocks) of them breached"
    }

    private var journalWords: String {
        daemon?.isJournalAway ?? false ? ", the journal takes no entries" : ""
    }

    private var zoneWords: String {
        guard let loaded = catalogue?.zoneData, loaded != "none", loaded != systemZoneData, !loaded.isEmpty else {
            return systemZoneData
        }
        return "\(loaded) in the rules, \(systemZoneData) on this machine: systemctl reload slad takes it"
    }

    private func deadlines(_ now: Timestamp, _ paint: Paint) -> String {
        guard !nextDeadlines.isEmpty else { return "\nno deadline ahead\n" }
        return "\nnext deadlines\n" + nextDeadlines.table(asOf: now).text(paint, nextDeadlines.map(\.tone))
    }
}

extension DaemonAnswer {
    fileprivate var fileWords: String {
        let held = filesHeld.map { ", \($0) held for events of the future" } ?? ""
        let stuck = filesStuck.map { ", \($0) not readable: journalctl -u slad says why" } ?? ""
        return ", \(filesWaiting) \(filesWaiting == 1 ? "file waits" : "files wait")\(held)\(stuck)"
    }

    fileprivate func words(asOf now: Timestamp) -> String {
        "\(version), process \(pid), started \(countdown(to: instant(startedAt), from: now))"
    }
}

extension [FeedAnswer] {
    /// `2 heard, 1 silent: shop since 2026-11-22T09:20:00Z`.
    fileprivate var words: String {
        let silent = compactMap { feed in feed.silentSince.map { "\(feed.feed) since \($0)" } }
        let heard = count - silent.count
        return silent.isEmpty
            ? "\(heard) heard" : "\(heard) heard, \(silent.count) silent: \(silent.joined(separator: ", "))"
    }
}

extension CatalogueAnswer {
    fileprivate func words(asOf now: Timestamp) -> String {
        "revision \(revision), \(agreements) \(agreements == 1 ? "agreement" : "agreements"), loaded "
            + "\(countdown(to: instant(loadedAt), from: now)) (\(loadedAt))"
    }
}

extension LastEventAnswer {
    fileprivate func words(asOf now: Timestamp) -> String {
        let lag = roughText(UInt64(max(0, lagSeconds) * 1_000))
        return "happened \(countdown(to: instant(at), from: now)) (\(at)), recorded \(lag) later"
    }
}
