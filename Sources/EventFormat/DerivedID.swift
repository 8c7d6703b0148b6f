import BusinessTime
import SLAEngine

/// The id of an event whose feed gave none: `auto-` and 32 hexadecimal digits that depend on its content alone.
///
/// The same event sent again thus has the same id and is a duplicate, whatever its keys' order, its white space or the
/// offset in which its moment is written. Ledgers hold these ids: **the encoding must never change.**
func derivedID(of event: TicketEvent) -> String {
    var content = ContentEncoding()
    content.add(event.ticket)
    content.add(event.at.millisecondsSinceEpoch)
    content.add(event.type.word)
    content.add(event.source)
    content.add(event.seq)
    content.add(event.by.word)
    content.add(event.isPublic ? 1 : 0)
    content.add(event.changes)
    content.add(event.corrects)
    content.add(event.openedAt?.millisecondsSinceEpoch)
    content.add(event.reason)
    return "auto-" + content.hash.hex
}

/// Feeds values to the hash so that no two lists of values give the same bytes: each begins with a byte that says
/// whether it is there, a text then has its length, and every number is eight bytes, the lowest first.
private struct ContentEncoding {
    var hash = ContentHash()

    mutating func add(_ number: Int64?) {
        hash.combine(number == nil ? UInt8(0) : 1)
        if let number { addDigits(number) }
    }

    mutating func add(_ text: String?) {
        hash.combine(text == nil ? UInt8(0) : 1)
        guard let text else { return }
        addDigits(Int64(text.utf8.count))
        hash.combine(text)
    }

    /// In the order of their keys' bytes, which unlike that of strings depends on no version of Unicode.
    mutating func add(_ changes: [AttributeChange]) {
        addDigits(Int64(changes.count))
        for change in changes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            add(change.key)
            add(change.value)
        }
    }

    private mutating func addDigits(_ number: Int64) {
        let bits = UInt64(bitPattern: number)
        for byte in 0..<8 { hash.combine(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
    }
}
