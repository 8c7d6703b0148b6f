/// One thing that is wrong, or not as the operator may think, in a configuration file.
package struct Finding: Error, Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        /// The catalogue is not loaded.
        case error
        /// The catalogue is loaded, and a person should know.
        case warning
    }

    package var severity: Severity
    /// Relative to the configuration directory.
    package var file: String
    /// From 1; 0 where the finding is about the file as a whole.
    package var line: Int
    /// From 1, in Unicode scalars; 0 where `line` is.
    package var column: Int
    package var what: String
    /// What to write instead.
    package var hint: String

    package init(_ severity: Severity, file: String, at place: Place, what: String, hint: String) {
        self.severity = severity
        self.file = file
        line = place.line
        column = place.column
        self.what = what
        self.hint = hint
    }

    /// One line, as compilers print it: `file:line:column: error: what; hint`.
    package var text: String { text { word, _ in word } }

    /// The same.
    ///
    /// - Parameter mark: makes of the word `error` or `warning` what a terminal shows in colour.
    func text(_ mark: (String, Severity) -> String) -> String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): \(mark(severity.rawValue, severity)): \(what); \(hint)"
    }
}

extension Finding: Comparable {
    /// By file, then by place, then by text.
    package static func < (left: Finding, right: Finding) -> Bool {
        (left.file, left.line, left.column, left.text) < (right.file, right.line, right.column, right.text)
    }
}
