/// How events stand in a file.
package enum EventFileForm: Hashable, Sendable {
    /// One object, or an array of objects.
    case json
    /// An object a line (https://github.com/ndjson/ndjson-spec, https://jsonlines.org).
    case lines

    /// - Returns: nil if the name ends in none of `.json`, `.ndjson`, `.jsonl`, in small letters.
    package init?(fileName: String) {
        if fileName.hasSuffix(".json") {
            self = .json
        } else if fileName.hasSuffix(".ndjson") || fileName.hasSuffix(".jsonl") {
            self = .lines
        } else {
            return nil
        }
    }
}
