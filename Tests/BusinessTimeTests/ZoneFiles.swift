import Foundation
import Testing

@testable import BusinessTime

/// The system's own zone files; `TZDIR` is honoured.
enum ZoneFiles {
    static let directory = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"

    /// Every zone by its IANA name, sorted; the copies below `posix` and `right` left out.
    static let names: [String] = {
        guard let walk = FileManager.default.enumerator(atPath: directory) else { return [] }
        return walk.compactMap { $0 as? String }.filter(isZone).sorted()
    }()

    /// One name for each content: links are the same file under other names.
    static let distinctNames: [String] = {
        var seen: Set<Data> = []
        return names.filter { name in
            FileManager.default.contents(atPath: directory + "/" + name).map { seen.insert($0).inserted } ?? false
        }
    }()

    /// One name for each rule that changes the offset every year.
    static let distinctRules: [String] = {
        var seen: Set<String> = []
        return distinctNames.filter { name in
            let rule = (try? TZif(bytes(name)))?.footer ?? ""
            return rule.contains(",") && seen.insert(rule).inserted
        }
    }()

    static let none: Comment = "SKIPPED: the machine has no zone files (tzdata), so no zone is looked at"

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
    }

    static func zone(_ name: String) throws -> Zone {
        try Zone(name: name, tzif: bytes(name))
    }

    private static func isZone(_ name: String) -> Bool {
        let first = name.prefix { $0 != "/" }
        guard first != "posix", first != "right", name.first?.isUppercase == true else { return false }
        return FileManager.default.contents(atPath: directory + "/" + name)?.prefix(4) == Data("TZif".utf8)
    }
}
