package import SLAEngine

/// Where in a file an event stands.
package struct EventPlace: Hashable, Sendable {
    /// From 1, counted in the file; that of the first byte where an element of an array has several.
    package var line: Int
    /// The character of the line that it begins with, from 1; nil where the line is its own or the whole file is meant.
    package var column: Int?
    /// Its bytes in the file, without the end of the line.
    package var range: Range<Int>

    package init(line: Int, column: Int? = nil, range: Range<Int>) {
        self.line = line
        self.column = column
        self.range = range
    }
}

/// Why a line was not taken as an event, and what to do about it.
package struct EventFinding: Hashable, Sendable {
    /// What is refused, to be set aside.
    package var place: EventPlace
    /// The line of the fault, from 1; below the first of `place` where that has several.
    package var line: Int
    /// The character of the line at which the fault shows, from 1; nil where it is in no one place, or not known.
    package var column: Int?
    /// What is wrong, in one printable line; the first thing only, where there are several.
    package var what: String
    /// What to write instead, in one printable line.
    package var hint: String

    /// A fault of the whole of `place`.
    package init(place: EventPlace, what: String, hint: String) {
        self.place = place
        line = place.line
        column = place.column
        self.what = what
        self.hint = hint
    }

    /// The finding for people, in one printable line: where, what, and what to write.
    package var reason: String {
        "line \(line)" + (column.map { ", column \($0)" } ?? "") + ": \(what); \(hint)"
    }
}

/// What came of one line, or of one element of an array.
package enum DecodedLine: Hashable, Sendable {
    case event(TicketEvent, EventPlace)
    case finding(EventFinding)
}
