import ArgumentParser
import BusinessTime
import Control
import Foundation
import Monitor
import Report

/// Whom a question goes to: the daemon by its socket, or its ledger where no daemon answers.
struct AskOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The control socket. (default: /run/slad/control, with --state control in that directory)",
            valueName: "path"))
    var control: String?

    @Option(
        help: ArgumentHelp(
            "Where the ledger is, for when no daemon answers. (default: /var/lib/slad)", valueName: "dir"))
    var state: String?

    @Option(help: "How to print it: table or json.")
    var format = OutputFormat.table

    /// Asks the daemon, or else reads the ledger and says so on standard error.
    ///
    /// - Throws: the exit status 2, after it was said why neither could be asked.
    func ask(_ request: ControlRequest) throws -> ControlAnswer {
        do {
            return try ControlClient(path: socket).ask(request)
        } catch let error as ControlError {
            if let problem = AskOptions.problem(request, error.reason) { throw refuse(problem, status: 1) }
            return try readLedger(request, because: error)
        } catch {
            complain("slactl: what slad answered on \(socket) cannot be read: \(error); are both of one version?")
            throw ExitCode(2)
        }
    }

    /// What the ledger alone cannot do either, where slad runs and may not be asked.
    static func problem(_ request: ControlRequest, _ reason: ControlError.Reason) -> ControlProblem? {
        guard request.changesState, reason == .permission else { return nil }
        return ControlProblem("only root and slad's own user may exclude and withdraw", hint: "use sudo")
    }

    private var socket: String { control ?? state.map { "\($0)/control" } ?? "/run/slad/control" }
    private var ledger: String { state ?? "/var/lib/slad" }

    private func readLedger(_ request: ControlRequest, because reason: ControlError) throws -> ControlAnswer {
        let progress = ProgressBar()
        progress.begin("reading the ledger", "tickets", total: nil)
        do {
            defer { progress.wipe() }
            let answer = try OfflineDesk.answer(
                request, state: ledger, version: Slactl.configuration.version, now: Timestamp.now
            ) { done, tickets in progress.move(to: done, of: tickets) }
            progress.wipe()
            remark("slactl: \(reason); this is from the ledger in \(ledger)")
            return answer
        } catch {
            complain("slactl: \(reason)\nslactl: \(error)")
            throw ExitCode(2)
        }
    }

    /// Prints an answer in one of its two forms.
    func show(_ answer: some Encodable, table: @autoclosure () -> String) throws {
        switch format {
        case .table: print(table(), terminator: "")
        case .json: print(try ControlJSON.pretty(answer))
        }
    }

    /// Says why a question has no answer.
    ///
    /// - Returns: the exit status.
    func refuse(_ problem: ControlProblem, status: Int32) -> ExitCode {
        complain("slactl: \(problem.what); \(problem.hint)")
        return ExitCode(status)
    }
}
