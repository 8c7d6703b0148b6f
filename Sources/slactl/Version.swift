import ArgumentParser
import Catalog
import Report

/// `slactl version`: of the program, and of the rules of the time zones.
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the version of slactl and the release of the time zone data.")

    @OptionGroup var output: FormatOptions

    private struct Versions: Encodable {
        let slactl: String
        let zoneData: String
    }

    func run() throws {
        let versions = Versions(slactl: Slactl.configuration.version, zoneData: ZoneData().release)
        try output.format.print(
            table: "slactl \(versions.slactl)\nzone data \(versions.zoneData)\n", json: versions)
    }
}
