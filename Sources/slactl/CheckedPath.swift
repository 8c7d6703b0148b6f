import Foundation

/// What `slactl check` is asked about: a configuration directory, or one file in its place below it.
struct CheckedPath: Equatable {
    let directory: String
    /// Relative to the directory; nil is everything.
    let file: String?

    /// - Throws: what to do with a file that lies elsewhere, in one line.
    init(_ path: String) throws(MisplacedFile) {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        if !exists, path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            throw MisplacedFile(path: path, isMissing: true)
        }
        guard exists, !isDirectory.boolValue else {
            (directory, file) = (path, nil)
            return
        }
        let url = URL(filePath: path).standardizedFileURL
        let folder = url.deletingLastPathComponent()
        if url.lastPathComponent == "slad.yaml" {
            (directory, file) = (folder.path, "slad.yaml")
        } else if ["agreements", "calendars"].contains(folder.lastPathComponent) {
            (directory, file) = (
                folder.deletingLastPathComponent().path, "\(folder.lastPathComponent)/\(url.lastPathComponent)"
            )
        } else {
            throw MisplacedFile(path: path)
        }
    }
}

/// One file outside of a configuration, of which nobody could say which calendars and other agreements belong to it; or
/// one that is not there.
struct MisplacedFile: Error, CustomStringConvertible {
    let path: String
    var isMissing = false

    var description: String {
        guard !isMissing else { return "there is no file \(path); write it, or name another" }
        return "\(path) is a file of no configuration; put it into a directory of its own, an agreement as "
            + "draft/agreements/NAME.yaml, a calendar as draft/calendars/NAME.yaml, and run slactl check draft"
    }
}
