import Catalog
import EventFormat
import Foundation
import SLAEngine
import Testing

@testable import slactl

/// The mapping files of config/maps, each with an export of a few rows in good/ and the events that come of it.
///
/// `SLAD_RECORD=1` writes the events anew, to be read before they are committed.
@Suite("The example mapping files")
struct ExampleMapTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    private static let root = here.appending(path: "../..").standardizedFileURL
    static let exports = ["jira-service-management.json", "servicenow-incidents.csv", "zendesk-tickets.csv"]

    private func convert(_ export: String) throws -> (events: String, said: [String]) {
        let stem = export.prefix { $0 != "." }
        let path = "config/maps/\(stem).yaml"
        let bytes = try Data(contentsOf: Self.root.appending(path: path))
        let map = try EventMap(Array(bytes), file: path, zones: ZoneData())
        let content = try Data(contentsOf: Self.here.appending(path: "good/\(export)"))
        return try converted(map, Array(content), name: export)
    }

    @Test("each gives exactly the events that stand beside its export", arguments: exports)
    func golden(export: String) throws {
        let found = try convert(export)
        #expect(found.said == [])
        let golden = Self.here.appending(path: "good/\(export.prefix { $0 != "." }).expected.ndjson")
        if ProcessInfo.processInfo.environment["SLAD_RECORD"] == "1" {
            try found.events.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(try found.events == String(contentsOf: golden, encoding: .utf8))
    }

    @Test("each event decodes, and has a status that slad knows without configuration", arguments: exports)
    func decodes(export: String) throws {
        var file = EventFile(bytes: Array(try convert(export).events.utf8), form: .lines)
        var decoder = EventDecoder()
        var ids: Set<[String]> = []
        while let decoded = file.next(with: &decoder) {
            guard case .event(let event, _) = decoded else {
                Issue.record("\(decoded)")
                continue
            }
            #expect(ids.insert([event.ticket, event.id]).inserted, "\(event.ticket) \(event.id)")
            for change in event.changes where change.key == "status" {
                let word = try #require(change.value)
                #expect(StatusMap.usual.category(of: word) != nil, "\(word)")
            }
        }
        #expect(ids.count >= 8)
    }

    @Test("every mapping file of config has an export here")
    func complete() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "config/maps").path)
        #expect(names.sorted() == Self.exports.map { $0.prefix { $0 != "." } + ".yaml" })
    }
}

/// What a conversion prints and says.
func converted(_ map: EventMap, _ content: [UInt8], name: String) throws -> (events: String, said: [String]) {
    let result = Said()
    var conversion = ExportConversion(map, print: { result.events += $0 + "\n" }, complain: { result.said.append($0) })
    var rest = content[...]
    try conversion.convert(name: name) {
        defer { rest = rest.dropFirst(7) }
        return rest.isEmpty ? nil : Array(rest.prefix(7))
    }
    result.summary = conversion.summary
    return (result.events, result.said)
}

private final class Said {
    var events = ""
    var said: [String] = []
    var summary: [String] = []
}
