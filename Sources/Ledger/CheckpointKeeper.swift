import HeapModule
package import SLAEngine

/// Brings the checkpoint up to date in passes, some tickets at a time: to write the places of a million tickets at once
/// would keep deadlines waiting.
///
/// A pass that a crash ends does no harm: the rows that it wrote are younger than the checkpoint's extent.
package struct CheckpointKeeper {
    /// Tickets that may stand elsewhere than the checkpoint says.
    private var unsaved: Set<Int64>
    /// What the checkpoint says is of another time, and to be cleared first.
    private var isForeign: Bool
    /// What the ledger had when the pass began, and the tickets that are left. These in the order of the table, so that
    /// each of its pages is written once; a heap, as to sort a million takes longer than a deadline may wait.
    private var pass: (extent: LedgerExtent, left: Heap<Int64>)?

    /// Without any ticket, before the ledger was read.
    package init() {
        (unsaved, isForeign) = ([], true)
    }

    /// - Parameter open: what a start found; the tickets that it held since are to be noted.
    package init(_ open: OpenPlaces) {
        isForeign = !open.isFromCheckpoint
        unsaved = open.isFromCheckpoint ? open.unsaved : Set(open.places.map(\.ticket))
    }

    /// A pass has begun and is not through.
    package var isUnderWay: Bool { pass != nil }

    /// Something was recorded of a ticket, or it is held no more.
    package mutating func note(_ ticket: Int64) {
        unsaved.insert(ticket)
    }

    /// Begins a pass over the tickets that were noted so far, unless one is under way.
    package mutating func begin(_ ledger: Ledger) {
        guard pass == nil else { return }
        pass = (ledger.extent, Heap(unsaved))
        unsaved = []
    }

    /// Goes on with the pass; after the last of its tickets the checkpoint is a new one.
    ///
    /// - Parameters:
    ///   - limit: how many tickets are saved.
    ///   - place: where a ticket stands; nil of one that is not held.
    package mutating func goOn(
        _ ledger: Ledger, _ mark: CheckpointMark, limit: Int = .max, place: (Int64) -> TicketPlace?
    ) throws {
        guard let extent = pass?.extent else { return }
        let numbers = take(limit)
        let isThrough = pass?.left.isEmpty ?? true
        try ledger.transaction { writer in
            if isForeign { try Checkpoint.clear(writer.db) }
            try Checkpoint.save(numbers.map { ($0, place($0)) }, writer.db)
            if isThrough { try Checkpoint.complete(extent, mark, writer.db) }
        }
        isForeign = false
        if isThrough { pass = nil }
    }

    private mutating func take(_ limit: Int) -> [Int64] {
        var numbers: [Int64] = []
        while numbers.count < limit, let number = pass?.left.popMin() { numbers.append(number) }
        return numbers
    }
}

extension Ledger {
    fileprivate var extent: LedgerExtent {
        LedgerExtent(event: nextEvent - 1, announcement: nextAnnouncement - 1, verdict: nextVerdict - 1)
    }
}
