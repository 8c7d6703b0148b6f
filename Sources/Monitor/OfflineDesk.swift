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

    /// - Parameters:
    ///   - state: the directory of the ledger.
    ///   - version: of the program, as the checkpoints of a daemon of that version have it.
    /// - Throws: an error with a line for people if the ledger cannot be read.
    package init(state: String, version: String, now: Timestamp) throws {
        ledger = try Ledger(readingFrom: state)
        let span = IndexSpan(firstEvent: try ledger.firstEventAt(), now: now)
        catalogues = CatalogueKeeper(try ledger.revisions(), span)
        mark = CheckpointMark(
            revision: catalogues.current?.number ?? 0, zoneData: catalogues.zoneData, program: version)
        self.now = now
    }

    package func answer(_ request: ControlRequest) -> ControlAnswer {
        do {
            let answers = Answers(
                engine: try engine(for: request), catalogues: catalogues, ledger: ledger,
                systemZoneData: ZoneData().release, daemon: nil, now: now)
            return answers.answer(request)
        } catch {
            return .error(ControlProblem("the ledger cannot be read: \(error)", hint: "ask again when slad runs"))
        }
    }

    /// An engine with every open ticket, or with the only one that is asked for, each looked at once.
    private func engine(for request: ControlRequest) throws -> Engine {
        var engine = Engine(revisions: catalogues.revisions)
        // Without rules nothing can be folded, and there are no events either.
        guard !catalogues.revisions.isEmpty else { return engine }
        var places = try ledger.openPlaces(mark).places
        if let name = request.ticket {
            let number = try ledger.place(ofTicketNamed: name)?.ticket
            places = places.filter { $0.ticket == number }
        }
        try ledger.tickets(at: places) { engine.hold($0) }
        let turn = engine.advance(to: now)
        for number in turn.finished { engine.release(number) }
        return engine
    }
}

extension ControlRequest {
    /// The only ticket that it is about, if there is one.
    fileprivate var ticket: String? {
        switch self {
        case .ticket(let name): name
        case .explain(let query): query.ticket
        case .status, .tickets: nil
        }
    }
}
