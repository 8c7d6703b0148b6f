import ArgumentParser
import Report
import Systemd

/// `slactl breaches`: what slad told of breaches, from the journal.
struct Breaches: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the breaches that slad told: 0 if they could be read, 2 if not.",
        discussion: "Counts only entries that journald itself says came from the service; anybody can write the rest.")

    @Option(help: "How to print them: table or json.")
    var format = OutputFormat.table

    @Option(help: ArgumentHelp("The unit whose entries count.", valueName: "name"))
    var unit = "slad.service"

    @Option(help: ArgumentHelp("The user the unit runs as.", valueName: "name"))
    var user = "slad"

    func run() throws {
        let log: BreachLog
        do {
            log = try read()
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
        switch format {
        case .table: print(log.table, terminator: "")
        case .json: print(try log.json())
        }
    }

    private func read() throws -> BreachLog {
        guard let uid = ServiceIdentity.uid(ofUser: user) else {
            throw JournalError(
                "tell slad's entries from others", because: "there is no user \(user)",
                remedy: "install slad, or name its user with --user")
        }
        let reader = try JournalReader()
        var log = BreachLog()
        let kinds = JournalMatch("SLA_KIND", anyOf: ["breach", "withdrawn", "corrected"])
        try reader.select(JournalQuery(JournalMatch.written(byUnit: unit, uid: uid) + [kinds]))
        while let record = try reader.next(reading: BreachLog.fields) { log.add(record) }
        if log.isEmpty, let problem = JournalAccess.problem() { throw problem }
        return log
    }
}
