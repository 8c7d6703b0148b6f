/// A bounded memory of names, which forgets those that a whole scan of the directory did not meet.
struct NameMemory<Value> {
    private struct Entry {
        var value: Value
        var lastScan: Int
    }

    let capacity: Int
    private var entries: [FileName: Entry] = [:]

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { entries.count }
    var isFull: Bool { entries.count >= capacity }

    /// What is known of a name.
    ///
    /// To ask in a scan counts as meeting it.
    mutating func value(of name: FileName, scan: Int) -> Value? {
        guard !entries.isEmpty, let found = entries.index(forKey: name) else { return nil }
        entries.values[found].lastScan = scan
        return entries.values[found].value
    }

    /// Remembers a name.
    ///
    /// Returns false, and does nothing, if there is no room for another.
    @discardableResult
    mutating func remember(_ value: Value, of name: FileName, scan: Int) -> Bool {
        guard !isFull || entries[name] != nil else { return false }
        entries[name] = Entry(value: value, lastScan: scan)
        return true
    }

    mutating func forget(_ name: FileName) {
        entries[name] = nil
    }

    /// Forgets all that was not met since the scan of this number began.
    ///
    /// Complexity: O(names).
    mutating func forget(before scan: Int) {
        guard entries.contains(where: { $0.value.lastScan < scan }) else { return }
        entries = entries.filter { $0.value.lastScan >= scan }
    }

    mutating func forgetAll() {
        entries = [:]
    }
}
