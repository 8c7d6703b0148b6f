import BusinessTime

// Values, templates and times of a mapping file.
extension NodeReader {
    /// A text with columns in braces, or `{column: NAME, values: {A: B, else: C}, empty: D}`.
    mutating func mappedValue(_ node: RawNode, _ noun: String) -> MappedValue? {
        guard case .mapping(let entries) = node.content, !isBareColumn(entries) else {
            return template(node, noun).map { MappedValue(place: node.place, source: .text($0)) }
        }
        guard let nodes = mapping(node, .mappedValue), let source = sourceText(nodes) else { return nil }
        var value = MappedValue(place: node.place, source: .text(source))
        value.empty = nodes["empty"].flatMap { replacement($0) }
        if let table = nodes["values"] { readTable(table, into: &value) }
        return value
    }

    /// `{Id}` without quotes is to YAML a mapping of a key to nothing.
    private func isBareColumn(_ entries: [RawEntry]) -> Bool {
        entries.count == 1 && entries.allSatisfy { $0.value.isNull }
    }

    private mutating func readTable(_ node: RawNode, into value: inout MappedValue) {
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            error(
                node.place, "values has what to write for each value, and here is \(node.shape)",
                hint: "write such as {urgent: P1, high: P2, else: P3}")
            return
        }
        var table: [String: MappedValue.Replacement] = [:]
        for entry in entries {
            guard let replacement = replacement(entry.value) else { continue }
            if entry.key == "else" { value.otherwise = replacement } else { table[entry.key] = replacement }
        }
        value.table = table
    }

    /// A text, which may be empty, or null.
    private mutating func replacement(_ node: RawNode) -> MappedValue.Replacement? {
        if node.isNull { return .null }
        if case .scalar("", _) = node.content { return .text(TextTemplate(parts: [])) }
        return template(node, "a value").map { .text($0) }
    }

    /// What stands behind `column` or `text`.
    private mutating func sourceText(_ nodes: KeyedNodes) -> TextTemplate? {
        switch (nodes["column"], nodes["text"]) {
        case (let node?, nil):
            return text(node, "a column's name").map {
                TextTemplate(parts: [.column(EventColumn(name: $0, place: node.place))])
            }
        case (nil, let node?): return template(node, "a text with columns in braces")
        case (.some, let node?):
            error(node.place, "both column and text", hint: "keep one of them")
            return nil
        case (nil, nil):
            error(nodes.place, "\(nodes.noun) needs the key 'column'", hint: "write such as {column: Priority}")
            return nil
        }
    }

    /// `{Id}/created`; `{{` and `}}` are braces themselves.
    private mutating func template(_ node: RawNode, _ noun: String) -> TextTemplate? {
        guard let text = text(node, noun) else { return nil }
        do {
            return try TextTemplate(text, place: node.place)
        } catch {
            self.error(node.place, error.what, hint: error.hint)
            return nil
        }
    }

    /// A text with columns in braces, or `{column: NAME, format: …, zone: …, plus_minutes: COLUMN}`.
    mutating func mappedTime(_ node: RawNode, _ defaults: EventMapDefaults) -> MappedTime? {
        let errors = errorCount
        var style = defaults.time ?? (TimeFormat.iso, nil)
        var plus: MappedTime.Addition?
        let text: TextTemplate?
        if case .mapping(let entries) = node.content, !isBareColumn(entries) {
            guard let nodes = mapping(node, .mappedTime) else { return nil }
            text = sourceText(nodes)
            readStyle(nodes, zones: defaults.zones, into: &style)
            plus = addition(nodes)
        } else {
            text = template(node, "a time")
        }
        guard let text, errors == errorCount else { return nil }
        if style.format.needsZone, style.zone == nil {
            error(
                node.place, "the format \(quoted(style.format.text)) has no offset, and no zone is written",
                hint: "write time: {format: \(style.format.text), zone: Europe/Berlin} at the top, or zone: here")
        }
        return MappedTime(text: text, format: style.format, zone: style.zone, plus: plus)
    }

    private mutating func addition(_ nodes: KeyedNodes) -> MappedTime.Addition? {
        let units: [(key: String, milliseconds: Int64)] = [("plus_minutes", 60_000), ("plus_seconds", 1_000)]
        for unit in units {
            guard let node = nodes[unit.key], let name = text(node, "a column's name") else { continue }
            return MappedTime.Addition(
                column: EventColumn(name: name, place: node.place), unitMilliseconds: unit.milliseconds)
        }
        return nil
    }

    /// `time: {format: …, zone: …}`, for all times of the file that do not say it themselves.
    mutating func timeStyle(_ node: RawNode, zones: ZoneData) -> (format: TimeFormat, zone: Zone?)? {
        guard let nodes = mapping(node, .timeStyle) else { return nil }
        var style: (format: TimeFormat, zone: Zone?) = (TimeFormat.iso, nil)
        readStyle(nodes, zones: zones, into: &style)
        return style
    }

    private mutating func readStyle(
        _ nodes: KeyedNodes, zones: ZoneData, into style: inout (format: TimeFormat, zone: Zone?)
    ) {
        if let node = nodes["format"], let format = parsed(node, "a time's format", TimeFormat.init) {
            style.format = format
        }
        guard let node = nodes["zone"], let name = text(node, "a zone's name") else { return }
        do {
            style.zone = try zones.zone(named: name)
        } catch {
            self.error(node.place, error.what, hint: error.hint)
        }
    }
}

extension TextTemplate {
    init(_ text: String, place: Place) throws(TextFault) {
        var parts: [Part] = []
        var literal = ""
        var rest = Substring(text)
        while let next = rest.popFirst() {
            if next == "{" || next == "}", rest.first == next {
                literal.append(next)
                rest.removeFirst()
            } else if next == "{" {
                guard let end = rest.firstIndex(of: "}"), end > rest.startIndex else {
                    throw TextFault(
                        what: "a brace without a column in it", hint: "write {Id}, or {{ for a brace itself")
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.column(EventColumn(name: String(rest[..<end]), place: place)))
                rest = rest[rest.index(after: end)...]
            } else if next == "}" {
                throw TextFault(what: "a closing brace without an opening one", hint: "write }} for a brace itself")
            } else {
                literal.append(next)
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        self.parts = parts
    }
}

extension KeyTable {
    static let mappedValue = KeyTable(
        noun: "a value", keys: ["column", "text", "values", "empty"],
        elsewhere: ["else": "it belongs to values", "by": "write column: NAME"])
    static let mappedTime = KeyTable(
        noun: "a time", keys: ["column", "text", "format", "zone", "plus_minutes", "plus_seconds"])
    static let timeStyle = KeyTable(
        noun: "time", keys: ["format", "zone"],
        elsewhere: ["time_zone": "write zone", "column": "write it at the event"])
}
