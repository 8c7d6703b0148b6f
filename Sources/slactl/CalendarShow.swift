import ArgumentParser
import BusinessTime
import Catalog
import Report

/// `slactl calendar show NAME`.
struct CalendarShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a month: the hours of each day, holidays and special hours by name, changes of the clock.")

    @Argument(help: "The calendar.")
    var name: String

    @Option(help: ArgumentHelp("Which month, such as 2026-12 (default: this one).", valueName: "month"))
    var month: String?

    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let month = try chosen(book.calendar(name))
            try book.reach(month.start)
            let report = MonthReport(try book.calendar(name), month)
            try output.format.print(table: report.text, json: report)
        }
    }

    private func chosen(_ calendar: BusinessCalendar) throws(BadQuestion) -> CivilMonth {
        guard let month else { return CivilMonth(calendar.zone.date(at: .now)) }
        guard let chosen = CivilMonth(month) else {
            throw BadQuestion("month: \(quoted(month)) is not a month; write one such as 2026-12")
        }
        return chosen
    }
}
