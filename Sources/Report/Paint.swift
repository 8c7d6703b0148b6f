import Glibc

/// Colours for a terminal: the one place that decides whether there are any.
package struct Paint: Sendable {
    /// What a word means to whoever reads it.
    package enum Tone: String, Sendable {
        case bad = "31"
        case good = "32"
        case doubtful = "33"
    }

    private let isOn: Bool

    package init(isOn: Bool) {
        self.isOn = isOn
    }

    package static let none = Paint(isOn: false)

    /// On a terminal only, and never with NO_COLOR in the environment (https://no-color.org).
    package static var ofStandardOutput: Paint {
        let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        return Paint(isOn: isatty(STDOUT_FILENO) == 1 && !refused)
    }

    package func text(_ text: String, _ tone: Tone?) -> String {
        guard isOn, let tone else { return text }
        return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }
}
