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

    /// Finds out which of the unmarked announcements were told before the crash; the others are told now.
    ///
    /// Datagrams keep their order: once an entry sent now can be read, all that was sent before it can.
    func reconcile() {
        let barrier = "started/\(Monitor.freshID())"
        tell(.started(id: barrier, version: options.version))
        for number in catalogues.unreadable {
            tell(.plain("revision \(number) of the rules cannot be read by this version and judges no more", .warning))
        }
        do {
            let boot = ports.readBack?.bootID(ofEntry: barrier, within: Monitor.readBackMicroseconds)
            let before = try ledger.lastBootID()
            outbox.add(try ledger.outbox(since: try lookBack(boot: boot, before: before)))
            if !outbox.isEmpty { outbox.reconcile(with: boot == nil ? nil : try ports.readBack?.told(outbox.alertIDs)) }
            if let boot, boot != before { try ledger.setLastBootID(boot) }
            outbox.start(at: try ledger.toldThrough())
        } catch {
            die(.inputOutput, "what was told before cannot be found out: \(error)")
        }
        tell(lastNow)
    }

    /// After a change of the boot id what was marked as told may be lost from the journal: from when on to look.
    private func lookBack(boot: String?, before: String?) throws -> Timestamp? {
        guard let boot, let before, boot != before else { return nil }
        return try ledger.lastAnnouncementAt().map { $0 - Monitor.journalSyncLag }
    }

    private static func freshID() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 16) + String(generator.next() as UInt64, radix: 16)
    }

    func checkpointIfDue(_ now: Timestamp) {
        guard now - lastCheckpoint >= Monitor.checkpointInterval || now < lastCheckpoint else { return }
        do {
            if lastCheckpoint != .distantPast { try writeCheckpoint() }
            reindexIfDue(now)
            lastCheckpoint = now
        } catch {
            die(.inputOutput, "the checkpoint could not be written: \(error)")
        }
    }

    private func reindexIfDue(_ now: Timestamp) {
        guard catalogues.span.isWornOut(now) else { return }
        catalogues.reindex(now)
        engine.refresh(catalogues.revisions)
    }

    func writeCheckpoint() throws {
        let mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: options.version)
        try ledger.transaction { try $0.writeCheckpoint(engine.places, mark) }
    }
}
