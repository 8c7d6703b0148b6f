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
            let end = try until.map { try instant($0) } ?? input.lastAt ?? Timestamp(millisecondsSinceEpoch: 0)
            let rules = try rules(reaching: input.firstAt ?? end, end)
            var outcome = ReplayOutcome(until: end, format.makePrinter(), progress)
            if asReceived {
                try outcome.replayAsReceived(&input, rules)
            } else {
                try outcome.replay(&input, rules)
            }
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

    private func instant(_ text: String) throws -> Timestamp {
        do {
            return try Timestamp(rfc3339: text)
        } catch {
            throw ValidationError("--until: \(quoted(text)) is no instant; write such as 2026-11-22T09:30:00+01:00")
        }
    }

    /// The rules of the configuration, with calendars for the time of the events: the same for the same input.
    private func rules(reaching first: Timestamp, _ end: Timestamp) throws -> Rules {
        let files: CatalogueFiles
        do {
            files = try CatalogueFiles.read(directory: config)
        } catch {
            throw InputFault("\(error)")
        }
        let last = max(first, end)
        let span = (from: min(first, end) - .days(366), to: last + .days(10 * 366))
        let catalogue = try Catalogue.load(files, zones: ZoneData(), indexed: span, now: last)
        for warning in catalogue.warnings { remark(warning.text) }
        return catalogue.rules
    }
}

enum ReplayFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case ndjson

    func makePrinter() -> any ReplayPrinter {
        switch self {
        case .table: ReplayTable()
        case .ndjson: ReplayLines()
        }
    }
}
