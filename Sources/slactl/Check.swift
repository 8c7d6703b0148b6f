import ArgumentParser
import BusinessTime
import Catalog
import Glibc
import Report
import SLAEngine

extension CheckFormat: ExpressibleByArgument {}

/// `slactl check [PATH]`: what slad would say to a configuration, before it is in force.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a configuration: 0 if it can be loaded, 1 with errors, 2 if unreadable.",
        discussion: "Findings go to standard error, with --format json to standard output.")

    @Argument(help: "The configuration directory, or one file in it.")
    var path = "/etc/slad"

    @Option(help: "How findings are printed: with their lines and carets, a line each, or one JSON array.")
    var format: CheckFormat?

    func run() throws {
        let checked: CheckedPath
        let files: CatalogueFiles
        do {
            checked = try CheckedPath(path)
            files = try CatalogueFiles.read(directory: checked.directory)
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        guard checked.file.map(files.has) ?? true else {
            complain("slactl: \(path) is not read by slad; its name begins with a dot or does not end in .yaml")
            throw ExitCode(2)
        }
        try report(files, checked)
    }

    private func report(_ files: CatalogueFiles, _ checked: CheckedPath) throws {
        let (all, agreements) = Check.findings(in: files)
        let report = FindingsReport(all, in: files, of: checked.file)
        let format = format ?? (isatty(STDERR_FILENO) == 1 ? .text : .lines)
        for line in report.lines(format, .ofStandardError) { complain(line) }
        if format == .json {
            print(try report.json())
        } else if report.errors == 0 {
            print("\(path): \(checked.file == nil ? "\(Check.count(agreements)), " : "")no errors")
        } else if format == .text {
            remark("\(path): \(report.summary); nothing of it is loaded")
        }
        let elsewhere = all.count { $0.severity == .error } - report.errors
        if elsewhere > 0, format != .json {
            remark("errors in other files: \(elsewhere); slactl check \(checked.directory) shows them")
        }
        if report.errors > 0 { throw ExitCode(1) }
    }

    /// Every finding, and how many agreements there are where none is an error.
    private static func findings(in files: CatalogueFiles) -> ([Finding], agreements: Int) {
        let now = Timestamp.now
        let indexed = (from: now - .days(2 * 366), to: now + .days(10 * 366))
        do {
            let catalogue = try Catalogue.load(files, zones: ZoneData(), indexed: indexed, now: now)
            return (catalogue.warnings, catalogue.rules.agreements.count)
        } catch {
            return (error.findings, 0)
        }
    }

    private static func count(_ agreements: Int) -> String {
        "\(agreements) \(agreements == 1 ? "agreement" : "agreements")"
    }
}

extension CatalogueFiles {
    fileprivate func has(_ path: String) -> Bool {
        files.contains { $0.path == path } || passedOver.contains(path)
    }
}
