package import BusinessTime
package import Compliance
package import SLAEngine

/// A valid set of agreements: files that were read without an error.
package struct Catalogue: Hashable, Sendable {
    package let rules: Rules
    /// Of agreements' objectives by their names, then those over many.
    package let goals: [Goal]
    package let feeds: [Feed]
    /// Of the agreements that name an interval, of each the last version; by their names.
    package let reviews: [Review]
    package let settings: DaemonSettings
    package let files: CatalogueFiles
    /// By name; without the built-in `always`.
    package let calendars: [String: BusinessCalendar]
    /// Which zone data the calendars stand on: the release and a hash of the zones used, `2025b/1f3a...`.
    ///
    /// `none` where no zone is used.
    package let zoneData: String
    /// What a person should know although the catalogue is loaded; by file and place.
    package let warnings: [Finding]

    /// Reads all files; a function of their contents, the zone data and `now`.
    ///
    /// - Parameters:
    ///   - indexed: the span that the calendars answer fast; entries of `.ics` files are repeated up to its end.
    ///   - now: from here on a calendar should have open time.
    /// - Throws: every finding, warnings too: all of the files that parse, one for a file that does not.
    package static func load(
        _ files: CatalogueFiles, zones: ZoneData, indexed: (from: Timestamp, to: Timestamp), now: Timestamp
    ) throws(CatalogueRefused) -> Catalogue {
        var building = CalendarBuilding(files: files, zones: zones, indexed: indexed, now: now)
        var loading = CatalogueLoading(zones: building.zones)
        for path in files.passedOver { loading.passOver(path) }
        for file in files.files where file.isCalendar { loading.readCalendars(file) }
        loading.buildCalendars(&building)
        for file in files.files where !file.isCalendar { loading.read(file) }
        loading.compareAgreements()
        loading.buildGoals()
        let findings = loading.findings.sorted()
        guard findings.allSatisfy({ $0.severity == .warning }) else { throw CatalogueRefused(findings: findings) }
        return Catalogue(
            rules: loading.rules, goals: loading.goals, feeds: loading.settings.feeds,
            reviews: loading.reviews, settings: loading.settings.daemon, files: files, calendars: building.known.usable,
            zoneData: building.zones.summary, warnings: findings)
    }
}

/// Files that are no valid catalogue, and why.
package struct CatalogueRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// By file and place; at least one is an error.
    package let findings: [Finding]

    package init(findings: [Finding]) {
        self.findings = findings
    }

    /// A line a finding.
    package var description: String {
        findings.map(\.text).joined(separator: "\n")
    }
}
