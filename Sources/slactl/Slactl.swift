import ArgumentParser

/// The operator's command: reads what slad wrote, checks what slad will read.
@main
struct Slactl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slactl",
        abstract: "Asks slad, its journal and its configuration.",
        discussion: "See slactl(1) for every command and its exit status.",
        version: "0.1.0",
        subcommands: [Breaches.self, Calendar.self, Check.self, Status.self, Version.self])
}
