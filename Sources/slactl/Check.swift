import ArgumentParser
import Catalog
import Glibc

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
            fputs("slactl: \(error)\n", stderr)
            throw ExitCode(2)
        }
        do {
            let catalogue = try Catalogue.load(files)
            for warning in catalogue.warnings { fputs(warning.text + "\n", stderr) }
            print("\(directory): \(catalogue.rules.agreements.count) agreements, no errors")
        } catch let refused as CatalogueRefused {
            fputs(refused.description + "\n", stderr)
            throw ExitCode(1)
        }
    }
}
