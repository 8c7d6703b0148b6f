import BusinessTime
import EventFormat
import Inbox
import Ledger
import SLAEngine
import Systemd

// From files to recorded events, and the files out of the inbox.
extension Monitor {
    /// How many files one turn takes, so that deadlines and signals are never kept waiting for long.
    ///
    /// A file that comes alone is committed at once; the more wait, the more share one transaction, up to this.
    private static let filesPerTurn = 1_000
    /// A turn takes no further file past this many bytes.
    private static let bytesPerTurn = 1 << 20
    /// How many events one transaction takes; a larger file is taken over several turns.
    private static let eventsPerTurn = 2_000
    /// How many names a scan hands out: more scans cost time, longer lists memory (about 150 bytes a name).
    private static let filesPerScan = 16_384
    /// How many tickets a turn looks at; what is left comes with the next one.
    private static let ticketsPerTurn = 1_000
    /// How many may wait for that before no more files are taken: producers who never rest must not fill the memory.
    private static let ticketsInLine = 10_000

    /// Reads the next ready files; those that cannot be read are told or left for later.
    func takeFiles(_ now: Timestamp) {
        guard filesInHand.isEmpty else { return }
        lookIntoInbox(now)
        var bytes = 0
        while filesInHand.count < Monitor.filesPerTurn, bytes < Monitor.bytesPerTurn, let file = waitingFiles.popFirst()
        {
            guard let content = read(file, now), let form = EventFileForm(fileName: file.name.description) else {
                continue
            }
            bytes += content.count
            filesInHand.append(FileIntake(file, EventFile(bytes: content, form: form)))
        }
    }

    /// Whether the inbox is to be looked at again as soon as the files of the last scan are done.
    ///
    /// Where so many stay that they cannot all be remembered, only if one has left since: else the loop would not rest.
    var wantsScan: Bool { isScanWanted || hasMoreFiles && (hasFileLeft || !inbox.isFull) }

    /// A notification only wakes; the scan decides.
    private func lookIntoInbox(_ now: Timestamp) {
        do {
            if try inbox.drainNotifications() { isScanWanted = true }
            guard waitingFiles.isEmpty, wantsScan || nextScan.map({ $0 <= now }) ?? false else { return }
            let scan = try inbox.ready(
                limit: Monitor.filesPerScan, nowMilliseconds: now.millisecondsSinceEpoch)
            waitingFiles = scan.files[...]
            hasMoreFiles = scan.hasMore
            (hasFileLeft, isScanWanted) = (false, false)
            nextScan = scan.nextLookMilliseconds.map(Timestamp.init(millisecondsSinceEpoch:))
            settlingUntil = scan.settlingUntilMilliseconds.map(Timestamp.init(millisecondsSinceEpoch:))
            for notice in scan.notices { tell(.plain(notice.description, .warning)) }
        } catch {
            // Moved or removed, or no descriptors left: only a new start can watch it again.
            die(.cannotCreate, "the inbox cannot be looked at: \(error)")
        }
    }

    private func read(_ file: InboxFile, _ now: Timestamp) -> [UInt8]? {
        do {
            switch try inbox.read(file) {
            case .bytes(let bytes): return bytes
            case .changed, .gone: isScanWanted = true
            case .postponed(let notice): if let notice { tell(.plain(notice.description, .warning)) }
            case .refused(let refusal): try rejectWhole(file, refusal.description)
            }
        } catch {
            tell(.plain("\(file.name) cannot be read, tried again within a minute: \(error)", .error))
        }
        return nil
    }

    private func rejectWhole(_ file: InboxFile, _ reason: String) throws {
        guard case .moved(let path) = try inbox.rejectWhole(file, reasons: reason + "\n") else { return }
        hasFileLeft = true
        tell(.rejectedWhole(file: file.name.description, reason: reason, kept: path))
    }

    /// Whether so many tickets wait to be looked at that these come before further files.
    var isLineLong: Bool { engine.countInLine >= Monitor.ticketsInLine }

    /// Whether every event of the files in hand is recorded.
    var isHandRecorded: Bool { filesInHand.allSatisfy(\.isRecorded) }

    /// One transaction: the events, what they and the time since bring, and the tickets that are finished.
    ///
    /// - Parameter deciding: whether clocks are looked at; not while a backlog is taken.
    /// - Returns: nil if the ledger failed; the process is about to end then.
    func record(_ now: Timestamp, deciding: Bool) -> Engine.Turn? {
        do {
            return try ledger.transaction { writer in
                var budget = Monitor.eventsPerTurn
                for index in filesInHand.indices { try record(&filesInHand[index], &budget, writer, now) }
                guard deciding else {
                    try recordFeeds(writer, now, deciding: false)
                    return Engine.Turn()
                }
                return try decide(writer, now)
            }
        } catch {
            die(.inputOutput, "the ledger could not be written: \(error)")
            return nil
        }
    }

    private func record(
        _ file: inout FileIntake, _ budget: inout Int, _ writer: LedgerWriter, _ now: Timestamp
    ) throws {
        while budget > 0, let step = file.next(&decoder, catalogues.settings, now: now) {
            budget -= 1
            guard case .event(let event, let place) = step else { continue }
            let reception = try receive(event, writer, now)
            file.note(reception, of: event, at: place)
            guard case .taken = reception else { continue }
            note(event, now)
            if event.hasUnknownStatus(catalogues.current?.rules.statuses) { unknownStatuses += 1 }
            for notice in vocabulary.notices(on: event, catalogues.current?.rules.statuses) { tell(notice) }
        }
    }

    /// The canary's own events are none of a help desk's: they must not hide a feed that is dead.
    private func note(_ event: TicketEvent, _ now: Timestamp) {
        guard !Canary.owns(ticket: event.ticket) else { return canaries.note(event) }
        status.lastEvent = max(status.lastEvent ?? event.at, event.at)
        feed.note(event, takenAt: now)
        feeds.hear(event, at: now)
    }

    private func receive(_ event: TicketEvent, _ writer: LedgerWriter, _ now: Timestamp) throws -> Engine.Reception {
        var reception = engine.receive(event, number: ledger.nextEvent)
        if reception == .needsHistory {
            let ticket = try writer.ticket(named: event.ticket)
            try windows.recall(ticket, writer)
            engine.hold(ticket)
            reception = engine.receive(event, number: ledger.nextEvent)
        }
        if case .taken(let place) = reception {
            try writer.append(event, after: place, at: now)
            freedMemory.noteEvent()
            checkpoint.note(place.ticket)
        }
        return reception
    }

    private func decide(_ writer: LedgerWriter, _ now: Timestamp) throws -> Engine.Turn {
        // A reply further down in a file may prove a promise kept that its opening alone shows as broken.
        engine.nextVerdict = writer.nextVerdict
        windows.advance(to: now)
        let turn = engine.advance(to: now, limit: Monitor.ticketsPerTurn, midway: !isHandRecorded) { ticket, state in
            windows.take(ticket, state, now)
        }
        try writer.append(turn.verdicts, at: now)
        for verdict in turn.verdicts { checkpoint.note(verdict.ticket) }
        let number = writer.turn
        for (place, announcements) in turn.news {
            let entries = try writer.append(announcements, after: place, turn: number, at: now)
            if let last = entries.last { engine.note(lastAnnouncement: last.number, ofTicket: place.ticket) }
            checkpoint.note(place.ticket)
            outbox.add(entries)
        }
        for ticket in turn.finished {
            if let place = engine.ticket(numbered: ticket)?.place {
                try writer.finish(place, turn.attributes[ticket] ?? [:])
            }
        }
        try decideWindows(writer, now, isComplete: turn.isComplete)
        return turn
    }

    /// Counts what is only counted, beside the transactions.
    func noteCounts() {
        guard unknownStatuses > 0 else { return }
        do {
            try ledger.count(.unknownStatuses, by: unknownStatuses)
            unknownStatuses = 0
        } catch {
            die(.inputOutput, "the ledger could not be written: \(error)")
        }
    }

    /// Moves recorded files out of the inbox. Failing is no loss: read again, all their events are duplicates.
    func departFromHand(_ now: Timestamp) {
        guard isHandRecorded else { return }
        defer { filesInHand = [] }
        let date = String(now.utcText.prefix(10))
        for file in filesInHand {
            do {
                try depart(file, date)
            } catch let error as InboxError {
                if let notice = inbox.postpone(file.file, error) { tell(.plain(notice.description, .error)) }
            } catch {
                return die(.inputOutput, "the ledger does not take which file is held: \(error)")
            }
        }
    }

    private func depart(_ intake: FileIntake, _ date: String) throws {
        if let held = intake.held { return try hold(intake, held.count, until: held.until) }
        try forgetHeld(intake.file)
        guard let first = intake.refusals.firstReason else {
            if case .moved = try inbox.finish(intake.file, date: date) { hasFileLeft = true }
            return
        }
        let departure = try inbox.reject(
            intake.file, lines: intake.refusedContent, reasons: intake.refusals.reasons, date: date)
        guard case .moved(let path) = departure else { return }
        hasFileLeft = true
        try ledger.count(.rejectedEvents, by: intake.refusals.count)
        tell(
            .rejected(
                file: intake.file.name.description, lines: intake.refusals.count, taken: intake.countTaken,
                first: first, kept: path))
    }

    /// The file stays as it is until the last of its events was taken; what was taken is a duplicate then.
    private func hold(_ intake: FileIntake, _ count: Int, until: Timestamp) throws {
        guard inbox.leave(intake.file, untilMilliseconds: until.millisecondsSinceEpoch) else {
            try forgetHeld(intake.file)
            let due = "\(intake.countTaken) of its events were due and are taken"
            return try rejectWhole(intake.file, "too many files are held already (\(due)); send it again later")
        }
        nextScan = min(nextScan ?? until, until)
        let name = intake.file.name.description
        guard heldFiles.hold(name) else { return }
        try ledger.setHeld(name, true)
        tell(.held(file: name, lines: count, until: until.utcText))
    }

    private func forgetHeld(_ file: InboxFile) throws {
        try forgetHeld(file.name.description)
    }

    private func forgetHeld(_ name: String) throws {
        guard heldFiles.release(name) else { return }
        try ledger.setHeld(name, false)
    }

    /// Takes over from before the start which files were told as held; `taking` reads what is in the inbox.
    func recallHeldFiles(while taking: () -> Void) {
        do {
            heldFiles = HeldFiles(told: try ledger.heldFiles())
            taking()
            for name in heldFiles.vanished { try forgetHeld(name) }
        } catch {
            die(.inputOutput, "the ledger does not say which files are held: \(error)")
        }
    }
}
