import ArgumentParser
import Control
import Report

/// `slactl tickets`: unfinished clocks by deadline.
struct Tickets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List unfinished clocks by deadline: 0 if they could be listed, 2 if nobody can be asked.")

    @Flag(name: .customLong("at-risk"), help: "Only clocks that are not breached and whose first warning was reached.")
    var isAtRisk = false

    @Option(help: ArgumentHelp("How many clocks at most, up to 1000.", valueName: "number"))
    var limit = ControlLimits.usualRows

    @Option(help: ArgumentHelp("Only tickets with this attribute 'team'.", valueName: "text"))
    var team: String?

    @Option(help: ArgumentHelp("Only tickets with this attribute 'customer'.", valueName: "text"))
    var customer: String?

    @OptionGroup var options: AskOptions

    func validate() throws {
        guard (1...ControlLimits.rows).contains(limit) else {
            throw ValidationError("--limit is \(limit); write 1 to \(ControlLimits.rows)")
        }
    }

    func run() throws {
        let query = TicketsQuery(limit: limit, isAtRisk: isAtRisk, customer: customer, team: team)
        let answer = try options.ask(.tickets(query))
        guard case .tickets(let tickets) = answer else { throw options.unexpected(answer) }
        try options.show(tickets, table: tickets.text(.ofStandardOutput))
    }
}

/// `slactl ticket T`: one ticket and all its clocks.
struct Ticket: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a ticket, its clocks and what each needs: 1 if it is unknown, 2 if nobody can be asked.")

    @Argument(help: "The ticket, as its events name it.")
    var ticket: String

    @OptionGroup var options: AskOptions

    func run() throws {
        let answer = try options.ask(.ticket(ticket))
        guard case .ticket(let found) = answer else { throw options.unexpected(answer, status: 1) }
        try options.show(found, table: found.text(.ofStandardOutput))
    }
}
