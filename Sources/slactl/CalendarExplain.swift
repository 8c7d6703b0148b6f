import ArgumentParser

/// `slactl calendar explain`.
struct CalendarExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the open periods that add up, the exceptions by name, and the changes of the clock.",
        subcommands: [CalendarExplainDeadline.self, CalendarExplainOpenTime.self])
}
