/// What is known of a ticket: its attributes, in the order of their keys.
///
/// No dictionary: a ticket has a handful, and events bring theirs in the same order, so that looking through them costs
/// less than hashing.
package struct Attributes: Hashable, Sendable {
    private struct Pair: Hashable, Sendable {
        let key: String
        var value: String
    }

    private var pairs: [Pair] = []

    /// Up to this many are looked through one by one.
    private static let few = 16

    /// - Parameter capacity: for how many there is room at once.
    package init(capacity: Int = 0) {
        if capacity > 0 { pairs.reserveCapacity(capacity) }
    }

    package init(_ dictionary: [String: String]) {
        pairs = dictionary.map { Pair(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
    }

    package var dictionary: [String: String] {
        Dictionary(uniqueKeysWithValues: pairs.lazy.map { ($0.key, $0.value) })
    }

    /// - Complexity: O(n) where there are few, else O(log n).
    package subscript(key: String) -> String? {
        if pairs.count <= Attributes.few {
            for place in pairs.indices where isKey(key, at: place) { return pairs[place].value }
            return nil
        }
        let place = place(of: key)
        return isKey(key, at: place) ? pairs[place].value : nil
    }

    /// - Parameter changes: best in the order of their keys.
    /// - Returns: whether anything is another value now.
    mutating func apply(_ changes: some Sequence<AttributeChange>) -> Bool {
        var isChanged = false
        var next = 0
        for change in changes {
            let place = isKey(change.key, at: next) ? next : place(of: change.key)
            isChanged = apply(change, at: place) || isChanged
            next = place + 1
        }
        return isChanged
    }

    private mutating func apply(_ change: AttributeChange, at place: Int) -> Bool {
        switch (isKey(change.key, at: place), change.value) {
        case (true, let value?):
            guard pairs[place].value != value else { return false }
            pairs[place].value = value
        case (true, nil):
            pairs.remove(at: place)
        case (false, let value?):
            pairs.insert(Pair(key: change.key, value: value), at: place)
        case (false, nil):
            return false
        }
        return true
    }

    private func isKey(_ key: String, at place: Int) -> Bool { place < pairs.count && pairs[place].key == key }

    /// Where the key is, or would be.
    private func place(of key: String) -> Int {
        if let last = pairs.last, last.key < key { return pairs.count }
        var (low, high) = (0, pairs.count)
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
