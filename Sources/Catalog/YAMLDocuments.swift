import Yams

/// Reads the documents of one YAML file into nodes of our own; the only file that knows Yams beside its errors' words.
struct YAMLDocuments {
    let file: String
    private var budget: NodeBudget

    /// Every document that is not empty.
    ///
    /// - Parameter budget: what all files together may walk; taken from even where this throws.
    /// - Throws: the one finding of a file that cannot be read as YAML.
    static func read(_ bytes: [UInt8], file: String, budget: inout NodeBudget) throws(Finding) -> [RawNode] {
        let text = try PlainText(bytes, file: file).text
        var reader = YAMLDocuments(file: file, budget: budget)
        defer { budget = reader.budget }
        var documents: [RawNode] = []
        for root in try reader.roots(of: text) {
            let document = try reader.node(root, parent: Place(line: 1, column: 1))
            if !document.isNull { documents.append(document) }
        }
        return documents
    }

    private func roots(of text: String) throws(Finding) -> [Node] {
        do {
            // `basic`: every plain scalar is a text. The encoding is named, or Yams asks the environment for it.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            var roots: [Node] = []
            while let root = try parser.nextRoot() { roots.append(root) }
            return roots
        } catch {
            throw finding(for: error, text: text)
        }
    }

    /// - Parameter parent: the place to name where the parser gives none.
    private mutating func node(_ node: Node, parent: Place) throws(Finding) -> RawNode {
        let place = node.mark.map(Place.init) ?? parent
        guard budget.take() else { throw tooManyNodes(at: place) }
        try checkTag(node.tag.description, at: place)
        switch node {
        case .scalar(let scalar):
            return RawNode(place: place, content: .scalar(scalar.string, isPlain: scalar.style == .plain))
        case .sequence(let sequence):
            var items: [RawNode] = []
            for item in sequence { items.append(try self.node(item, parent: place)) }
            return RawNode(place: place, content: .list(items))
        case .mapping(let mapping):
            var entries: [RawEntry] = []
            for (key, value) in mapping { entries.append(try entry(key, value, parent: place)) }
            return RawNode(place: place, content: .mapping(entries))
        case .alias:
            // The parser puts the node itself where an alias stands.
            throw Finding(.error, file: file, at: place, what: "an alias without its anchor", hint: "write it out")
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, parent: Place) throws(Finding) -> RawEntry {
        let place = key.mark.map(Place.init) ?? parent
        guard budget.take() else { throw tooManyNodes(at: place) }
        guard case .scalar(let scalar) = key else {
            throw Finding(
                .error,
                file: file,
                at: place,
                what: "a key that is a list or a mapping",
                hint: "write a word; a text that begins with [ or { stands in quotes"
            )
        }
        if scalar.string == "<<" {
            throw Finding(
                .error,
                file: file,
                at: place,
                what: "'<<' (a merge key) is not read",
                hint: "write the keys out"
            )
        }
        return RawEntry(key: scalar.string, keyPlace: place, value: try node(value, parent: place))
    }

    /// Tags such as `!!int` or `!include` would promise what nobody does.
    private func checkTag(_ tag: String, at place: Place) throws(Finding) {
        let implied = ["!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"]
        guard !tag.isEmpty, !implied.contains(tag) else { return }
        throw Finding(
            .error,
            file: file,
            at: place,
            what: "the tag \(quoted(tag)) is not read",
            hint: "leave it out"
        )
    }

    private func tooManyNodes(at place: Place) -> Finding {
        Finding(
            .error,
            file: file,
            at: place,
            what: "more than \(NodeBudget.limit) values in all files",
            hint: "aliases (*name) repeat all that stands behind them; write less"
        )
    }
}

extension Place {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
