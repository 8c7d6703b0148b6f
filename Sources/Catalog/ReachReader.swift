import BusinessTime
import SLAEngine

// Warnings that cannot come.
extension NodeReader {
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
        case .businessDays, .promised: .max
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
