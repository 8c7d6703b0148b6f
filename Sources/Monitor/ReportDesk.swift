package import BusinessTime
package import Catalog
package import Compliance
package import Ledger
package import SLAEngine

/// An open ticket, with what a report needs of its clocks.
package struct OpenTicketCycles: Sendable {
    package let number: Int64
    package let attributes: [String: String]
    /// Those that are not finished, or that nothing measures, unless the ledger has recorded that; each with its
    /// metric.
    package let unfinished: [(metric: Metric, standing: CycleStanding)]
    /// It never had a clock, nor was owed one.
    package let isUnclocked: Bool
    /// Some of its cycles are finished.
    package let hasVerdicts: Bool
}

/// What reports are made of, from one state of a ledger; changes nothing, whether a daemon has it open or not.
package struct ReportDesk {
    /// The one in force; nil where none was ever loaded.
    package let catalogue: Catalogue?
    /// All that were recorded.
    package let exclusions: [Exclusion]
    /// What was told of windows, in the order of telling.
    package let told: [ToldRow]
    /// As of now.
    package let feeds: FeedWatch
    package let snapshot: LedgerSnapshot
    private let revisions: [Revision]
    private let mark: CheckpointMark
    private let now: Timestamp
    private let note: (_ done: Int, _ tickets: Int) -> Void

    /// What stands beside the cycles, asked for before the snapshot is made: what comes between is not in the report.
    private struct Notes {
        let exclusions: [Exclusion]
        let told: [ToldWindow]
        let silences: [String: [FeedWatch.Silence]]
        let lastHeard: [String: Timestamp]
        let watchedSince: [String: Timestamp]

        init(_ ledger: Ledger) throws {
            exclusions = try ledger.exclusions()
            told = try ledger.toldWindows()
            silences = try ledger.feedSilences()
            lastHeard = try ledger.feedsLastHeard()
            watchedSince = try ledger.feedsWatchedSince()
        }
    }

    private init(_ snapshot: LedgerSnapshot, _ notes: Notes, _ asked: Asked) throws {
        let span = IndexSpan(firstEvent: try snapshot.firstEventAt(), now: asked.now)
        let records = try snapshot.revisions()
        let catalogues = CatalogueKeeper(records, span)
        catalogue = try records.last.map { record in
            try Catalogue.load(
                CatalogueFiles(encoded: record.files), zones: ZoneData(), indexed: (span.from, span.to), now: asked.now)
        }
        exclusions = notes.exclusions
        told = notes.told.map(\.row)
        // One that nobody has watched yet is watched from now on.
        var feeds = FeedWatch(
            catalogue?.feeds ?? [], since: asked.now, lastHeard: notes.lastHeard, silences: notes.silences,
            watchedSince: notes.watchedSince)
        _ = feeds.advance(to: asked.now)
        self.feeds = feeds
        revisions = catalogues.revisions
        mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: asked.version)
        self.snapshot = snapshot
        now = asked.now
        note = asked.note
    }

    private struct Asked {
        let version: String
        let now: Timestamp
        let note: (_ done: Int, _ tickets: Int) -> Void
    }

    /// How often a ledger is read that somebody writes to meanwhile.
    private static let attempts = 5

    /// Reads the ledger; reads it again where a daemon came meanwhile and wrote to what was read without its locks.
    ///
    /// - Parameters:
    ///   - state: the directory of the ledger.
    ///   - version: of the program, as the checkpoints of a daemon of that version have it.
    ///   - note: is told how many of how many open tickets were read.
    ///   - make: is called again, from the start, where what it read is not true.
    /// - Throws: an error with a line for people if the ledger cannot be read; what `make` throws.
    package static func read<Value>(
        state: String, version: String, now: Timestamp,
        note: @escaping (_ done: Int, _ tickets: Int) -> Void = { _, _ in }, _ make: (ReportDesk) throws -> Value
    ) throws -> Value {
        let file = LedgerFile(directory: state)
        let asked = Asked(version: version, now: now, note: note)
        for _ in 1..<attempts {
            let before = file.stamp
            do {
                if let value = try once(state, asked, make) { return value }
            } catch {
                // Half of a checkpoint looks like damage.
                if file.stamp == before { throw error }
            }
        }
        guard let value = try once(state, asked, make) else { throw ReportDeskError() }
        return value
    }

    /// - Returns: nil where what was read is of no state that the ledger truly had.
    private static func once<Value>(_ state: String, _ asked: Asked, _ make: (ReportDesk) throws -> Value) throws
        -> Value?
    {
        let ledger = try Ledger(readingFrom: state)
        let notes = try Notes(ledger)
        let value = try ledger.reading { try make(try ReportDesk($0, notes, asked)) }
        return ledger.isTrue ? value : nil
    }

    /// Hands out the tickets that are open; none of the canary's.
    package func openTickets(_ take: (OpenTicketCycles) throws -> Void) throws {
        // Without rules nothing can be folded, and there are no events either.
        guard !revisions.isEmpty else { return }
        let places = try snapshot.openPlaces(mark)
        for (index, place) in places.enumerated() {
            let ticket = try snapshot.ticket(at: place)
            note(index + 1, places.count)
            guard !Canary.owns(ticket: ticket.name) else { continue }
            let fold = TicketFold(ticket.history, revisions: revisions, now: now, recorded: ticket.recorded)
            let state = fold.state()
            try take(
                OpenTicketCycles(
                    number: place.ticket, attributes: state.attributes, unfinished: unfinished(state, ticket.recorded),
                    isUnclocked: state.isUnclocked, hasVerdicts: !ticket.recorded.standing.isEmpty))
        }
    }

    private func unfinished(
        _ state: TicketState, _ recorded: VerdictRecord
    ) -> [(metric: Metric, standing: CycleStanding)] {
        let clocks = state.clocks.filter { !$0.state.isFinished }.compactMap { clock in
            CycleStanding(clock, state.attributes, asOf: now).map { (clock.metric, $0) }
        }
        let unmeasured = state.unmeasured.filter { recorded.verdict(on: $0.clock)?.outcome != .unmeasured }
        return clocks + unmeasured.map { ($0.metric, CycleStanding($0, state.attributes)) }
    }
}

/// A ledger that changes whenever it is read.
struct ReportDeskError: Error, CustomStringConvertible {
    let description = "somebody changes the ledger all the time; ask again"
}
