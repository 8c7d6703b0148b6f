import BusinessTime
import Catalog
import Compliance
import Dispatch
import Inbox
import Ledger
import SLAEngine
import Systemd

// SIGHUP: all that can fail comes before any live state is touched.
extension Monitor {
    /// Reads the configuration anew; one that comes meanwhile is done after it.
    package func reload() {
        guard !isStopped else { return }
        guard !isReloading else {
            isReloadWanted = true
            return
        }
        isReloading = true
        ports.notifier.reloading(status: "reading \(options.configuration)")
        let directory = options.configuration
        let span = catalogues.span.renewed(ports.clock.now())
        // Off the loop, so that no deadline waits for the disk or the parser.
        DispatchQueue(label: "slad.catalogue").async {
            let found = CatalogueKeeper.look(at: directory, span)
            self.executor.queue.async { self.assumeIsolated { $0.take(found) } }
        }
    }

    func take(_ found: CatalogueKeeper.Found) {
        guard !isStopped else { return }
        guard countedChange == nil else {
            foundMeanwhile = found
            return
        }
        switch found {
        case .findings(let findings): refuse(findings)
        case .catalogue(let catalogue): adopt(catalogue)
        }
        turn()
    }

    /// Other rules would show in the figures before and after a change.
    func adoptFoundMeanwhile() {
        guard countedChange == nil, let found = foundMeanwhile else { return }
        foundMeanwhile = nil
        take(found)
    }

    private func refuse(_ findings: String) {
        let revision = catalogues.current?.number ?? 0
        let first = findings.split(separator: "\n").first.map(String.init) ?? ""
        status.complaint = "the configuration has mistakes, revision \(revision) stays in force: \(first)"
        reloadNotice = { _ in .refused(revision: revision, findings: findings) }
    }

    private func adopt(_ catalogue: Catalogue) {
        let isNew = catalogues.isNew(catalogue)
        do {
            if isNew { try putInForce(catalogue) }
        } catch {
            return die(.inputOutput, "the new rules could not be recorded: \(error)")
        }
        inbox.apply(SpoolSettings(directory: options.spool, catalogues.settings.spool))
        status.complaint = nil
        vocabulary.forgetStatuses()
        let revision = catalogues.current?.number ?? 0
        let agreements = catalogue.rules.agreements.count
        reloadNotice = { moved in
            .reloaded(
                revision: revision, agreements: agreements, isNew: isNew, moved: isNew ? moved : MovedClocks())
        }
    }

    private func putInForce(_ catalogue: Catalogue) throws {
        let now = readClock()
        let record = try catalogues.adopt(catalogue, now: now, program: options.version)
        try ledger.transaction {
            try $0.append(record)
            try $0.declareFeeds(Set(catalogues.feeds.map(\.name)), at: now)
        }
        if let revision = catalogues.current { engine.adopt(revision) }
        // What was told stays as told; every ticket is looked at anew before anything more is.
        feeds = try FeedKeeper(catalogues.feeds, ledger, now: now)
        if windows.hasOther(catalogues) { try beginCounting(now) }
    }

    /// Every ticket was looked at under the new rules: says so, to the journal and to systemd.
    func finishReload() {
        guard let notice = reloadNotice?(engine.moved) else { return }
        reloadNotice = nil
        isReloading = false
        tell(notice)
        lastStatus = status.text
        ports.notifier.ready(status: lastStatus)
        guard isReloadWanted else { return }
        isReloadWanted = false
        reload()
    }
}
