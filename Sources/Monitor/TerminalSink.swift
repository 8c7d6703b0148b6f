import BusinessTime
import Glibc
package import Systemd

/// The same entries as readable lines, for `--foreground` on a terminal.
package struct TerminalSink: EntrySink {
    private let isColoured: Bool

    /// - Parameter isColoured: colours the priority; not for files, and never with `NO_COLOR`.
    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    package func send(_ entry: JournalEntry) throws(JournalError) {
        let kind = entry.fields.first { $0.name == "SLA_KIND" }?.value ?? "slad"
        let padding = String(repeating: " ", count: max(1, 14 - kind.utf8.count))
        let line = "\(SystemClock().now().utcText)  \(coloured(kind, entry.priority))\(padding)\(entry.message)\n"
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { throw JournalError("write to the terminal", number: errno) }
            rest = rest.dropFirst(count)
        }
    }

    private func coloured(_ word: String, _ priority: JournalPriority) -> String {
        guard isColoured else { return word }
        let colour =
            switch priority {
            case .emergency, .alert, .critical, .error: "31"
            case .warning: "33"
            case .notice: "36"
            case .info, .debug: "32"
            }
        return "\u{1B}[\(colour)m\(word)\u{1B}[0m"
    }
}
