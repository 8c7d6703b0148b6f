/// How events stand in a file.
package enum EventFileForm: Hashable, Sendable {
    /// One object, or an array of objects.
    case json
    /// An object a line (https://github.com/ndjson/ndjson-spec, https://jsonlines.org).
    case lines

    /// - Parameter fileName: of the file as it arrived; one of `.gz` is taken by the name without that.
    /// - Returns: nil if the name ends in none of `.json`, `.ndjson`, `.jsonl`, in small letters.
    package init?(fileName: String) {
        let name = fileName.hasSuffix(".gz") ? fileName.dropLast(3) : fileName[...]
        if name.hasSuffix(".json") {
            self = .json
        } else if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
            self = .lines
        } else {
            return nil
        }
    }
}
