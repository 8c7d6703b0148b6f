/// Reads typed values out of the nodes of one file and collects what is wrong with them.
///
/// A reader of a value returns nil after it noted why; the caller goes on, so that all findings come at once.
struct NodeReader {
    let file: String
    /// Those that agreements may name.
    let calendars: KnownCalendars
    /// Those that goals may name; nil where there are no goals.
    let zones: UsedZones?
    private(set) var findings: [Finding] = []

    init(file: String, calendars: KnownCalendars = KnownCalendars(), zones: UsedZones? = nil) {
        self.file = file
        self.calendars = calendars
        self.zones = zones
    }

    var errorCount: Int { findings.count { $0.severity == .error } }

    mutating func error(_ place: Place, _ what: String, hint: String) {
        findings.append(Finding(.error, file: file, at: place, what: what, hint: hint))
    }

    mutating func warning(_ place: Place, _ what: String, hint: String) {
        findings.append(Finding(.warning, file: file, at: place, what: what, hint: hint))
    }

    /// The entries of a mapping whose keys are all in the table; for each that is not there is a finding.
    mutating func mapping(_ node: RawNode, _ table: KeyTable) -> KeyedNodes? {
        guard case .mapping(let entries) = node.content else {
            error(
                node.place,
                "\(table.noun) is written as keys and values, and here is \(node.shape)",
                hint: "write such as \(table.example ?? "\(table.keys.first ?? "key"): …")"
            )
            return nil
        }
        for entry in entries {
            guard let verdict = table.verdict(on: entry.key) else { continue }
            findings.append(
                Finding(verdict.severity, file: file, at: entry.keyPlace, what: verdict.what, hint: verdict.hint)
            )
        }
        let misspelt = Set(entries.compactMap { table.meant(by: $0.key) })
        return KeyedNodes(place: node.place, noun: table.noun, entries: entries, misspelt: misspelt)
    }

    /// The node behind a key that must be there; that a misspelt one is missing was said already.
    mutating func required(_ key: String, of nodes: KeyedNodes, such example: String) -> RawNode? {
        if let node = nodes[key] { return node }
        guard !nodes.misspelt.contains(key) else { return nil }
        error(nodes.place, "\(nodes.noun) needs the key \(quoted(key))", hint: "write such as \(key): \(example)")
        return nil
    }

    /// A text that is not empty.
    ///
    /// - Parameter noun: what it should be, for a finding: `a name`.
    mutating func text(_ node: RawNode, _ noun: String) -> String? {
        if case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty { return text }
        let isMapping = if case .mapping = node.content { true } else { false }
        error(
            node.place,
            "here should be \(noun), and is \(node.shape)",
            hint: isMapping ? "put a text that has ': ' or braces in it in quotes" : "write \(noun)"
        )
        return nil
    }

    /// A list, or one value that stands for a list of one; null is a finding.
    mutating func list(_ node: RawNode, _ noun: String) -> [RawNode]? {
        if case .list(let items) = node.content { return items }
        guard !node.isNull else {
            error(node.place, "here should be \(noun), and is nothing", hint: "write [] for none")
            return nil
        }
        return [node]
    }

    /// A text that a parser of its own understands.
    mutating func parsed<Value>(
        _ node: RawNode,
        _ noun: String,
        _ parse: (String) throws(TextFault) -> Value
    ) -> Value? {
        guard let text = text(node, noun) else { return nil }
        do {
            return try parse(text)
        } catch {
            self.error(node.place, error.what, hint: error.hint)
            return nil
        }
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ node: RawNode,
        _ noun: String,
        _: Choice.Type
    ) -> Choice? {
        guard let text = text(node, noun) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        error(
            node.place,
            "\(quoted(text)) is not \(noun)",
            hint: didYouMean(text, among: Choice.allCases.map(\.rawValue))
        )
        return nil
    }

    /// A name that can stand in a journal field and in a command: one line, no control characters.
    mutating func name(_ node: RawNode, _ noun: String) -> String? {
        guard let text = text(node, noun) else { return nil }
        // A journal entry has many fields, and a name is read by people.
        let limit = 200
        guard text.utf8.count <= limit, text.unicodeScalars.allSatisfy(isPrintable), text.first != " ", text.last != " "
        else {
            error(
                node.place,
                "\(quoted(text)) cannot be \(noun)",
                hint: "write one line of at most \(limit) bytes, without control characters or spaces at its ends"
            )
            return nil
        }
        return text
    }
}

/// The entries of a mapping by key.
struct KeyedNodes {
    let place: Place
    let noun: String
    let entries: [RawEntry]
    /// Keys that are most likely meant by others that are not known.
    var misspelt: Set<String> = []

    subscript(key: String) -> RawNode? {
        entries.first { $0.key == key }?.value
    }
}
