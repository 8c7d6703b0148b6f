import Glibc

/// Shows how far a command is that takes its time: a line on the terminal after the first second, drawn anew a few
/// times a second, and wiped at the end. Where there is no terminal nothing is ever written.
final class ProgressBar {
    typealias Instant = ContinuousClock.Instant

    /// The moment of the first line, after the command began, and the time between two of them.
    static let patience = Duration.seconds(1)
    static let interval = Duration.milliseconds(250)

    private let isShown: Bool
    private let now: () -> Instant
    private let write: (String) -> Void
    private var nextLine: Instant
    private var isDrawn = false
    private var stretch = ProgressStretch(doing: "", unit: "", done: 0, total: nil)

    /// - Parameters:
    ///   - isShown: a person looks at a terminal.
    ///   - now: the present; what stands still in a test.
    ///   - write: takes what goes to the terminal.
    init(isShown: Bool, now: @escaping () -> Instant, write: @escaping (String) -> Void) {
        self.isShown = isShown
        self.now = now
        self.write = write
        nextLine = now() + ProgressBar.patience
    }

    /// The one of a command, on standard error.
    ///
    /// - Parameter outputFlows: the command writes to standard output meanwhile; where that is a terminal as well, this
    ///   output is what shows how far it is, and a line between its lines would spoil it.
    convenience init(outputFlows: Bool = false) {
        let isShown = isatty(STDERR_FILENO) == 1 && !(outputFlows && isatty(STDOUT_FILENO) == 1)
        self.init(isShown: isShown, now: { .now }, write: { _ = writeAll(Array($0.utf8), to: STDERR_FILENO) })
    }

    /// One that never shows anything.
    static var none: ProgressBar { ProgressBar(isShown: false, now: { .now }, write: { _ in }) }

    /// Begins the next part of the work.
    ///
    /// - Parameters:
    ///   - unit: what is counted; `bytes` are shown as mebibytes.
    ///   - total: how many there are; nil where nobody knows.
    func begin(_ doing: String, _ unit: String, total: Int?) {
        stretch = ProgressStretch(doing: doing, unit: unit, done: 0, total: total)
    }

    func add(_ amount: Int = 1) {
        move(to: stretch.done + amount)
    }

    /// So many of them are done.
    ///
    /// - Parameter total: how many there are, where that is known only now.
    func move(to done: Int, of total: Int? = nil) {
        stretch.done = done
        stretch.total = total ?? stretch.total
        guard isShown else { return }
        let now = now()
        guard now >= nextLine else { return }
        nextLine = now + ProgressBar.interval
        isDrawn = true
        write("\r\(stretch.text)\u{1B}[K")
    }

    /// Leaves an empty line, for what is written next.
    func wipe() {
        guard isDrawn else { return }
        isDrawn = false
        write("\r\u{1B}[K")
    }
}

/// A part of the work, and how much of it is done.
struct ProgressStretch {
    let doing: String
    let unit: String
    var done: Int
    var total: Int?

    private static let width = 30

    /// `reading  [########----------------------]  27%  70 of 256 MiB`; less where the total is not known.
    var text: String {
        guard let total, total > 0 else { return "\(doing)  \(amount(done)) \(shownUnit)" }
        let part = min(Double(done) / Double(total), 1)
        let filled = Int(part * Double(ProgressStretch.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: ProgressStretch.width - filled)
        return "\(doing)  [\(bar)]  \(Int(part * 100))%  \(amount(done)) of \(amount(total)) \(shownUnit)"
    }

    private var shownUnit: String { unit == "bytes" ? "MiB" : unit }

    private func amount(_ number: Int) -> String {
        String(unit == "bytes" ? number >> 20 : number)
    }
}
