import ArgumentParser
import Catalog
import Control
import Report

/// `slactl compliance`: how the goals stand.
struct Compliance: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how the goals stand: 0 with figures, 1 if there is no such goal, 2 if nobody can be asked.",
        discussion: "The running window of each goal and the one before it, with what of them was measured.")

    @Option(help: ArgumentHelp("Only the goal of this name: agreement/objective, or its own.", valueName: "name"))
    var goal: String?

    @Option(help: ArgumentHelp("Only goals over objectives of this agreement.", valueName: "name"))
    var agreement: String?

    @Option(help: ArgumentHelp("Only goals over objectives of this name.", valueName: "name"))
    var objective: String?

    @Option(
        help: ArgumentHelp(
            "Only this window: 2026-11, 2026-W47, 2026-11-22, 2026-Q4, 2026, or 30d.", valueName: "window"))
    var window: String?

    @OptionGroup var options: AskOptions

    func validate() throws {
        guard let window, ReportPeriod(window) == nil, (try? SpanText.span(window)) == nil else { return }
        throw ValidationError(
            "--window is '\(window)'; write a year, quarter, month, week or day such as 2026, 2026-Q4, 2026-11, "
                + "2026-W47 or 2026-11-22, or the span of a rolling goal such as 30d")
    }

    func run() throws {
        let query = ComplianceQuery(goal: goal, agreement: agreement, objective: objective, window: window)
        let answer = try options.ask(.compliance(query))
        guard case .compliance(let compliance) = answer else { throw options.unexpected(answer, status: 1) }
        try options.show(compliance, table: compliance.text(.ofStandardOutput))
    }
}
