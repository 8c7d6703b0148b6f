import ArgumentParser
import Report

/// `slactl calendar list`.
struct CalendarList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the calendars, and whether they are open now.")

    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let listing = CalendarListing(try options.book().all, at: .now)
        try output.format.print(table: listing.text, json: listing)
    }
}
