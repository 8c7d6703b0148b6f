import Glibc

/// Why something could not be asked of the journal: what failed, why, and what to do, in one line.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, as it reads after "cannot": `open the journal`.
    package let attempt: String
    package let reason: String
    /// What a person can do about it.
    package let remedy: String?
    /// The number of errno(3); 0 where the reason is our own.
    package let number: Int32

    package init(_ attempt: String, because reason: String, remedy: String? = nil) {
        self.attempt = attempt
        self.reason = reason
        self.remedy = remedy
        self.number = 0
    }

    /// - Parameter number: an error number in the sign that libsystemd (negative) or errno(3) (positive) gives it.
    package init(_ attempt: String, number: Int32, remedy: String? = nil) {
        self.attempt = attempt
        self.reason = errorText(abs(number))
        self.remedy = remedy
        self.number = abs(number)
    }

    package var description: String {
        "cannot \(attempt): \(reason)" + (remedy.map { "; \($0)" } ?? "")
    }
}

/// The system's words for an error number.
func errorText(_ number: Int32) -> String {
    // strerror(3) is safe to call from several threads since glibc 2.32.
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}

/// Throws what a function of libsystemd reports as a negative number; gives back any other.
@discardableResult
func check(_ result: Int32, _ attempt: @autoclosure () -> String) throws(JournalError) -> Int32 {
    guard result >= 0 else { throw JournalError(attempt(), number: result) }
    return result
}
