/// Colours for a terminal, or none.
package struct Ink: Sendable {
    package enum Colour: String, Sendable {
        case red = "31", yellow = "33", green = "32", faint = "2"
    }

    private let isColoured: Bool

    /// - Parameter isColoured: only where a person looks at a terminal and has not set NO_COLOR.
    package init(isColoured: Bool) {
        self.isColoured = isColoured
    }

    package func callAsFunction(_ colour: Colour?, _ text: String) -> String {
        guard isColoured, let colour, !text.isEmpty else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
}

extension Table {
    /// The lines, each row in its colour; the names of the columns have none.
    package func text(_ ink: Ink, _ colours: [Ink.Colour?]) -> String {
        let lines = text.split(separator: "\n").map(String.init)
        return zip(lines, [nil] + colours).map { line, colour in ink(colour, line) + "\n" }.joined()
    }
}
