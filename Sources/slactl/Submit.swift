import ArgumentParser
import BusinessTime
import Catalog
import Dispatch
import Glibc

/// `slactl submit`: events into the inbox, as a producer should put them there.
struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give slad events: 0 if all were, 1 if one is wrong and none was, 2 if it cannot be done.",
        discussion: """
            One event of the options, or those of files or standard input, one JSON object a line (a file that ends in
            .json is one object or an array). Every event is checked before the first is given out. Silent if all is
            well. See slad-intake(7).
            """)

    @OptionGroup var event: EventFlags

    @Option(help: ArgumentHelp("The spool, in which the inbox is.", valueName: "dir"))
    var spool = "/var/spool/slad"

    @Flag(help: "Only check the events, and print them.")
    var check = false

    @Flag(help: "Print the names of the files that were put into the inbox.")
    var verbose = false

    @Argument(help: ArgumentHelp("Files of events; - is standard input, as is none.", valueName: "file"))
    var files: [String] = []

    func validate() throws {
        guard event.ticket == nil || files.isEmpty else {
            throw ValidationError("An event of options and files exclude each other.")
        }
    }

    func run() throws {
        let unfinished = UnfinishedFiles()
        let watch = unfinished.removeOnSignals()
        defer { for source in watch { source.cancel() } }
        let destination = check ? Submission.Destination.output(LineOutput()) : .inbox("\(spool)/inbox")
        let now = Timestamp.now
        let progress = ProgressBar(outputFlows: check)
        let submission = Submission(to: destination, stem: Submission.stem(now: now), now: now, unfinished: unfinished)
        { text in
            progress.wipe()
            complain(text)
        }
        do {
            defer { progress.wipe() }
            try take(submission, progress, now: now)
            progress.wipe()
            let paths = try submission.finish()
            if verbose { for path in paths { print(path) } }
        } catch let fault as InputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        } catch let fault as OutputFault {
            complain("slactl: \(fault)")
            throw ExitCode(2)
        }
        if submission.refused > 0 { throw ExitCode(1) }
    }

    private func take(_ submission: Submission, _ progress: ProgressBar, now: Timestamp) throws {
        if let event = event.event(now: now, offsetSeconds: LocalClock.ofMachine.offsetSeconds(now)) {
            return try submission.take(event: event.line)
        }
        if files.isEmpty, isatty(STDIN_FILENO) == 1 {
            complain("slactl: reading events from the terminal, one a line; Ctrl-D ends them, --help says more")
        }
        for path in files.isEmpty ? ["-"] : files {
            let input = try InputBytes(path: path, progress)
            if path.hasSuffix(".json") {
                try submission.take(document: input.rest(limit: 64 << 20), of: path)
            } else {
                try submission.take(linesOf: path == "-" ? "standard input" : path, more: input.next)
            }
        }
    }
}
