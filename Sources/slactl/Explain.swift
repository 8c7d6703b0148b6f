import ArgumentParser
import BusinessTime
import Catalog
import Control
import Monitor
import Report
import SLAEngine
import Scenario

/// `slactl explain T`: what the clocks of a ticket are made of.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the clocks of a ticket are made of, line by line: 1 if it is unknown.",
        discussion: "Without files it asks slad, or reads its ledger; with files of events it needs neither.")

    @Argument(help: "The ticket, as its events name it.")
    var ticket: String

    @Option(help: ArgumentHelp("Only clocks of this objective.", valueName: "name"))
    var objective: String?

    @Option(help: ArgumentHelp("Only the clock of this cycle: opening, or the id of an event.", valueName: "id"))
    var cycle: String?

    @OptionGroup var options: AskOptions

    @Option(help: ArgumentHelp("With files: the configuration directory. (default: /etc/slad)", valueName: "dir"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "With files: the instant at which it stands, RFC 3339; that of the last event by default.",
            valueName: "instant"))
    var until: String?

    @Argument(
        help: ArgumentHelp("Files of events, instead of what slad knows; - is standard input.", valueName: "file"))
    var files: [String] = []

    func validate() throws {
        if files.isEmpty {
            for (name, value) in [("--config", config), ("--until", until)] where value != nil {
                throw ValidationError("\(name) is for files of events; name some, or leave it out")
            }
        } else if options.control != nil || options.state != nil {
            throw ValidationError("--control and --state are for what slad knows; leave out the files, or them")
        }
    }

    func run() throws {
        let query = ExplainQuery(ticket: ticket, objective: objective, cycle: cycle)
        let answer = files.isEmpty ? try options.ask(.explain(query)) : try answer(query)
        guard case .explain(let explained) = answer else { throw options.unexpected(answer, status: 1) }
        try options.show(explained, table: explained.text(.ofStandardOutput))
    }

    /// The answer of the files alone.
    private func answer(_ query: ExplainQuery) throws -> ControlAnswer {
        do {
            return try ExplainFiles(files, config: config ?? "/etc/slad", until: try until.map(untilInstant))
                .answer(query)
        } catch let refused as CatalogueRefused {
            complain(refused.description)
            throw ExitCode(2)
        } catch let fault as InputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        }
    }
}

/// Answers from files of events, as slad would that had read them.
struct ExplainFiles {
    private let input: ReplayInput
    private let until: Timestamp
    private let rules: Rules

    init(_ files: [String], config: String, until: Timestamp?) throws {
        input = try ReplayInput(files)
        let end = until ?? input.lastAt ?? Timestamp(millisecondsSinceEpoch: 0)
        self.until = end
        rules = try rulesForReplay(config, reaching: input.firstAt ?? end, end)
    }

    func answer(_ query: ExplainQuery) -> ControlAnswer {
        var replay = Replay()
        var refused = input.refusals.count
        for event in input.events {
            if case .conflict = replay.take(event.recorded) { refused += 1 }
        }
        if refused > 0 {
            let lines = refused == 1 ? "1 line was refused and does" : "\(refused) lines were refused and do"
            remark("slactl: \(lines) not count; slactl replay says why")
        }
        guard let history = replay.history(ofTicket: query.ticket) else {
            return .error(
                ControlProblem(
                    "no event of a ticket '\(query.ticket)' is in the files",
                    hint: "is it spelt as in the events? slactl replay lists them"))
        }
        do {
            let revision = Revision(number: 1, loadedAt: .distantPast, rules: rules)
            return .explain(try TicketExplanation(history, revisions: [revision], now: until).answer(query))
        } catch {
            return .error(error)
        }
    }
}
