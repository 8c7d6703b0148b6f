import ArgumentParser
import Control

/// `slactl status`: what `systemctl status` cannot say.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how slad is doing: 0 if it answers, 1 if only its ledger does, 2 if neither can be asked.")

    @OptionGroup var options: AskOptions

    func run() throws {
        let answer = try options.ask(.status)
        guard case .status(let status) = answer else { throw options.unexpected(answer) }
        try options.show(status, table: status.text(options.ink))
        if status.daemon == nil { throw ExitCode(1) }
    }
}

extension AskOptions {
    /// The exit status for an answer that is none, after it was said why.
    func unexpected(_ answer: ControlAnswer) -> ExitCode {
        if case .error(let problem) = answer { return refuse(problem) }
        return refuse(ControlProblem("slad answered another question", hint: "are slad and slactl of one version?"))
    }
}
