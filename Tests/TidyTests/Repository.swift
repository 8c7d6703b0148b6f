import Foundation

/// The checkout that these tests were built from.
enum Repository {
    /// Its top directory, two floors above this file's own.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names of everything in a directory, hidden names too, sorted.
    static func names(in directory: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: directory).path()).sorted()
    }

    /// All text files below a directory, or the one file of that name; none where there is nothing.
    static func files(below path: String) throws -> [SourceFile] {
        try paths(below: path).compactMap { path in
            let bytes = try Data(contentsOf: root.appending(path: path))
            return String(data: bytes, encoding: .utf8).map { SourceFile(path: path, text: $0) }
        }
    }

    /// The Swift files below a directory.
    static func swiftFiles(below path: String) throws -> [SourceFile] {
        try files(below: path).filter { $0.path.hasSuffix(".swift") }
    }

    private static func paths(below path: String) throws -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.appending(path: path).path(), isDirectory: &isDirectory)
        else { return [] }
        guard isDirectory.boolValue else { return [path] }
        return try names(in: path).flatMap { try paths(below: path + "/" + $0) }
    }
}
