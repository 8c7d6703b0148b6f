import BusinessTime
import Catalog

/// Makes the events of rows by the recipes of a mapping file.
struct RowConversion {
    let map: EventMap
    /// Civil times that a transition of the zone skipped, or that occur twice.
    private(set) var skippedTimes = 0
    private(set) var doubledTimes = 0
    /// Columns of the mapping that no row had.
    private(set) var unseen: Set<String>

    init(_ map: EventMap) {
        self.map = map
        unseen = Set(map.columns.map(\.name))
    }

    /// The events of a row, each a line of JSON, in the order of the recipes.
    mutating func lines(of row: ExportRow) throws(RowFault) -> [String] {
        var lines: [String] = []
        for recipe in map.events {
            for row in try row.rows(at: recipe.each) {
                guard try holds(recipe.conditions, row) else { continue }
                lines.append(try event(recipe, row).line)
            }
        }
        return lines
    }

    private mutating func holds(_ conditions: [ColumnCondition], _ row: ExportRow) throws(RowFault) -> Bool {
        for condition in conditions where !condition.holds(try value(of: condition.column, row)) { return false }
        return true
    }

    private mutating func event(_ recipe: EventRecipe, _ row: ExportRow) throws(RowFault) -> EventText {
        var event = EventText(
            ticket: try required("ticket", recipe.ticket, row), at: try required("at", recipe.at, row),
            type: try required("type", recipe.type, row))
        event.by = try text(recipe.others["by"], row)
        event.isPublic = try text(recipe.others["public"], row)
        event.id = try text(recipe.others["id"], row)
        event.seq = try text(recipe.others["seq"], row)
        event.corrects = try text(recipe.others["corrects"], row)
        event.source = try text(recipe.others["source"], row)
        event.reason = try text(recipe.others["reason"], row)
        if let time = recipe.openedAt { event.openedAt = try moment(time, row) }
        for attribute in recipe.set {
            switch try outcome(attribute.value, row) {
            case .text(let text): event.set.append((attribute.key, text))
            case .null: event.set.append((attribute.key, nil))
            case .nothing: break
            }
        }
        return event
    }

    private mutating func required(_ key: String, _ value: MappedValue, _ row: ExportRow) throws(RowFault) -> String {
        if let text = try text(value, row) { return text }
        throw missing(key, value.columns)
    }

    private mutating func required(_ key: String, _ time: MappedTime, _ row: ExportRow) throws(RowFault) -> String {
        if let text = try moment(time, row) { return text }
        throw missing(key, time.columns)
    }

    private func missing(_ key: String, _ columns: [EventColumn]) -> RowFault {
        let names = columns.map { quoted($0.name) }.joined(separator: " and ")
        let column = columns.first?.name ?? key
        return RowFault(
            "\(names): empty, and \(key) is made of it", hint: "write when: {\(column): present} if that is right")
    }

    private mutating func text(_ value: MappedValue?, _ row: ExportRow) throws(RowFault) -> String? {
        guard let value, case .text(let text) = try outcome(value, row) else { return nil }
        return text
    }

    private enum Outcome {
        case text(String)
        case null
        case nothing
    }

    private mutating func outcome(_ value: MappedValue, _ row: ExportRow) throws(RowFault) -> Outcome {
        let found = try outcome(value.source, row)
        guard case .text(let text) = found else {
            guard case .nothing = found, let empty = value.empty else { return found }
            return try outcome(empty, row)
        }
        guard let table = value.table else { return found }
        guard let replacement = table[text] ?? value.otherwise else {
            let columns = value.columns.first.map { "\(quoted($0.name)): " } ?? ""
            throw RowFault(
                "\(columns)values has no row for \(quoted(text))",
                hint: "add it on line \(value.place.line) of \(map.file), or else: \"\" to leave the key out")
        }
        return try outcome(replacement, row)
    }

    private mutating func outcome(
        _ replacement: MappedValue.Replacement, _ row: ExportRow
    ) throws(RowFault) -> Outcome {
        switch replacement {
        case .null: return .null
        case .text(let template):
            let text = try text(template, row)
            return text.isEmpty ? .nothing : .text(text)
        }
    }

    /// The text of a template; empty if all of its columns are, so that no id is made of nothing.
    private mutating func text(_ template: TextTemplate, _ row: ExportRow) throws(RowFault) -> String {
        var result = ""
        var isFilled = template.columns.isEmpty
        for part in template.parts {
            switch part {
            case .text(let text): result += text
            case .column(let column):
                let value = try value(of: column, row)
                if !value.isEmpty { isFilled = true }
                result += value
            }
        }
        return isFilled ? result : ""
    }

    private mutating func value(of column: EventColumn, _ row: ExportRow) throws(RowFault) -> String {
        guard let value = try row.value(of: column.name) else { return "" }
        if !unseen.isEmpty { unseen.remove(column.name) }
        return value
    }

    /// A time with the offset of its zone; nil where the row has none.
    private mutating func moment(_ time: MappedTime, _ row: ExportRow) throws(RowFault) -> String? {
        let text = try text(time.text, row)
        guard !text.isEmpty else { return nil }
        let read: ReadTime
        do {
            read = try time.format.read(text, in: time.zone)
        } catch {
            let names = time.text.columns.map { quoted($0.name) }.joined(separator: " and ")
            throw RowFault(names.isEmpty ? error.what : "\(names): \(error.what)", hint: error.hint)
        }
        switch read.edge {
        case .plain: break
        case .skipped: skippedTimes += 1
        case .twice: doubledTimes += 1
        }
        guard let moment = try added(time, to: read.moment, row) else { return nil }
        return moment.text(offsetSeconds: time.zone?.offsetSeconds(at: moment) ?? 0)
    }

    private mutating func added(
        _ time: MappedTime, to moment: Timestamp, _ row: ExportRow
    ) throws(RowFault) -> Timestamp? {
        guard let plus = time.plus else { return moment }
        let text = try value(of: plus.column, row)
        guard !text.isEmpty else { return nil }
        // As many digits as a hundred years of seconds have.
        guard let count = Double(text), count >= 0, count < 1e10 else {
            throw RowFault(
                "\(quoted(plus.column.name)): \(quoted(text)) is no amount of time", hint: "it should be a number")
        }
        return moment + ElapsedTime(milliseconds: Int64(count * Double(plus.unitMilliseconds)))
    }
}
