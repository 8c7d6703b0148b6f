/// The five meanings that a help desk's words for status can have.
package enum StatusCategory: String, Hashable, Sendable, CaseIterable {
    case open
    case waitingCustomer = "waiting_customer"
    case waitingSupplier = "waiting_supplier"
    case resolved
    case closed

    /// Resolved or closed: a change into these from outside is a resolution.
    package var isFinal: Bool { self == .resolved || self == .closed }
    /// Waiting for somebody outside the team.
    package var isWaiting: Bool { self == .waitingCustomer || self == .waitingSupplier }
}

/// The help desk's words for status, each in its category. Words are compared without regard to case.
package struct StatusMap: Hashable, Sendable {
    private var categories: [String: StatusCategory] = [:]

    /// - Parameter words: what each word means; a word that stands here twice in other letters keeps the last.
    package init(_ words: [(word: String, category: StatusCategory)]) {
        for entry in words {
            let word = entry.word.lowercased()
            categories[word] = entry.category
            // As help desks write it, so that one look is enough; not all letters have a way there and back.
            let spelling = StatusMap.withCapitals(word)
            if spelling.lowercased() == word { categories[spelling] = entry.category }
        }
    }

    private static func withCapitals(_ word: String) -> String {
        word.split(separator: " ", omittingEmptySubsequences: false).map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    /// - Returns: nil for a word in no category; such a status counts as `open` and is reported.
    package func category(of status: String) -> StatusCategory? {
        categories[status] ?? categories[status.lowercased()]
    }

    /// What the usual help desks call them; in force where `slad.yaml` has no `statuses`.
    package static let usual = StatusMap(
        [
            (.open, ["new", "open", "active", "assigned", "in progress", "in_progress", "reopened", "triaged"]),
            (
                .waitingCustomer,
                ["pending", "waiting", "waiting for customer", "awaiting user info", "pending reminder"]
            ),
            (.waitingSupplier, ["on hold", "on-hold", "hold", "waiting for supplier", "awaiting vendor"]),
            (.resolved, ["resolved", "solved", "done", "fixed"]),
            (.closed, ["closed"]),
        ].flatMap { category, words in words.map { (word: $0, category: category) } })
}
