/// Why the configuration could not be read from its directory at all.
package enum CatalogueReadError: Error, Hashable, Sendable, CustomStringConvertible {
    case noDirectory(String)
    case unreadable(path: String, reason: String)
    case notAFile(path: String)
    case fileTooLarge(path: String, limit: Int)
    case tooLarge(directory: String, limit: Int)
    case tooManyFiles(directory: String, limit: Int)

    /// One line: what, why, what to do.
    package var description: String {
        switch self {
        case .noDirectory(let path):
            "there is no directory \(quoted(path)); make it, or name another configuration directory"
        case .unreadable(let path, let reason):
            "cannot read \(quoted(path)): \(reason); slad's user needs to read it"
        case .notAFile(let path):
            "\(quoted(path)) is not a regular file; move it away"
        case .fileTooLarge(let path, let limit):
            "\(quoted(path)) is larger than \(limit) bytes; split it, or move away what is no configuration"
        case .tooLarge(let directory, let limit):
            "the configuration in \(quoted(directory)) is larger than \(limit) bytes; move away what is none"
        case .tooManyFiles(let directory, let limit):
            "there are more than \(limit) names in \(quoted(directory)); move away what is no configuration"
        }
    }

    /// Why, for a finding that names the file itself.
    var reason: String {
        switch self {
        case .unreadable(_, let reason): reason
        case .notAFile: "it is not a regular file"
        case .fileTooLarge(_, let limit): "it is larger than \(limit) bytes"
        case .noDirectory, .tooLarge, .tooManyFiles: description
        }
    }
}
