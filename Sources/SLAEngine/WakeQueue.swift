import BusinessTime
import HeapModule

/// The instants at which tickets want to be looked at, the earliest first.
///
/// An entry is never taken out early: the caller tells whether it still holds when it comes up, and the queue is
/// rebuilt when most of it is stale. Scheduling and taking cost O(log n).
struct WakeQueue: Sendable {
    private struct Entry: Comparable, Sendable {
        let at: Timestamp
        let ticket: Int64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.ticket) < (right.at, right.ticket)
        }
    }

    private var heap = Heap<Entry>()

    var count: Int { heap.count }

    mutating func schedule(_ ticket: Int64, at: Timestamp) {
        heap.insert(Entry(at: at, ticket: ticket))
    }

    /// The earliest entry that still holds; drops the stale ones before it.
    mutating func earliest(where holds: (Int64, Timestamp) -> Bool) -> Timestamp? {
        while let first = heap.min {
            if holds(first.ticket, first.at) { return first.at }
            heap.removeMin()
        }
        return nil
    }

    /// Takes the earliest entry that still holds and lies at or before `now`.
    mutating func takeDue(_ now: Timestamp, where holds: (Int64, Timestamp) -> Bool) -> Int64? {
        guard let at = earliest(where: holds), at <= now else { return nil }
        return heap.removeMin().ticket
    }

    /// Drops stale entries where they outnumber the `live` ones.
    mutating func tidy(live: Int, where holds: (Int64, Timestamp) -> Bool) {
        guard heap.count > 64, heap.count > 3 * live else { return }
        heap = Heap(heap.unordered.filter { holds($0.ticket, $0.at) })
    }
}
