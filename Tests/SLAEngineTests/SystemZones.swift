import BusinessTime
import Foundation
import Testing

/// The system's own zone files; `TZDIR` is honoured.
enum SystemZones {
    static let directory = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
    static let areThere = FileManager.default.fileExists(atPath: directory + "/Europe/Paris")
    static let none: Comment = "SKIPPED: the machine has no zone files (tzdata), so no ticket in a zone is looked at"

    static func zone(_ name: String) throws -> Zone {
        try Zone(name: name, tzif: Array(Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))))
    }
}
