import ArgumentParser

/// The operator's command: reads what slad wrote, checks what slad will read, and puts events into its inbox.
@main
struct Slactl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slactl",
        abstract: "Asks slad, its journal and its configuration, and gives it events.",
        discussion: "See slactl(1) for every command and its exit status.",
        version: "0.1.0",
        subcommands: [
            Breaches.self, Calendar.self, Check.self, Compliance.self, Convert.self, Exclude.self, Explain.self,
            ReplayCommand.self, ReportCommand.self, Status.self, Submit.self, Ticket.self, Tickets.self, Version.self,
        ])
}
