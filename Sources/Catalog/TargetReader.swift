import SLAEngine

// Targets: one amount, or a table by an attribute.
extension NodeReader {
    mutating func target(_ node: RawNode) -> TargetTable? {
        switch node.content {
        case .mapping(let entries):
            return targetTable(KeyedNodes(place: node.place, noun: "a table of targets", entries: entries))
        case .list:
            error(
                node.place,
                "a target is one amount or a table, and here is a list",
                hint: "write such as 4h, or {by: priority, P1: 1h, else: 4h}"
            )
            return nil
        case .scalar:
            return parsed(node, "an amount of time such as 4h", AmountText.amount).map(TargetTable.init)
        }
    }

    private mutating func targetTable(_ nodes: KeyedNodes) -> TargetTable? {
        if nodes["at"] != nil, nodes["by"] == nil {
            error(
                nodes.place,
                "a promised instant (at:) comes with a later version",
                hint: "write an amount such as 4h"
            )
            return nil
        }
        let values = nodes.entries.filter { $0.key != "by" && $0.key != "else" }
        if values.isEmpty, nodes["else"] == nil {
            error(
                nodes.place,
                "a table of targets without a row",
                hint: "write such as {by: priority, P1: 1h, else: 4h}"
            )
        }
        let attribute = required("by", of: nodes, such: "priority").flatMap { text($0, "an attribute's name") }
        var rows: [String: Amount?] = [:]
        for row in values { rows[row.key] = .some(rowAmount(row.value)) }
        return attribute.map { TargetTable(attribute: $0, rows: rows, otherwise: otherwise(nodes["else"])) }
    }

    /// - Returns: nil for `null`, on purpose no clock; and where there is a finding.
    private mutating func rowAmount(_ node: RawNode) -> Amount? {
        if node.isNull, node.content != .scalar("", isPlain: true) { return nil }
        return parsed(node, "an amount of time, or null for no clock", AmountText.amount)
    }

    private mutating func otherwise(_ node: RawNode?) -> TargetTable.Choice {
        guard let node else { return .unmeasured }
        return rowAmount(node).map(TargetTable.Choice.amount) ?? .noClock
    }
}
