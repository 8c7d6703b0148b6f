import ArgumentParser
import Foundation
import Report

/// `slactl calendar batch`.
struct CalendarBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer JSON questions from standard input, a line each, in order: 1 if one of them was bad.",
        discussion: """
            {"calendar":"NAME","op":"deadline","start":"...","target":"4bh"} is answered by {"deadline":"..."}, where \
            null is never; {"calendar":"NAME","op":"open_time","from":"...","to":"..."} by {"seconds":N}; what is no \
            question by {"error":"..."}.
            """)

    @OptionGroup var options: CalendarOptions

    func run() throws {
        var book = try options.book()
        var isGood = true
        let progress = ProgressBar(outputFlows: true)
        defer { progress.wipe() }
        progress.begin("answering", "questions", total: nil)
        while let line = readLine() {
            let answer = BatchQuestion.answer(line, &book)
            if case .error = answer { isGood = false }
            print(try JSONText.line(answer))
            // The one who asks may wait for this answer before asking the next.
            fflush(nil)
            progress.add()
        }
        if !isGood { throw ExitCode(1) }
    }
}
