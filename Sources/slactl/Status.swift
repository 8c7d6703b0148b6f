import ArgumentParser
import Control
import Report

/// `slactl status`: what `systemctl status` cannot say.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how slad is doing: 0 if it answers, 1 if only its ledger does, 2 if neither can be asked.",
        discussion: "0 does not say that all is well: what is wrong with a slad that answers stands on the page.")

    @OptionGroup var options: AskOptions

    func run() throws {
        let answer = try options.ask(.status)
        guard case .status(let status) = answer else { throw options.unexpected(answer) }
        try options.show(status, table: status.text(.ofStandardOutput))
        if status.daemon == nil { throw ExitCode(1) }
    }
}

extension AskOptions {
    /// The exit status for an answer that is none, after it was said why.
    ///
    /// - Parameter status: for a question that has no answer.
    func unexpected(_ answer: ControlAnswer, status: Int32 = 2) -> ExitCode {
        if case .error(let problem) = answer { return refuse(problem, status: status) }
        let hint = "are slad and slactl of one version?"
        return refuse(ControlProblem("slad answered another question", hint: hint), status: 2)
    }
}
