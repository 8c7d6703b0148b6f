import BusinessTime
import Ledger
import SLAEngine
import Systemd

// What keeps each announcement exactly once over a crash, and the next start short.
extension Monitor {
    /// How long the journal may take to give back what it was told.
    private static let readBackMicroseconds: UInt64 = 10_000_000
    /// journald syncs late, so that a power cut loses its last minutes.
    private static let journalSyncLag = ElapsedTime.minutes(10)
    private static let checkpointInterval = ElapsedTime.minutes(5)
    /// How many tickets a turn saves in the checkpoint.
    private static let ticketsPerSlice = 1_000

    /// Finds out which of the unmarked announcements were told before the crash; the others are told now.
    ///
    /// Datagrams keep their order: once an entry sent now can be read, all that was sent before it can.
    func reconcile() {
        let barrier = "started/\(Monitor.freshID())"
        tell(.started(id: barrier, version: options.version))
        for number in catalogues.unreadable {
            tell(.plain("revision \(number) of the rules cannot be read by this version and judges no more", .warning))
        }
        if !catalogues.withOtherZones.isEmpty {
            let numbers = catalogues.withOtherZones.map(String.init).joined(separator: ", ")
            let what = "the zone data of the rules' revisions \(numbers) are gone; what these judged stays as recorded"
            tell(.plain(what, .notice))
        }
        do {
            let boot = ports.readBack?.bootID(ofEntry: barrier, within: Monitor.readBackMicroseconds)
            let before = try ledger.lastBootID()
            // After a change of the boot id what was told last may be lost from the journal.
            let isNewBoot = boot != nil && before != nil && boot != before
            outbox.add(try ledger.outbox(lookingBack: isNewBoot))
            outbox.start(at: try ledger.toldThrough())
            bulletins.add(try ledger.bulletins(lookingBack: isNewBoot))
            bulletins.start(at: try ledger.bulletinsToldThrough())
            told = (outbox.toldThrough, bulletins.toldThrough, lastNow)
            // A journal that fails while it is read is one that cannot be read back.
            let ids = outbox.alertIDs + bulletins.alertIDs
            let known = boot == nil || ids.isEmpty ? nil : try? ports.readBack?.told(ids)
            if !outbox.isEmpty { outbox.reconcile(with: known) }
            if !bulletins.isEmpty { bulletins.reconcile(with: known) }
            if boot != before { newBootID = boot }
        } catch {
            return die(.inputOutput, "what was told before cannot be found out: \(error)")
        }
        tellOutbox()
        noteBootID()
    }

    /// Waits until all is told again that the last boot may have lost: a crash before that must look back again.
    func noteBootID() {
        guard !isStopped, outbox.isEmpty, bulletins.isEmpty, let bootID = newBootID else { return }
        do {
            try ledger.setLastBootID(bootID)
            newBootID = nil
        } catch {
            die(.inputOutput, "the boot id could not be noted in the ledger: \(error)")
        }
    }

    /// Marks as kept what was told long enough ago for journald to have synced it.
    func noteKeptIfDue(_ now: Timestamp) {
        guard now - told.at >= Monitor.journalSyncLag || now < told.at else { return }
        do {
            try ledger.markKept(through: told.through)
            if told.bulletins > 0 { try ledger.markKept(bulletinsThrough: told.bulletins) }
            told = (outbox.toldThrough, bulletins.toldThrough, now)
        } catch {
            die(.inputOutput, "cannot mark in the ledger what the journal keeps: \(error)")
        }
    }

    private static func freshID() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 16) + String(generator.next() as UInt64, radix: 16)
    }

    /// Begins a pass of the checkpoint every few minutes, and goes on with one that is under way.
    func checkpointIfDue(_ now: Timestamp) {
        if now - lastCheckpoint >= Monitor.checkpointInterval || now < lastCheckpoint {
            if lastCheckpoint != .distantPast { checkpoint.begin(ledger) }
            reindexIfDue(now)
            lastCheckpoint = now
        }
        do {
            try saveCheckpoint(limit: Monitor.ticketsPerSlice)
        } catch {
            die(.inputOutput, "the checkpoint could not be written: \(error)")
        }
    }

    private func reindexIfDue(_ now: Timestamp) {
        guard catalogues.span.isWornOut(now) else { return }
        catalogues.reindex(now)
        engine.refresh(catalogues.revisions)
    }

    /// Saves all at once: nobody waits for a deadline any more.
    func finishCheckpoint() throws {
        try saveCheckpoint(limit: .max)
        checkpoint.begin(ledger)
        try saveCheckpoint(limit: .max)
    }

    private func saveCheckpoint(limit: Int) throws {
        guard checkpoint.isUnderWay else { return }
        let mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: options.version)
        try checkpoint.goOn(ledger, mark, limit: limit) { engine.ticket(numbered: $0)?.place }
    }
}
