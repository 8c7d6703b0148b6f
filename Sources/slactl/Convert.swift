import ArgumentParser
import Catalog
import Foundation

/// `slactl convert`: events out of the export of a help desk.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make events of a help desk's export: 0 for all rows, 1 if some were refused, 2 if unreadable.",
        discussion: """
            Prints an event a line, for slactl submit. See slad-intake(7) for mapping files; examples are in
            /usr/share/doc/slad/examples/maps.
            """)

    @Option(help: ArgumentHelp("The mapping file: how columns become events.", valueName: "file"))
    var map: String

    @Flag(help: "Say only what is wrong, not how many rows and events there were.")
    var quiet = false

    @Argument(help: ArgumentHelp("The exports; - is standard input, as is none.", valueName: "export"))
    var exports: [String] = ["-"]

    func run() throws {
        do {
            try convert()
        } catch let refused as CatalogueRefused {
            complain(refused.description)
            throw ExitCode(1)
        } catch let fault as InputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        } catch let fault as OutputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        }
    }

    private func convert() throws {
        let bytes = try InputBytes(path: map).rest(limit: EventMap.fileLimit)
        let eventMap = try EventMap(bytes, file: map, zones: ZoneData())
        let output = LineOutput()
        let progress = ProgressBar(outputFlows: true)
        var conversion = ExportConversion(eventMap, progress, print: output.write(line:), complain: complain)
        // What is good is printed although something after it cannot be read.
        defer {
            progress.wipe()
            try? output.flush()
        }
        for path in exports {
            let input = try InputBytes(path: path, progress)
            try conversion.convert(name: path, more: input.next)
        }
        progress.wipe()
        try output.flush()
        if !quiet || conversion.refused > 0 {
            for line in conversion.summary { remark("slactl: \(line)") }
        }
        if conversion.refused > 0 { throw ExitCode(1) }
    }
}
