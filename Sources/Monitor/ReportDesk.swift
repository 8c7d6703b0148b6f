package import BusinessTime
package import Catalog
package import Compliance
package import Ledger
package import SLAEngine

/// An unfinished cycle, and what a report needs of its clock.
package struct OpenCycle: Sendable {
    package let ticket: Int64
    package let metric: Metric
    package let standing: CycleStanding
}

/// What reports are made of, from one state of a ledger; changes nothing, whether a daemon has it open or not.
package struct ReportDesk {
    /// The one in force; nil where none was ever loaded.
    package let catalogue: Catalogue?
    package let snapshot: LedgerSnapshot
    private let revisions: [Revision]
    private let mark: CheckpointMark
    private let now: Timestamp
    private let note: (_ done: Int, _ tickets: Int) -> Void

    private init(_ ledger: Ledger, _ snapshot: LedgerSnapshot, _ asked: Asked) throws {
        let span = IndexSpan(firstEvent: try snapshot.firstEventAt(), now: asked.now)
        let records = try snapshot.revisions()
        let catalogues = CatalogueKeeper(records, span)
        catalogue = try records.last.map { record in
            try Catalogue.load(
                CatalogueFiles(encoded: record.files), zones: ZoneData(), indexed: (span.from, span.to), now: asked.now)
        }
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
        let value = try ledger.reading { try make(try ReportDesk(ledger, $0, asked)) }
        return ledger.isTrue ? value : nil
    }

    /// Hands out the cycles that are not finished; none of the canary's.
    ///
    /// - Returns: the attributes of those open tickets that have finished cycles too: of these the ledger has none yet.
    package func openCycles(_ take: (OpenCycle) throws -> Void) throws -> [Int64: [String: String]] {
        guard !revisions.isEmpty else { return [:] }
        var attributes: [Int64: [String: String]] = [:]
        let places = try snapshot.openPlaces(mark)
        for (index, place) in places.enumerated() {
            let ticket = try snapshot.ticket(at: place)
            guard !Canary.owns(ticket: ticket.name) else { continue }
            let fold = TicketFold(ticket.history, revisions: revisions, now: now, recorded: ticket.recorded)
            let state = fold.state()
            for clock in state.clocks where !clock.state.isFinished {
                guard let standing = CycleStanding(clock, state.attributes, asOf: now) else { continue }
                try take(OpenCycle(ticket: place.ticket, metric: clock.metric, standing: standing))
            }
            if !ticket.recorded.standing.isEmpty { attributes[place.ticket] = state.attributes }
            note(index + 1, places.count)
        }
        return attributes
    }
}

/// A ledger that changes whenever it is read.
struct ReportDeskError: Error, CustomStringConvertible {
    let description = "somebody changes the ledger all the time; ask again"
}
