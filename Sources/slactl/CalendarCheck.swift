import ArgumentParser
import BusinessTime
import Report

/// `slactl calendar check`.
struct CalendarCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look a year ahead: 0 if nothing is odd, 1 with findings.",
        discussion: "Finds holidays that fall on closed days, lists of dates that end, days without hours, and two "
            + "names for one date.")

    @Argument(help: "The calendar (default: all).")
    var name: String?

    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let calendars = try name.map { [try book.calendar($0)] } ?? book.all
            let findings = calendars.flatMap { CalendarFinding.all(in: $0, from: $0.zone.date(at: .now)) }
            try output.format.print(table: CalendarFinding.text(findings), json: findings)
            if !findings.isEmpty { throw ExitCode(1) }
        }
    }
}
