import BusinessTime
import SLAEngine

// Targets: one amount, or a table by an attribute.
extension NodeReader {
    /// - Parameter calendar: the one that business time is counted on.
    mutating func target(_ node: RawNode, on calendar: ChosenCalendar) -> TargetTable? {
        switch node.content {
        case .mapping(let entries):
            return targetTable(KeyedNodes(place: node.place, noun: "a table of targets", entries: entries), calendar)
        case .list:
            error(
                node.place,
                "a target is one amount or a table, and here is a list",
                hint: "write such as 4h, or {by: priority, P1: 1h, else: 4h}"
            )
            return nil
        case .scalar:
            return amount(node, "an amount of time such as 4h", calendar).map(TargetTable.init)
        }
    }

    private mutating func targetTable(_ nodes: KeyedNodes, _ calendar: ChosenCalendar) -> TargetTable? {
        if let node = nodes["at"], nodes["by"] == nil { return promised(node, nodes) }
        let values = nodes.entries.filter { $0.key != "by" && $0.key != "else" }
        if values.isEmpty, nodes["else"] == nil {
            error(
                nodes.place,
                "a table of targets without a row",
                hint: "write such as {by: priority, P1: 1h, else: 4h}"
            )
        }
        if nodes["by"] == nil {
            error(
                nodes.place, "a table of targets does not say of which attribute its rows are values",
                hint: "write such as {by: priority, P1: 1h, else: 4h}")
        }
        let attribute = nodes["by"].flatMap { text($0, "an attribute's name") }
        var rows: [String: Amount?] = [:]
        for row in values { rows[row.key] = .some(rowAmount(row.value, calendar)) }
        return attribute.map { TargetTable(attribute: $0, rows: rows, otherwise: otherwise(nodes["else"], calendar)) }
    }

    /// `{at: ATTRIBUTE}`: a promised instant that stands in an attribute.
    private mutating func promised(_ node: RawNode, _ nodes: KeyedNodes) -> TargetTable? {
        for entry in nodes.entries where entry.key != "at" {
            error(
                entry.keyPlace, "beside at there is no \(quoted(entry.key))",
                hint: "a promised instant stands alone, as in {at: delivery-promised}")
        }
        return text(node, "an attribute's name").map(TargetTable.init(promisedIn:))
    }

    /// - Returns: nil for `null`, on purpose no clock; and where there is a finding.
    private mutating func rowAmount(_ node: RawNode, _ calendar: ChosenCalendar) -> Amount? {
        if node.isNull, node.content != .scalar("", isPlain: true) { return nil }
        return amount(node, "an amount of time, or null for no clock", calendar)
    }

    private mutating func amount(_ node: RawNode, _ noun: String, _ calendar: ChosenCalendar) -> Amount? {
        guard let amount = parsed(node, noun, AmountText.amount) else { return nil }
        if case .elapsed = amount { return amount }
        if calendar.isNeverOpen {
            error(
                node.place, "the calendar \(quoted(calendar.calendar.name)) has no open time in the next 5 years",
                hint: "write its hours, or another calendar")
        } else if case .businessDays(let count) = amount, calendar.calendar == .always, !calendar.isDoubtful {
            error(
                node.place, "'\(amount.text)' counts business days, and the calendar always has none",
                hint: "name a business calendar, or write hours such as \(max(count, 1) * 24)h")
        }
        return amount
    }

    private mutating func otherwise(_ node: RawNode?, _ calendar: ChosenCalendar) -> TargetTable.Choice {
        guard let node else { return .unmeasured }
        return rowAmount(node, calendar).map(TargetTable.Choice.amount) ?? .noClock
    }
}
