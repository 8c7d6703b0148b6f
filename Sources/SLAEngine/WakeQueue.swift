import BusinessTime
import HeapModule

/// The instants at which tickets want to be looked at, the earliest first; each ticket has one at most.
///
/// Scheduling and taking cost O(log n).
struct WakeQueue: Sendable {
    private struct Entry: Comparable, Sendable {
        let at: Timestamp
        let ticket: Int64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.ticket) < (right.at, right.ticket)
        }
    }

    /// The tickets of some numbers. An instant that is given up is not taken out of the heap but passed over when it
    /// comes up, and the heap is built anew when most of it is such.
    private struct Shard: Sendable {
        var heap = Heap<Entry>()
        var instants: [Int64: Timestamp] = [:]

        mutating func schedule(_ ticket: Int64, at: Timestamp?) {
            guard let at else { return instants[ticket] = nil }
            guard instants.updateValue(at, forKey: ticket) != at else { return }
            heap.insert(Entry(at: at, ticket: ticket))
            if heap.count > 64, heap.count > 3 * instants.count { tidy() }
        }

        mutating func tidy() {
            heap = Heap(instants.map { Entry(at: $0.value, ticket: $0.key) })
        }

        /// The earliest entry; drops what was given up before it.
        mutating func earliest() -> Entry? {
            while let first = heap.min {
                if instants[first.ticket] == first.at { return first }
                heap.removeMin()
            }
            return nil
        }
    }

    /// So many that to build one of a million tickets anew takes about a millisecond: no deadline waits for that.
    private static let shardCount = 64
    private static let nothing = Entry(at: .distantFuture, ticket: .max)

    private var shards = Array(repeating: Shard(), count: WakeQueue.shardCount)
    /// The earliest entry of each shard.
    private var firsts = Array(repeating: WakeQueue.nothing, count: WakeQueue.shardCount)

    /// - Parameter at: nil where the ticket does not want to be looked at any more.
    mutating func schedule(_ ticket: Int64, at: Timestamp?) {
        let place = WakeQueue.place(of: ticket)
        shards[place].schedule(ticket, at: at)
        firsts[place] = shards[place].earliest() ?? WakeQueue.nothing
    }

    /// The earliest instant.
    var earliest: Timestamp? {
        let first = firsts.min() ?? WakeQueue.nothing
        return first.ticket == .max ? nil : first.at
    }

    /// Takes the ticket with the earliest instant, if that lies at or before `now`; of one instant that of the lowest
    /// number.
    mutating func takeDue(_ now: Timestamp) -> Int64? {
        guard let first = firsts.min(), first.ticket != .max, first.at <= now else { return nil }
        schedule(first.ticket, at: nil)
        return first.ticket
    }

    /// Gives back the room of tickets that are long gone.
    mutating func giveBackRoom() {
        for place in shards.indices {
            shards[place].instants = Dictionary(uniqueKeysWithValues: shards[place].instants.map { ($0.key, $0.value) })
            shards[place].tidy()
        }
    }

    private static func place(of ticket: Int64) -> Int {
        Int(ticket.magnitude % UInt64(shardCount))
    }
}
