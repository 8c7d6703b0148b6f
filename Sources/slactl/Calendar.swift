import ArgumentParser

/// `slactl calendar`: asks the business calendars of a configuration.
struct Calendar: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the business calendars: 0 with the answer, 1 if the question or the configuration is bad, "
            + "2 if unreadable.",
        subcommands: [
            CalendarList.self, CalendarShow.self, CalendarDeadline.self, CalendarOpenTime.self, CalendarExplain.self,
            CalendarCheck.self, CalendarBatch.self,
        ])
}
