import ArgumentParser
import BusinessTime
import Catalog
import SLAEngine

/// `slactl check [DIR]`: what slad would say to a configuration, before it is in force.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a configuration: 0 if it can be loaded, 1 with findings on standard error, 2 if unreadable.")

    @Argument(help: "The configuration directory.")
    var directory = "/etc/slad"

    func run() throws {
        let files: CatalogueFiles
        do {
            files = try CatalogueFiles.read(directory: directory)
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        do {
            let now = Timestamp.now
            let indexed = (from: now - .days(2 * 366), to: now + .days(10 * 366))
            let catalogue = try Catalogue.load(files, zones: ZoneData(), indexed: indexed, now: now)
            for warning in catalogue.warnings { complain(warning.text) }
            let count = catalogue.rules.agreements.count
            print("\(directory): \(count) \(count == 1 ? "agreement" : "agreements"), no errors")
        } catch let refused {
            complain(refused.description)
            throw ExitCode(1)
        }
    }
}
