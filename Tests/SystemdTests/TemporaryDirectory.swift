import Foundation

/// Gives `body` the path of a new empty directory, which is removed when it ends.
func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
    let files = FileManager.default
    // Short: the path of a socket has at most 107 bytes.
    let directory = files.temporaryDirectory.appendingPathComponent("slad-" + UUID().uuidString)
    try files.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: directory) }
    return try body(directory.path)
}
