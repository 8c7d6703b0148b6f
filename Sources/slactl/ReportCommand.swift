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
