import Foundation

/// A line a finding, on standard error; where that is the journal, at the priority of an error (sd-daemon(3)).
func complain(_ text: String) {
    let isJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    for line in text.split(separator: "\n") {
        FileHandle.standardError.write(Data("\(isJournal ? "<3>" : "")\(line)\n".utf8))
    }
}
