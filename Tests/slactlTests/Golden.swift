import Foundation
import Testing

/// Files beside these tests, and the sample configuration.
enum Golden {
    static func path(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "good/\(name)", withExtension: nil)).path
    }

    /// The configuration that the repository brings along.
    static var samples: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../config").standardizedFileURL.path
    }

    /// Expects a text to be that of a file; with SLAD_GOLDEN it is written there instead.
    static func expect(_ text: String, in name: String) throws {
        if let directory = ProcessInfo.processInfo.environment["SLAD_GOLDEN"] {
            let file = URL(filePath: "\(directory)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try text.write(to: file, atomically: false, encoding: .utf8)
        }
        #expect(text == (try String(contentsOfFile: path(name), encoding: .utf8)))
    }

    static let zonesAreThere = FileManager.default.fileExists(
        atPath: (ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo") + "/Europe/Berlin")
    static let noZones: Comment = "SKIPPED: the machine has no zone files (tzdata), so no golden page in a zone is made"
}
