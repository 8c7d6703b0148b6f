import BusinessTime

extension EventMap {
    /// The largest mapping file, in bytes.
    package static let fileLimit = CatalogueFiles.fileLimit

    /// Reads a mapping file.
    ///
    /// - Parameter file: the name that findings give it.
    /// - Throws: every finding.
    package init(_ bytes: [UInt8], file: String, zones: ZoneData) throws(CatalogueRefused) {
        var budget = NodeBudget()
        var reader = NodeReader(file: file)
        do {
            let documents = try YAMLDocuments.read(bytes, file: file, budget: &budget)
            if let map = reader.eventMap(documents, zones: zones), reader.errorCount == 0 {
                self = map
                return
            }
        } catch {
            throw CatalogueRefused(findings: [error])
        }
        throw CatalogueRefused(findings: reader.findings.sorted())
    }
}

/// What the top of a mapping file says about all of its events.
struct EventMapDefaults {
    let form: EventMap.Form
    let zones: ZoneData
    var time: (format: TimeFormat, zone: Zone?)?
    var ticket: MappedValue?
    var source: MappedValue?
}

// A mapping file: the export's form, and a recipe for each event of a row.
extension NodeReader {
    mutating func eventMap(_ documents: [RawNode], zones: ZoneData) -> EventMap? {
        guard let document = documents.first else {
            error(.wholeFile, "no mapping in this file", hint: "write at least format: csv and events: […]")
            return nil
        }
        for other in documents.dropFirst() {
            error(other.place, "a second document in this file", hint: "give each export a file of its own")
        }
        guard let nodes = mapping(document, .eventMap) else { return nil }
        let form = required("format", of: nodes, such: "csv").flatMap {
            choice($0, "a form of export", EventMap.Form.self)
        }
        guard let form else { return nil }
        var defaults = EventMapDefaults(form: form, zones: zones)
        defaults.time = nodes["time"].flatMap { timeStyle($0, zones: zones) }
        defaults.ticket = nodes["ticket"].flatMap { mappedValue($0, "a ticket's identifier") }
        defaults.source = nodes["source"].flatMap { mappedValue($0, "a feed's name") }
        let byte = ofCSV("separator", nodes, form).flatMap { separator($0) }
        let letters = ofCSV("encoding", nodes, form).flatMap { choice($0, "an encoding", EventMap.Encoding.self) }
        let rows = ofJSON("rows", nodes, form).flatMap { keyPath($0) }
        guard let events = required("events", of: nodes, such: "[{type: created, …}]") else { return nil }
        return EventMap(
            file: file, form: form, separator: byte ?? UInt8(ascii: ","), encoding: letters ?? .utf8,
            rows: rows ?? [], events: eventRecipes(events, defaults))
    }

    private mutating func ofCSV(_ key: String, _ nodes: KeyedNodes, _ form: EventMap.Form) -> RawNode? {
        guard let node = nodes[key] else { return nil }
        if form == .csv { return node }
        error(node.place, "\(key) is of CSV, and the format is \(form.rawValue)", hint: "leave it out")
        return nil
    }

    /// A key that only JSON has a use for.
    mutating func ofJSON(_ key: String, _ nodes: KeyedNodes, _ form: EventMap.Form) -> RawNode? {
        guard let node = nodes[key] else { return nil }
        if form != .csv { return node }
        error(node.place, "\(key) is of JSON, and the format is csv", hint: "leave it out; a row of CSV has no lists")
        return nil
    }

    private mutating func separator(_ node: RawNode) -> UInt8? {
        guard let text = text(node, "a separator such as \";\"") else { return nil }
        if text == "tab" { return UInt8(ascii: "\t") }
        if text.utf8.count == 1, let byte = text.utf8.first, byte >= 0x20, byte != UInt8(ascii: "\""), byte < 0x7F {
            return byte
        }
        error(node.place, "\(quoted(text)) cannot separate columns", hint: "write \",\", \";\", \"|\" or tab")
        return nil
    }

    /// Keys one below the other: `changelog.histories`.
    mutating func keyPath(_ node: RawNode) -> [String]? {
        guard let text = text(node, "keys with dots between them") else { return nil }
        let keys = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard keys.allSatisfy({ !$0.isEmpty }) else {
            error(node.place, "\(quoted(text)) has an empty key", hint: "write such as issues or changelog.histories")
            return nil
        }
        return keys
    }

    private mutating func eventRecipes(_ node: RawNode, _ defaults: EventMapDefaults) -> [EventRecipe] {
        let nodes = list(node, "a list of events") ?? []
        if nodes.isEmpty { error(node.place, "no event, so no row gives one", hint: "write such as - type: created") }
        return nodes.compactMap { eventRecipe($0, defaults) }
    }
}

extension KeyTable {
    static let eventMap = KeyTable(
        noun: "a mapping file",
        keys: ["format", "separator", "encoding", "rows", "time", "ticket", "source", "events"],
        elsewhere: Dictionary(
            uniqueKeysWithValues: ["type", "at", "by", "set", "when", "id", "each"].map {
                ($0, "it belongs to an event, below events:")
            }
        ).merging(["zone": "write time: {zone: …}", "columns": "each event names its columns"]) { first, _ in first }
    )
}
