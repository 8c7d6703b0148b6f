import ArgumentParser
import Report

/// What `open-time` and its explanation are asked with.
struct OpenTimeArguments: ParsableArguments {
    @Argument(help: "The calendar.")
    var name: String

    @Option(help: ArgumentHelp("The beginning, with its offset: 2026-12-23T16:00:00+01:00.", valueName: "moment"))
    var from: String

    @Option(help: ArgumentHelp("The end, with its offset; it does not count itself.", valueName: "moment"))
    var to: String

    func question(_ book: inout CalendarBook) throws(BadQuestion) -> OpenTimeQuestion {
        try OpenTimeQuestion(&book, name, from: from, to: to)
    }
}

/// `slactl calendar open-time NAME`.
struct CalendarOpenTime: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-time", abstract: "Tell how much open time lies between two moments.")

    @OptionGroup var arguments: OpenTimeArguments
    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let question = try arguments.question(&book)
            try output.format.print(table: question.text + "\n", json: question.answer)
        }
    }
}

/// `slactl calendar explain open-time NAME`.
struct CalendarExplainOpenTime: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-time", abstract: "Show what an amount of open time is made of.")

    @OptionGroup var arguments: OpenTimeArguments
    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let report = try arguments.question(&book).report
            try output.format.print(table: report.text, json: report)
        }
    }
}
