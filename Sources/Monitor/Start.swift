import BusinessTime
import Catalog
import Inbox
import Ledger
import SLAEngine
import Systemd

/// Everything that must be there before the loop begins.
struct Start {
    let ledger: Ledger
    let inbox: Inbox
    private(set) var catalogues: CatalogueKeeper
    private(set) var engine: Engine
    private(set) var checkpoint: CheckpointKeeper
    /// What is wrong with the configuration, if the last good revision is in force instead.
    private(set) var complaint: String?
    /// The canary's tickets that are open, and since when.
    private(set) var canaries: [String: Timestamp] = [:]
    let now: Timestamp

    /// - Throws: `StartFailure`, with the exit status that tells systemd whether another try can help.
    init(_ options: MonitorOptions, _ ports: MonitorPorts) throws {
        now = ports.clock.now()
        do {
            ledger = try Ledger(directory: options.state)
            let span = IndexSpan(firstEvent: try ledger.firstEventAt(), now: now)
            catalogues = CatalogueKeeper(try ledger.revisions(), span)
        } catch {
            throw StartFailure(.inputOutput, "\(error)")
        }
        do {
            inbox = try Inbox(SpoolSettings(directory: options.spool))
        } catch {
            throw StartFailure(.cannotCreate, "\(error)")
        }
        engine = Engine(revisions: [])
        checkpoint = CheckpointKeeper()
        try loadConfiguration(options, ports)
        inbox.apply(SpoolSettings(directory: options.spool, catalogues.settings.spool))
        engine = Engine(revisions: catalogues.revisions)
        do {
            try holdOpenTickets(ports, program: options.version)
        } catch {
            throw StartFailure(.inputOutput, "cannot read the open tickets from the ledger: \(error)")
        }
    }

    private mutating func loadConfiguration(_ options: MonitorOptions, _ ports: MonitorPorts) throws {
        switch CatalogueKeeper.look(at: options.configuration, catalogues.span) {
        case .catalogue(let catalogue):
            guard catalogues.isNew(catalogue) else { return }
            do {
                let record = try catalogues.adopt(catalogue, now: now, program: options.version)
                try ledger.transaction { try $0.append(record) }
            } catch {
                throw StartFailure(.inputOutput, "cannot record the rules in the ledger: \(error)")
            }
        case .findings(let findings):
            guard let revision = catalogues.current else {
                throw StartFailure(
                    .configuration,
                    "\(findings)\nthere is no earlier revision to run on; mend the "
                        + "configuration, check it with: slactl check \(options.configuration)")
            }
            complaint =
                "running on the last good revision \(revision.number), mend the configuration: "
                + (findings.split(separator: "\n").first.map(String.init) ?? "")
            try? ports.sink.send(Notice.lastGood(revision: revision.number, findings: findings).entry)
        }
    }

    private mutating func holdOpenTickets(_ ports: MonitorPorts, program: String) throws {
        let mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: program)
        let open = try ledger.openPlaces(mark)
        checkpoint = CheckpointKeeper(open)
        engine.reserve(tickets: open.places.count)
        let way = open.isFromCheckpoint ? "from the checkpoint" : "from the whole ledger"
        var count = 0
        // Also those that are over by now: what their end brings may not have been told when the daemon crashed. The
        // first turn lets them go again.
        try ledger.tickets(at: open.places) { ticket in
            if count.isMultiple(of: 10_000) {
                let progress = "reading tickets \(way): \(count) of \(open.places.count)"
                ports.notifier.extendTimeout(microseconds: 60_000_000, status: progress)
            }
            engine.hold(ticket)
            if let openedAt = CanaryKeeper.openedAt(ticket) { canaries[ticket.name] = openedAt }
            count += 1
        }
    }
}
