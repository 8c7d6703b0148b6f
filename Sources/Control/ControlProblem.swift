/// Why a request has no answer: what is wrong, and what to do. One line each.
package struct ControlProblem: Error, Codable, Hashable, Sendable {
    package let what: String
    package let hint: String

    package init(_ what: String, hint: String) {
        self.what = what
        self.hint = hint
    }
}

/// Why the socket cannot be opened, or nobody answers on it.
package struct ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// The directory of the socket, or for a client the socket itself, is not there.
        case missing
        case permission
        /// Another process answers on it.
        case inUse
        /// There is a socket and nobody who answers.
        case nobody
        case other
    }

    package let reason: Reason
    /// One line: what failed, on what, why, what to do.
    package let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
