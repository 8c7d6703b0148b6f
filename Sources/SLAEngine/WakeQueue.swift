import BusinessTime
import HeapModule

/// The instants at which tickets want to be looked at, the earliest first; each ticket has one at most.
///
/// An instant that is given up is not taken out of the heap but passed over when it comes up, and the heap is built
/// anew when most of it is such. Scheduling and taking cost O(log n).
struct WakeQueue: Sendable {
    private struct Entry: Comparable, Sendable {
        let at: Timestamp
        let ticket: Int64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.ticket) < (right.at, right.ticket)
        }
    }

    private var heap = Heap<Entry>()
    private var instants: [Int64: Timestamp] = [:]

    /// How many entries the heap has, those that are given up among them.
    var count: Int { heap.count }

    /// - Parameter at: nil where the ticket does not want to be looked at any more.
    mutating func schedule(_ ticket: Int64, at: Timestamp?) {
        guard let at else { return instants[ticket] = nil }
        guard instants.updateValue(at, forKey: ticket) != at else { return }
        heap.insert(Entry(at: at, ticket: ticket))
        tidy()
    }

    /// The earliest instant; drops what was given up before it.
    mutating func earliest() -> Timestamp? {
        while let first = heap.min {
            if instants[first.ticket] == first.at { return first.at }
            heap.removeMin()
        }
        return nil
    }

    /// Takes the ticket with the earliest instant, if that lies at or before `now`.
    mutating func takeDue(_ now: Timestamp) -> Int64? {
        guard let at = earliest(), at <= now else { return nil }
        let ticket = heap.removeMin().ticket
        instants[ticket] = nil
        return ticket
    }

    private mutating func tidy() {
        guard heap.count > 64, heap.count > 3 * instants.count else { return }
        heap = Heap(instants.map { Entry(at: $0.value, ticket: $0.key) })
    }
}
