import ArgumentParser
import BusinessTime
import Glibc
import Report
import Systemd

/// `slactl breaches`: what slad told of breaches, from the journal.
struct Breaches: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the breaches that slad told: 0 if they could be read, 2 if not.",
        discussion: "Counts only entries that journald itself says came from the service; anybody can write the rest.")

    @Option(help: ArgumentHelp("Only of this team.", valueName: "name"))
    var team: String?

    @Option(help: ArgumentHelp("Only of this customer.", valueName: "name"))
    var customer: String?

    @Option(help: ArgumentHelp("Only of this agreement.", valueName: "name"))
    var agreement: String?

    @Option(help: ArgumentHelp("Only of this ticket.", valueName: "name"))
    var ticket: String?

    @Option(
        help: ArgumentHelp("Only what was told from then on: 2h, 7d, yesterday, a date, RFC 3339.", valueName: "when"))
    var since: String?

    @Option(help: ArgumentHelp("Only what was told until then.", valueName: "when"))
    var until: String?

    @Flag(help: "Go on, and print each as it happens, until Ctrl-C.")
    var follow = false

    @Flag(help: "Also entries that others wrote, marked as unverified.")
    var unverified = false

    @Flag(help: "The breaches of slad's canary, and no others.")
    var canary = false

    @Option(help: "How to print them: table, json or csv.")
    var format = ListFormat.table

    @Option(help: ArgumentHelp("The unit whose entries count.", valueName: "name"))
    var unit = "slad.service"

    @Option(help: ArgumentHelp("The user the unit runs as.", valueName: "name"))
    var user = "slad"

    func run() throws {
        let filter: BreachFilter
        do {
            filter = try self.filter(MomentText(now: .now))
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(1)
        }
        do {
            try list(filter)
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(2)
        }
    }

    func filter(_ moments: MomentText) throws(BadQuestion) -> BreachFilter {
        var filter = BreachFilter(
            ticket: ticket, agreement: agreement, team: team, customer: customer, isOfCanary: canary)
        if let since { filter.since = try moments.moment(since, option: "--since") }
        if let until { filter.until = try moments.moment(until, option: "--until") }
        return filter
    }

    private func list(_ filter: BreachFilter) throws {
        let uid = ServiceIdentity.uid(ofUser: user)
        if uid == nil, !unverified {
            throw JournalError(
                "tell slad's entries from others", because: "there is no user \(user)",
                remedy: "install slad, or name its user with --user")
        }
        // Every row is printed as a whole before the next is waited for.
        if follow { signal(SIGINT) { _ in _exit(0) } }
        let reader = try JournalReader()
        try reader.select(query(uid, filter))
        var log = BreachLog(author: BreachLog.Author(unit: unit, uid: uid), filter: filter)
        try readAll(reader, &log)
        if log.rows.isEmpty, let problem = JournalAccess.problem() { throw problem }
        var printer = BreachPrinter(format, isFlowing: follow, paint: .ofStandardOutput)
        if follow {
            // Without a beginning only what comes is news; what was is known, so that its withdrawal can be shown.
            try printer.print(since == nil ? [] : log.rows)
            try goOn(reader, &log, &printer)
        } else {
            try printer.print(all: log)
        }
    }

    /// What is told later of a breach may lie behind the end that is asked for, so the journal knows no end.
    private func query(_ uid: UInt32?, _ filter: BreachFilter) -> JournalQuery {
        var matches = [BreachLog.kinds]
        if let uid, !unverified { matches += JournalMatch.written(byUnit: unit, uid: uid) }
        if let ticket { matches.append(JournalMatch("SLA_TICKET", ticket)) }
        if let agreement { matches.append(JournalMatch("SLA_AGREEMENT", agreement)) }
        let since = filter.since.flatMap { UInt64(exactly: $0.millisecondsSinceEpoch) }.map { $0 * 1_000 }
        return JournalQuery(matches, since: since)
    }

    private func readAll(_ reader: JournalReader, _ log: inout BreachLog) throws {
        let progress = ProgressBar()
        defer { progress.wipe() }
        progress.begin("reading the journal", "entries", total: nil)
        while let record = try reader.next(reading: BreachLog.fields) {
            log.add(record)
            progress.add()
        }
    }

    private func goOn(_ reader: JournalReader, _ log: inout BreachLog, _ printer: inout BreachPrinter) throws {
        while true {
            while let record = try reader.next(reading: BreachLog.fields) {
                if let row = log.add(record) { try printer.print([row]) }
            }
            _ = try reader.wait(microseconds: 60_000_000)
        }
    }
}
