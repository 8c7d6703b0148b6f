/// Why the ledger cannot be opened, read or written.
package struct LedgerError: Error, CustomStringConvertible, Sendable {
    /// One line: what failed, on what, why, what to do.
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ action: String, _ path: String, _ cause: any Error, hint: String) {
        description = "cannot \(action) \(path): \(cause); \(hint)"
    }
}
