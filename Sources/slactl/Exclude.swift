import ArgumentParser
import BusinessTime
import Control
import Foundation
import Report

/// `slactl exclude`: takes cycles out of the figures, in the open.
struct Exclude: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Take tickets out of the figures of goals, with a reason: 0 if done, 1 if not, 2 if nobody can be asked.",
        discussion: "What is excluded are cycles of which all that is given holds and that were open in the interval.")

    @Option(help: ArgumentHelp("Only cycles of this ticket.", valueName: "name"))
    var ticket: String?

    @Option(help: ArgumentHelp("Only cycles of this agreement.", valueName: "name"))
    var agreement: String?

    @Option(help: ArgumentHelp("Only cycles of this objective.", valueName: "name"))
    var objective: String?

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only tickets with this attribute; of one attribute given twice either value.", valueName: "key=value"))
    var attributes: [String] = []

    @Option(
        help: ArgumentHelp("Only cycles open at or after: 2h, 7d (ago), today, a date, RFC 3339.", valueName: "when"))
    var from: String?

    @Option(help: ArgumentHelp("Only cycles open before that.", valueName: "when"))
    var to: String?

    @Option(help: ArgumentHelp("Why, for whoever reads the figures.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Who decided it; by default whoever runs this, before sudo.", valueName: "name"))
    var author: String?

    @Flag(help: "List all exclusions, the withdrawn ones too.")
    var list = false

    @Option(
        help: ArgumentHelp("Let the exclusion of this number stand no more; needs --reason too.", valueName: "number"))
    var withdraw: String?

    @OptionGroup var options: AskOptions

    func validate() throws {
        let scope: [String?] = [ticket, agreement, objective, from, to]
        let hasScope = scope.contains { $0 != nil } || !attributes.isEmpty
        if list || withdraw != nil {
            guard !hasScope, !(list && withdraw != nil) else {
                throw ValidationError("--list and --withdraw take no other choice.")
            }
            guard !list || reason == nil && author == nil else {
                throw ValidationError("--list takes no --reason and no --author: it lists all exclusions.")
            }
        } else if !hasScope {
            throw ValidationError("Say what to exclude: --ticket, --agreement, --objective, --where, --from, --to.")
        }
        guard list || reason.map({ !$0.allSatisfy(\.isWhitespace) }) ?? false else {
            throw ValidationError("Say why with --reason.")
        }
        for text in attributes where (text.firstIndex(of: "=") ?? text.startIndex) == text.startIndex {
            throw ValidationError("--where \(text): write key=value.")
        }
    }

    func run() throws {
        let answer = try options.ask(try request())
        switch answer {
        case .exclusions(let exclusions): try options.show(exclusions, table: exclusions.text(in: .ofMachine))
        case .excluded(let excluded):
            try options.show(excluded, table: excluded.text(.ofStandardOutput, in: .ofMachine))
        default: throw options.unexpected(answer, status: 1)
        }
    }

    private func request() throws -> ControlRequest {
        if list { return .exclusions }
        let author = author ?? Exclude.caller
        if let withdraw { return .withdraw(WithdrawalDraft(id: withdraw, author: author, reason: reason ?? "")) }
        return .exclude(
            ExclusionDraft(
                author: author, reason: reason ?? "", ticket: ticket, agreement: agreement, objective: objective,
                attributes: values, from: try moment(from, "--from"), to: try moment(to, "--to")))
    }

    private var values: [String: [String]] {
        attributes.reduce(into: [:]) { values, text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            values[parts[0], default: []].append(parts.count == 2 ? parts[1] : "")
        }
    }

    private func moment(_ text: String?, _ option: String) throws -> String? {
        guard let text else { return nil }
        do {
            return try MomentText(now: .now).moment(text, option: option).utcText
        } catch {
            complain("slactl: \(error)")
            throw ExitCode(1)
        }
    }

    /// With sudo it is still a person who decides.
    private static var caller: String {
        ProcessInfo.processInfo.environment["SUDO_USER"].flatMap { $0.isEmpty ? nil : $0 } ?? NSUserName()
    }
}

extension ExclusionsAnswer {
    /// A line an exclusion.
    func text(in clock: LocalClock) -> String {
        guard !exclusions.isEmpty else { return "nothing is excluded\n" }
        var table = Table(columns: ["ID", "WHAT", "FROM", "TO", "BY", "ON", "BECAUSE", "WITHDRAWN"])
        for exclusion in exclusions {
            let withdrawn = exclusion.withdrawal.map { "on \(clock.date($0.at)) by \($0.author): \($0.reason)" }
            table.add([
                exclusion.id, exclusion.scope, exclusion.from.map(clock.text) ?? "-",
                exclusion.to.map(clock.text) ?? "-", exclusion.author, clock.date(exclusion.recordedAt),
                exclusion.reason, withdrawn ?? "-",
            ])
        }
        return table.text
    }
}

extension ExclusionAnswer {
    /// With the offset, as it was understood.
    fileprivate func interval(in clock: LocalClock) -> String {
        let ends = [from.map { "from \(clock.text($0))" }, to.map { "to \(clock.text($0))" }].compactMap(\.self)
        return ends.isEmpty ? "" : "; its interval is \(ends.joined(separator: " "))"
    }

    /// In words.
    fileprivate var scope: String {
        var parts = [ticket.map { "ticket \($0)" }, agreement.map { "agreement \($0)" }].compactMap(\.self)
        parts += [objective.map { "objective \($0)" }].compactMap(\.self)
        parts += attributes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.joined(separator: " or "))" }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}

extension ExcludedAnswer {
    /// What was done, and each figure before and after.
    func text(_ paint: Paint, in clock: LocalClock) -> String {
        let number = "exclusion \(exclusion.id)"
        let head =
            exclusion.withdrawal == nil ? "\(number): \(exclusion.scope)" : "\(number) is withdrawn: \(exclusion.scope)"
        if coversNothing ?? false {
            return Table.harmless(head) + "\ncovers no cycle so far" + Table.harmless(exclusion.interval(in: clock))
                + "\n"
        }
        guard !changes.isEmpty else { return Table.harmless(head) + "\nno figure changes\n" }
        var table = Table(columns: ["GOAL", "WINDOW", "BEFORE", "AFTER"])
        for change in changes {
            table.add([change.goal, change.title, change.before.text, change.after.text])
        }
        return Table.harmless(head) + "\n" + table.text
    }
}

extension TallyAnswer {
    /// `94.7 % (36 of 38)`.
    fileprivate var text: String {
        "\(percent) (\(met) of \(met + missed)\(open > 0 ? ", \(open) open" : ""))"
    }
}
