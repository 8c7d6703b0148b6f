import Glibc

/// Colours for a terminal: the one place that decides whether there are any.
package struct Paint: Sendable {
    /// What a text means to whoever reads it.
    package enum Tone: String, Sendable {
        case bad = "31"
        case good = "32"
        case doubtful = "33"
        case faint = "2"
    }

    private let isOn: Bool

    package init(isOn: Bool) {
        self.isOn = isOn
    }

    package static let none = Paint(isOn: false)

    /// What goes to standard output has colours on a terminal only, and never with NO_COLOR.
    package static var ofStandardOutput: Paint { Paint(descriptor: STDOUT_FILENO) }

    /// What goes to standard error, likewise.
    package static var ofStandardError: Paint { Paint(descriptor: STDERR_FILENO) }

    /// Of <https://no-color.org>: an empty NO_COLOR says nothing.
    private init(descriptor: Int32) {
        let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        isOn = isatty(descriptor) == 1 && !refused
    }

    package func text(_ text: String, _ tone: Tone?) -> String {
        guard isOn, let tone, !text.isEmpty else { return text }
        return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }
}

extension Table {
    /// The lines, each row in its tone; the names of the columns have none.
    package func text(_ paint: Paint, _ tones: [Paint.Tone?]) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        return zip(lines, [nil] + tones).map { line, tone in paint.text(line, tone) + "\n" }.joined()
    }
}
