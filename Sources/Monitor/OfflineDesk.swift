package import BusinessTime
import Catalog
package import Control
import Ledger
import SLAEngine

/// Answers from a ledger alone, as the daemon would that has it open; changes nothing.
package struct OfflineDesk {
    private let ledger: Ledger
    private let catalogues: CatalogueKeeper
    private let mark: CheckpointMark
    private let now: Timestamp
    private let note: (_ done: Int, _ tickets: Int) -> Void

    /// - Parameters:
    ///   - state: the directory of the ledger.
    ///   - version: of the program, as the checkpoints of a daemon of that version have it.
    ///   - note: is told how many of how many tickets were read.
    /// - Throws: an error with a line for people if the ledger cannot be read.
    package init(
        state: String, version: String, now: Timestamp,
        note: @escaping (_ done: Int, _ tickets: Int) -> Void = { _, _ in }
    ) throws {
        ledger = try Ledger(readingFrom: state)
        let span = IndexSpan(firstEvent: try ledger.firstEventAt(), now: now)
        catalogues = CatalogueKeeper(try ledger.revisions(), span)
        mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: version)
        self.now = now
        self.note = note
    }

    /// How often a ledger is read that somebody writes to meanwhile: the second time the writer is there, and SQLite's
    /// locks hold.
    private static let attempts = 5

    /// Reads the ledger and answers; reads it again where a daemon came meanwhile and wrote to what was read.
    ///
    /// - Parameters: as those of `init`.
    /// - Throws: as `init`.
    package static func answer(
        _ request: ControlRequest, state: String, version: String, now: Timestamp,
        note: @escaping (_ done: Int, _ tickets: Int) -> Void = { _, _ in }
    ) throws -> ControlAnswer {
        let file = LedgerFile(directory: state)
        for _ in 1..<attempts {
            let before = file.stamp
            do {
                let desk = try OfflineDesk(state: state, version: version, now: now, note: note)
                let answer = desk.answer(request)
                if desk.ledger.isTrue { return answer }
            } catch {
                // Half of a checkpoint looks like damage.
                if file.stamp == before { throw error }
            }
        }
        return try OfflineDesk(state: state, version: version, now: now, note: note).checked(request)
    }

    private func checked(_ request: ControlRequest) -> ControlAnswer {
        let answer = answer(request)
        guard ledger.isTrue else {
            return .error(ControlProblem("somebody changes the ledger all the time", hint: "ask again"))
        }
        return answer
    }

    package func answer(_ request: ControlRequest) -> ControlAnswer {
        do {
            let (engine, windows) = try engine(for: request)
            let answers = Answers(
                engine: engine, catalogues: catalogues, ledger: ledger, systemZoneData: ZoneData().release,
                daemon: nil, windows: windows,
                feeds: try FeedKeeper(catalogues.feeds, ledger, now: now).watch, now: now)
            return answers.answer(request)
        } catch {
            return .error(ControlProblem("the ledger cannot be read: \(error)", hint: "ask again when slad runs"))
        }
    }

    /// An engine with every open ticket, or with the only one that is asked for, each looked at once; and the windows,
    /// where they are asked for.
    private func engine(for request: ControlRequest) throws -> (Engine, WindowKeeper) {
        var engine = Engine(revisions: catalogues.revisions)
        var windows = WindowKeeper(now: now)
        // Without rules nothing can be folded, and there are no events either.
        guard !catalogues.revisions.isEmpty else { return (engine, windows) }
        var places = try ledger.openPlaces(mark).places
        if let name = request.ticket {
            let number = try ledger.place(ofTicketNamed: name)?.ticket
            places = places.filter { $0.ticket == number }
        }
        var done = 0
        try ledger.tickets(at: places) { ticket in
            engine.hold(ticket)
            done += 1
            note(done, places.count)
        }
        if case .compliance = request {
            try windows.beginRenewal(catalogues, ledger, now: now)
            _ = try windows.renew(ledger, rows: .max) { engine.ticket(numbered: $0) != nil }
        }
        let turn = engine.advance(to: now) { ticket, state in windows.take(ticket, state, now) }
        for number in turn.finished { engine.release(number) }
        return (engine, windows)
    }
}

extension ControlRequest {
    /// The only ticket that it is about, if there is one.
    fileprivate var ticket: String? {
        switch self {
        case .ticket(let name): name
        case .explain(let query): query.ticket
        case .status, .tickets, .compliance, .exclusions, .exclude, .withdraw: nil
        }
    }
}
