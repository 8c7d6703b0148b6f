import ArgumentParser
import Dispatch
import Foundation
import Glibc
import Monitor
import Systemd

/// Flags -> options -> run -> exit status.
@main
struct Slad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slad",
        abstract: "Keeps a clock for every service promise on every ticket and tells warnings and breaches.",
        discussion: "Runs as a systemd service. See slad(8), and slactl(1) for the operator's command.",
        version: Slad.version)

    static let version = "0.1.0"

    @Option(help: ArgumentHelp("The configuration directory.", valueName: "dir"))
    var config = "/etc/slad"

    @Option(help: ArgumentHelp("Where the ledger is kept.", valueName: "dir"))
    var state = "/var/lib/slad"

    @Option(help: ArgumentHelp("Where inbox, processed and rejected are.", valueName: "dir"))
    var spool = "/var/spool/slad"

    @Option(
        help: ArgumentHelp(
            "The control socket. (default: /run/slad/control, with --foreground control in the state directory)",
            valueName: "path"))
    var control: String?

    @Flag(help: "Print entries as lines on the terminal instead of sending them to the journal.")
    var foreground = false

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        do {
            try Monitor(options: options, ports: ports).run { status in Glibc.exit(status.rawValue) }
        } catch let failure as StartFailure {
            complain(failure.description)
            throw ArgumentParser.ExitCode(failure.status.rawValue)
        }
        dispatchMain()
    }

    private var options: MonitorOptions {
        var options = MonitorOptions(version: Slad.version)
        options.configuration = config
        options.state = state
        options.spool = spool
        options.control = control ?? (foreground ? "\(state)/control" : "/run/slad/control")
        return options
    }

    private var ports: MonitorPorts {
        let isRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let isColoured = isatty(STDOUT_FILENO) == 1 && !isRefused
        return MonitorPorts(
            clock: SystemClock(),
            sink: foreground ? TerminalSink(isColoured: isColoured) : Journal(),
            readBack: foreground ? nil : JournalReadBack(.current()),
            notifier: ServiceNotifier(),
            end: { status in _exit(status.rawValue) })
    }

    /// A line a finding, on standard error; where that is the journal, at the priority of an error (sd-daemon(3)).
    private func complain(_ text: String) {
        let prefix = getenv("JOURNAL_STREAM") == nil ? "" : "<3>"
        for line in text.split(separator: "\n") {
            FileHandle.standardError.write(Data("\(prefix)slad: \(line)\n".utf8))
        }
    }
}
