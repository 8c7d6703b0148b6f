/// Why a zone cannot be used, and what to write instead.
package struct ZoneFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let what: String
    package let hint: String

    package init(what: String, hint: String) {
        self.what = what
        self.hint = hint
    }

    /// One line.
    package var description: String { "\(what); \(hint)" }
}
