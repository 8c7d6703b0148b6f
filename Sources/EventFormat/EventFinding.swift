package import SLAEngine

/// Why a line was not taken as an event, and what to do about it.
package struct EventFinding: Hashable, Sendable {
    /// From 1; in a `.json` file the number of the array's element, and 1 where the file as a whole is meant.
    package var line: Int
    /// What is wrong, in one printable line; the first thing only, where there are several.
    package var what: String
    /// What to write instead, in one printable line.
    package var hint: String
    /// The bytes of the line or element as they came, to be set aside, without the end of the line.
    package var text: [UInt8]
    /// False where `text` was cut at `EventLimits.line`.
    package var textIsWhole: Bool

    package init(line: Int, what: String, hint: String, text: [UInt8], textIsWhole: Bool = true) {
        self.line = line
        self.what = what
        self.hint = hint
        self.text = text
        self.textIsWhole = textIsWhole
    }
}

/// What came of one line, or of one element of an array.
package enum DecodedLine: Hashable, Sendable {
    /// The line is counted as in `EventFinding`.
    case event(TicketEvent, line: Int)
    case finding(EventFinding)
}
