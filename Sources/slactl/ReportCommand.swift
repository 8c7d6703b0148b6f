import ArgumentParser
import BusinessTime
import Catalog
import Compliance
import Ledger
import Monitor
import Report
import SLAEngine

/// `slactl report`: what a window came to, from the ledger.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Say what a window came to: 0 if the ledger could be read, 2 if not.",
        discussion: "Reads the ledger's files and changes nothing, whether slad runs or not.")

    @Option(
        help: ArgumentHelp(
            "2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-22. (default: the last full month)", valueName: "window"))
    var window: String?

    @Option(help: ArgumentHelp("Only of this customer.", valueName: "name"))
    var customer: String?

    @Option(help: ArgumentHelp("Only of this team.", valueName: "name"))
    var team: String?

    @Option(help: ArgumentHelp("Only of this agreement.", valueName: "name"))
    var agreement: String?

    @Option(
        help: ArgumentHelp(
            "The attribute by which problems are told apart. (default: the first that says something of category, "
                + "service, type, team, customer)", valueName: "attribute"))
    var by: String?

    @Option(help: ArgumentHelp("Where the ledger is.", valueName: "dir"))
    var state = "/var/lib/slad"

    @Option(help: "How to print it: table, json, csv or html.")
    var format = ReportFormat.table

    func validate() throws {
        guard let window, ReportPeriod(window) == nil else { return }
        throw ValidationError(
            "--window is '\(window)'; write a year, quarter, month, week or day such as 2026, 2026-Q4, 2026-11, "
                + "2026-W47 or 2026-11-22")
    }

    func run() throws {
        let report: ComplianceReport
        let progress = ProgressBar()
        progress.begin("reading the ledger", "open tickets", total: nil)
        do {
            defer { progress.wipe() }
            report = try make(now: .now) { done, tickets in progress.move(to: done, of: tickets) }
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        do {
            try format.print(report, to: LineOutput())
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        if report.isEmpty, window == nil {
            remark(
                "slactl: this is the last full month; the running one is slactl report --window \(runningMonth(report))"
            )
        }
    }

    func make(
        now: Timestamp, _ note: @escaping (_ done: Int, _ tickets: Int) -> Void = { _, _ in }
    ) throws -> ComplianceReport {
        try ReportDesk.read(state: state, version: Slactl.configuration.version, now: now, note: note) { desk in
            let terms = ReportTerms(desk)
            let period =
                window.flatMap(ReportPeriod.init) ?? ReportPeriod.lastFullMonth(before: now, in: terms.mainZone)
            let question = ReportQuestion(
                period: period, customer: customer, team: team, agreement: agreement, problemKey: by)
            return try desk.report(question, terms, now: now)
        }
    }

    /// The month of the instant as of which the report is.
    private func runningMonth(_ report: ComplianceReport) -> String { String(report.asOf.prefix(7)) }
}

/// How reports are printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case table
    /// For programs.
    case json
    /// For spreadsheets (RFC 4180).
    case csv
    /// One file for a browser and a printer.
    case html

    func print(_ report: ComplianceReport, to output: LineOutput) throws {
        try output.write(Array(text(report, .ofStandardOutput).utf8))
        try output.flush()
    }

    func text(_ report: ComplianceReport, _ paint: Paint = .none) throws -> String {
        switch self {
        case .table: report.text(paint)
        case .json: try JSONText.pretty(report) + "\n"
        case .csv: report.csv
        case .html: report.html
        }
    }
}

extension ReportDesk {
    /// Counts every cycle of the ledger, and makes the report of it.
    func report(_ question: ReportQuestion, _ terms: ReportTerms, now: Timestamp) throws -> ComplianceReport {
        let reader = CycleReader()
        let lookup = CycleLookup(
            text: { try reader.names?.text($0) ?? "" },
            attributes: { [snapshot] in try reader.openAttributes[$0] ?? snapshot.attributes(ofTicket: $0) })
        var gathering = try ReportGathering(
            question, terms, now: now, lookup, ticketNumber: snapshot.number(ofTicketNamed:))
        try openTickets { ticket in
            for cycle in ticket.unfinished { gathering.take(cycle.standing, of: ticket.number, cycle.metric) }
            if ticket.hasVerdicts { reader.openAttributes[ticket.number] = ticket.attributes }
            guard ticket.isUnclocked, let openedAt = try snapshot.openedAt(ofTicket: ticket.number) else { return }
            gathering.take(unclocked: ticket.number, openedAt: openedAt, ticket.attributes)
        }
        try snapshot.finishedCycles { cycle, names in
            reader.names = names
            try gathering.take(cycle)
        }
        try takeUnclocked(&gathering)
        return gathering.report()
    }

    private func takeUnclocked(_ gathering: inout ReportGathering) throws {
        var numbers: [Int64] = []
        try snapshot.ticketsWithoutVerdict { number, name in
            if !Canary.owns(ticket: name) { numbers.append(number) }
        }
        for number in numbers {
            guard let openedAt = try snapshot.openedAt(ofTicket: number) else { continue }
            gathering.take(unclocked: number, openedAt: openedAt, try snapshot.attributes(ofTicket: number))
        }
    }
}

/// What becomes known while the ledger is read.
private final class CycleReader {
    var names: CycleNames?
    /// Of open tickets, of which the ledger has none yet.
    var openAttributes: [Int64: [String: String]] = [:]
}

extension ReportTerms {
    /// What the catalogue in force promises.
    init(_ desk: ReportDesk) {
        let catalogue = desk.catalogue
        var objectives: [ObjectiveName: OfObjective] = [:]
        // Versions of one agreement are neighbours, the later one behind.
        for agreement in catalogue?.rules.agreements ?? [] {
            for objective in agreement.objectives {
                let zone = objective.calendar.definition?.zone
                objectives[ObjectiveName(agreement.name, objective.name)] = OfObjective(
                    metric: objective.metric, zone: zone ?? agreement.zone ?? .utc)
            }
        }
        self.init(
            goals: catalogue?.goals ?? [], objectives: objectives, exclusions: desk.exclusions,
            reviews: catalogue?.reviews ?? [], feeds: desk.feeds, told: desk.told)
    }
}

extension Agreement {
    /// That of the first of its objectives that has hours.
    fileprivate var zone: Zone? { objectives.lazy.compactMap { $0.calendar.definition?.zone }.first }
}
