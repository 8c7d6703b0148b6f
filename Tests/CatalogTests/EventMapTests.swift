import Testing

@testable import Catalog

@Suite("Mapping files of exports")
struct EventMapTests {
    private func findings(_ text: String) -> [String] {
        do {
            _ = try EventMap(Array(text.utf8), file: "m.yaml", zones: ZoneData(directory: "/usr/share/zoneinfo"))
            return []
        } catch {
            return error.findings.map(\.text)
        }
    }

    private func recipe(_ lines: String, top: String = "format: csv") -> String {
        "\(top)\nevents:\n  - type: created\n    ticket: \"{Id}\"\n    at: \"{At}\"\n    \(lines)\n"
    }

    @Test("a template has its columns, and braces of its own")
    func template() throws {
        let template = try TextTemplate("{Id}/{{x}}/{Solved at}", place: .wholeFile)
        #expect(template.columns.map(\.name) == ["Id", "Solved at"])
        #expect(template.parts.first == .column(EventColumn(name: "Id", place: .wholeFile)))
        #expect(template.parts.dropFirst().first == .text("/{x}/"))
    }

    @Test("the columns of a mapping file are those of its values, times and conditions")
    func columns() throws {
        let text = recipe(
            """
            when: {A: present, B: {not: [x, y]}}
                opened_at: {column: C, plus_minutes: D}
                set: {e: {column: E, values: {p: "{F}", else: null}, empty: "{G}"}, f: null, g: "{H}{I}"}
            """)
        let map = try EventMap(Array(text.utf8), file: "m.yaml", zones: ZoneData())
        #expect(map.columns.map(\.name) == ["A", "B", "At", "C", "D", "Id", "E", "G", "F", "H", "I"])
    }

    @Test(
        "every finding has its place and what to write",
        arguments: [
            ("", "m.yaml: error: no mapping in this file; write at least format: csv and events: […]"),
            ("events: []", "m.yaml:1:1: error: a mapping file needs the key 'format'; write such as format: csv"),
            (
                "{format: xml, events: []}",
                "m.yaml:1:10: error: 'xml' is not a form of export; known here: csv, json, ndjson"
            ),
            ("format: csv", "m.yaml:1:1: error: a mapping file needs the key 'events'; "),
            ("{format: csv, events: []}", "m.yaml:1:23: error: no event, so no row gives one; "),
            (
                "{format: csv, type: created, events: [{}]}",
                "m.yaml:1:15: error: a mapping file has no key 'type'; it belongs to"
            ),
        ])
    func top(text: String, finding: String) {
        #expect(findings(text).first?.hasPrefix(finding) == true, "\(findings(text))")
    }

    @Test(
        "findings of an event", .enabled(if: hasZones, zonesMissing),
        arguments: [
            ("wen: {A: present}", "m.yaml:6:5: error: an event has no key 'wen'; did you mean 'when'?"),
            ("status: open", "m.yaml:6:5: error: an event has no key 'status'; an attribute belongs to set:"),
            (
                "id: {Id}",
                "m.yaml:6:9: error: here should be a value, and is a mapping; put a text that has ': ' or braces"
            ),
            ("id: \"{Id\"", "m.yaml:6:9: error: a brace without a column in it; write {Id}, or {{ for a brace itself"),
            ("id: \"Id}\"", "m.yaml:6:9: error: a closing brace without an opening one; "),
            ("id: {columm: Id}", "m.yaml:6:10: error: a value has no key 'columm'; did you mean 'column'?"),
            ("id: {column: Id, text: x}", "m.yaml:6:28: error: both column and text; keep one of them"),
            (
                "id: {column: Id, values: {}}",
                "m.yaml:6:30: error: values has what to write for each value, and here is"
            ),
            ("when: {A: {is: x}}", "m.yaml:6:15: error: a test of the column 'A' is not a mapping such as this; "),
            ("when: []", "m.yaml:6:11: error: when has columns and what they hold, and here is an empty list; "),
            ("each: items", "m.yaml:6:11: error: each is of JSON, and the format is csv; "),
            ("opened_at: {column: A, zone: Europe/Berlim}", "m.yaml:6:34: error: there is no zone 'Europe/Berlim' in"),
            (
                "opened_at: {column: A, format: YYYY}",
                "m.yaml:6:36: error: the letters 'YYYY' in the format 'YYYY' mean"
            ),
            (
                "opened_at: {column: A, format: yyyyMMdd}",
                "m.yaml:6:16: error: the format 'yyyyMMdd' has no offset, and no zone"
            ),
            ("set: [a]", "m.yaml:6:10: error: set has attributes, and here is a list; "),
        ])
    func recipes(lines: String, finding: String) {
        let findings = findings(recipe(lines))
        #expect(findings.contains { $0.hasPrefix(finding) }, "\(findings)")
    }

    @Test(
        "what belongs to another form of export is refused",
        arguments: [
            (
                "format: json\nseparator: \";\"",
                "m.yaml:2:12: error: separator is of CSV, and the format is json; leave it out"
            ),
            ("format: ndjson\nencoding: latin-1", "m.yaml:2:11: error: encoding is of CSV, and the format is ndjson; "),
            ("format: csv\nrows: a", "m.yaml:2:7: error: rows is of JSON, and the format is csv; "),
            ("format: csv\nseparator: ab", "m.yaml:2:12: error: 'ab' cannot separate columns; "),
            ("format: csv\nencoding: utf-16", "m.yaml:2:11: error: 'utf-16' is not an encoding; did you mean 'utf-8'?"),
            ("format: json\nrows: a..b", "m.yaml:2:7: error: 'a..b' has an empty key; "),
        ])
    func forms(top: String, finding: String) {
        let findings = findings(recipe("by: agent", top: top))
        #expect(findings.first?.hasPrefix(finding) == true, "\(findings)")
    }

    @Test("a ticket is named by each event, or above all of them")
    func ticket() {
        let event = "events: [{type: created, at: \"{A}\"}]"
        #expect(findings("format: csv\nticket: \"{Id}\"\n\(event)") == [])
        #expect(findings("format: csv\n\(event)").first?.contains("this event names no ticket") == true)
    }
}
