package import SLAEngine

/// Words that are legal, and yet most likely not what was meant.
package enum Misspelling {
    private static let types = [
        "created", "replied", "noted", "changed", "assigned", "resolved", "closed", "reopened", "merged", "cancelled",
        "retracted",
    ]

    /// The attributes that mean something to slad itself, or that nearly every help desk sends.
    private static let attributes = ["status", "customer", "team", "priority", "assignee"]

    /// The built-in type that a custom one was most likely meant to be: another only in capitals, by a letter, or by
    /// two where the word is long.
    ///
    /// Nil at once for a built-in type.
    package static func likely(ofType type: EventType) -> String? {
        guard case .custom(let word) = type else { return nil }
        // Two letters from "reopened", but said of openings.
        if word.lowercased() == "opened" { return EventType.created.word }
        guard let meant = nearest(to: word, among: types) else { return nil }
        // "rated" is a word of its own, two letters from "created".
        let distance = editDistance(Array(word.lowercased().utf8), Array(meant.utf8))
        return distance * 3 <= min(word.utf8.count, meant.utf8.count) ? meant : nil
    }

    /// The attribute that a key was most likely meant to be: another only in capitals.
    package static func likely(ofAttribute key: String) -> String? {
        guard !attributes.contains(key) else { return nil }
        let small = key.lowercased()
        return attributes.first { $0 == small }
    }
}
