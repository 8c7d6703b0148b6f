import Foundation

/// A line a finding, on standard error; where that is the journal, at the priority of an error (sd-daemon(3)).
func complain(_ text: String) {
    write(text, priority: 3)
}

/// What a person may want to know, likewise, at the priority of an information.
func remark(_ text: String) {
    write(text, priority: 6)
}

private func write(_ text: String, priority: Int) {
    let isJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    for line in text.split(separator: "\n") {
        FileHandle.standardError.write(Data("\(isJournal ? "<\(priority)>" : "")\(line)\n".utf8))
    }
}
