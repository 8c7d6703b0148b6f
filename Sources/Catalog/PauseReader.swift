import BusinessTime
import SLAEngine

// What holds a clock, and warnings that cannot come.
extension NodeReader {
    /// `{category: [waiting_customer]}`, a list of such, or `[]` for never.
    mutating func pause(_ node: RawNode) -> Set<StatusCategory>? {
        if case .list(let items) = node.content {
            return items.reduce(into: Set<StatusCategory>()) { $0.formUnion(pauseCondition($1) ?? []) }
        }
        return pauseCondition(node)
    }

    private mutating func pauseCondition(_ node: RawNode) -> Set<StatusCategory>? {
        guard case .mapping(let entries) = node.content else {
            error(
                node.place,
                "a pause is a condition, and here is \(node.shape)",
                hint: "write such as {category: [waiting_customer]}, or [] for never"
            )
            return nil
        }
        guard let entry = entries.first, entries.count == 1, entry.key == "category" else {
            error(
                node.place,
                "pauses by other conditions than category come with a later version",
                hint: "write such as {category: [waiting_customer]}, or [] for never"
            )
            return nil
        }
        let words = list(entry.value, "a list of categories") ?? []
        return Set(words.compactMap { choice($0, "a category of status", StatusCategory.self) })
    }

    /// A warning further before the deadline than every target is long would never be told.
    mutating func checkReach(of warnings: [Threshold], _ node: RawNode?, target: TargetTable) {
        guard let node, let longest = target.longestMilliseconds else { return }
        for threshold in warnings {
            guard case .before(let amount) = threshold.point, amount.milliseconds >= longest else { continue }
            warning(
                node.place,
                "\(quoted(threshold.text)) is never told: no target is longer than that",
                hint: "write a smaller amount or a share such as 75%"
            )
        }
    }
}

extension Amount {
    /// On `always` both kinds of time are the same; other calendars are never compared this way.
    fileprivate var milliseconds: Int64 {
        switch self {
        case .elapsed(let amount): amount.milliseconds
        case .open(let amount): amount.milliseconds
        // How long they are is known only at the start of a cycle.
        case .businessDays: .max
        }
    }
}

extension TargetTable {
    /// nil where no row has an amount.
    fileprivate var longestMilliseconds: Int64? {
        var amounts = rows.values.compactMap { $0 }
        if case .amount(let amount) = otherwise { amounts.append(amount) }
        return amounts.map(\.milliseconds).max()
    }
}
