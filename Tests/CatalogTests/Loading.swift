import BusinessTime
import Catalog
import Foundation
import Testing

/// The instant at which the tests load: 2026-01-15T12:00:00Z.
let loadedAt = Timestamp(millisecondsSinceEpoch: 1_768_478_400_000)

extension Catalogue {
    /// Loads as of `loadedAt`, with two years before and ten after it.
    static func loaded(
        _ files: CatalogueFiles, zones: ZoneData = ZoneData(directory: "/usr/share/zoneinfo")
    ) throws(CatalogueRefused) -> Catalogue {
        try load(
            files, zones: zones, indexed: (from: loadedAt - .days(731), to: loadedAt + .days(3_653)), now: loadedAt)
    }
}

/// Every finding of some files, as lines.
func findings(of files: [String: String]) -> [String] {
    do {
        return try Catalogue.loaded(CatalogueFiles(files)).warnings.map(\.text)
    } catch {
        return error.findings.map(\.text)
    }
}

/// Whether the system has zones; where it has none most tests of calendars are skipped, and say so.
let hasZones = FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/Europe/Berlin")
let zonesMissing: Comment = "SKIPPED: /usr/share/zoneinfo has no zones; install the package tzdata"

extension CivilDate {
    /// `2026-12-25`.
    init(_ text: String) throws {
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        try #require(numbers.count == 3)
        self = try #require(CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]))
    }
}

extension BusinessCalendar {
    /// The hours of a date as they are written: `08:00-12:00 13:00-17:00`, `closed`.
    func hours(_ date: String) throws -> String {
        let day = try #require(definition).day(try CivilDate(date))
        let texts = day.intervals.map { "\(clock($0.open))-\(clock($0.close))" }
        return texts.isEmpty ? "closed" : texts.joined(separator: " ")
    }

    /// Why a date has its hours: `weekday`, `holiday Christmas Day`, `special`, `closed in part: a, b`.
    func reason(_ date: String) throws -> String {
        switch try #require(definition).day(try CivilDate(date)).reason {
        case .weekday: "weekday"
        case .holiday(let name): "holiday \(name)"
        case .specialHours(let name): "special \(name ?? "-")"
        case .closures(let names): "closed in part: \(names.joined(separator: ", "))"
        }
    }

    private func clock(_ seconds: Int) -> String {
        let hours = String(seconds / 3_600 + 100).dropFirst()
        let minutes = String(seconds / 60 % 60 + 100).dropFirst()
        let rest = seconds % 60
        return rest == 0 ? "\(hours):\(minutes)" : "\(hours):\(minutes):\(String(rest + 100).dropFirst())"
    }
}
