/// One node of a configuration file as it was written: texts are texts, nothing is guessed to be a number or a truth.
struct RawNode: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// `isPlain`: written without quotes, so that `null`, `present` and `absent` have their meaning.
        case scalar(String, isPlain: Bool)
        case list([RawNode])
        case mapping([RawEntry])
    }

    let place: Place
    let content: Content

    /// `null`, `~`, or nothing at all.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What it is, for a finding.
    var shape: String {
        switch content {
        case .scalar(let text, _): isNull ? "nothing" : quoted(text)
        case .list(let items): items.isEmpty ? "an empty list" : "a list"
        case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
        }
    }
}

/// A key and what stands behind it.
struct RawEntry: Hashable, Sendable {
    let key: String
    let keyPlace: Place
    let value: RawNode
}

/// How many nodes may still be walked: a few lines of aliases can stand for billions.
struct NodeBudget {
    /// Ten thousand agreements with ten values each.
    static let limit = 100_000
    private var left = NodeBudget.limit
    private(set) var isExceeded = false

    /// - Returns: false if there were too many.
    mutating func take() -> Bool {
        guard left > 0 else {
            isExceeded = true
            return false
        }
        left -= 1
        return true
    }
}
