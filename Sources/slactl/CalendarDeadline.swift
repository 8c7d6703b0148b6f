import ArgumentParser
import Report

/// What `deadline` and its explanation are asked with.
struct DeadlineArguments: ParsableArguments {
    @Argument(help: "The calendar.")
    var name: String

    @Option(help: ArgumentHelp("The start, with its offset: 2026-12-23T16:00:00+01:00.", valueName: "moment"))
    var start: String

    @Option(help: ArgumentHelp("The amount: 4bh, 1bh30bm and 2bd are business time, 4h elapsed.", valueName: "amount"))
    var target: String

    func question(_ book: inout CalendarBook) throws(BadQuestion) -> DeadlineQuestion {
        try DeadlineQuestion(&book, name, start: start, target: target)
    }
}

/// `slactl calendar deadline NAME`.
struct CalendarDeadline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "Tell when an amount of time is used up, or never.")

    @OptionGroup var arguments: DeadlineArguments
    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let answer = try arguments.question(&book).answer
            try output.format.print(table: answer.text + "\n", json: answer)
        }
    }
}

/// `slactl calendar explain deadline NAME`.
struct CalendarExplainDeadline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "Show what a deadline is made of.")

    @OptionGroup var arguments: DeadlineArguments
    @OptionGroup var options: CalendarOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        try options.answer { book in
            let report = try arguments.question(&book).report
            try output.format.print(table: report.text, json: report)
        }
    }
}
