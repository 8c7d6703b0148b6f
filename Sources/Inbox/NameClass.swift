/// What a name says about a file, before anybody looks at the file.
package enum NameClass: Hashable, Sendable {
    /// One event or an array of them in `.json`, an event a line in `.ndjson` and `.jsonl`; with `.gz` behind it the
    /// same, compressed.
    case events
    /// A file that its producer has not given out yet: it begins with a dot or ends in `.tmp` or `.part`.
    case unfinished
    /// Anything else.
    case foreign

    package init(_ name: FileName) {
        if name.terminated.first == CChar(bitPattern: UInt8(ascii: ".")) {
            self = .unfinished
        } else if name.hasSuffix(".tmp") || name.hasSuffix(".part") {
            self = .unfinished
        } else if NameClass.endings.contains(where: name.withoutCompression.hasSuffix) {
            self = .events
        } else {
            self = .foreign
        }
    }

    private static let endings: [StaticString] = [".json", ".ndjson", ".jsonl"]
}
