import ArgumentParser
import BusinessTime
import Catalog
import EventFormat
import Report
import SLAEngine
import Scenario

/// `slactl replay`: events in, all that slad would have known and told of them, out.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Show what slad would have known and told of files of events: 1 if some were refused.",
        discussion: "Nothing is written, and no daemon is asked. The records are described in slad-replay(5).")

    @Option(help: ArgumentHelp("The configuration directory.", valueName: "dir"))
    var config = "/etc/slad"

    @Option(
        help: ArgumentHelp(
            "The instant at which it stands, RFC 3339; that of the last event by default.", valueName: "instant"))
    var until: String?

    @Option(help: "ndjson, a record a line, or table.")
    var format = ReplayFormat.table

    @Flag(
        name: .customLong("as-received"),
        help: "Take the lines in order, as if each had come after the one before it.")
    var asReceived = false

    @Argument(help: ArgumentHelp("Files of events; - is standard input.", valueName: "file"))
    var files: [String]

    func run() throws {
        let progress = ProgressBar(outputFlows: format == .ndjson)
        do {
            defer { progress.wipe() }
            var input = try ReplayInput(files, progress)
            progress.wipe()
            let end = try until.map(untilInstant) ?? input.lastAt ?? Timestamp(millisecondsSinceEpoch: 0)
            let rules = try rulesForReplay(config, reaching: input.firstAt ?? end, end)
            var outcome = ReplayOutcome(until: end, format.makePrinter(), progress)
            if asReceived {
                try outcome.replayAsReceived(&input, rules)
            } else {
                try outcome.replay(&input, rules)
            }
            leaveToTheEnd(input)
            if !outcome.isGood { throw ExitCode(1) }
        } catch let refused as CatalogueRefused {
            complain(refused.description)
            throw ExitCode(2)
        } catch let fault as InputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        } catch let fault as OutputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        }
    }
}

enum ReplayFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case ndjson

    func makePrinter(_ output: LineOutput = LineOutput()) -> any ReplayPrinter {
        switch self {
        case .table: ReplayTable(output)
        case .ndjson: ReplayLines(output)
        }
    }
}
