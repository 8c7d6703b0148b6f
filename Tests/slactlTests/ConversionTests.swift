import Catalog
import Testing

@testable import slactl

@Suite("Conversion of exports")
struct ConversionTests {
    private static let csv = """
        format: csv
        time: {format: "yyyy-MM-dd HH:mm", zone: Europe/Berlin}
        ticket: "{Id}"
        events:
          - type: created
            at: "{Opened}"
            set: {priority: {column: Priority, values: {high: P1, low: null}, empty: P3}}

        """

    private func map(_ text: String) throws -> EventMap {
        try EventMap(Array(text.utf8), file: "m.yaml", zones: ZoneData())
    }

    private func said(_ map: String, _ export: String) throws -> [String] {
        try converted(self.map(map), Array(export.utf8), name: "e").said
    }

    private func events(_ map: String, _ export: String) throws -> [String] {
        let found = try converted(self.map(map), Array(export.utf8), name: "e")
        #expect(found.said == [])
        return found.events.split(separator: "\n").map(String.init)
    }

    private func event(_ row: String) throws -> String {
        let events = try events(Self.csv, "Id,Opened,Priority\n\(row)\n")
        try #require(events.count == 1)
        return events[0]
    }

    @Test(
        "a row becomes an event",
        arguments: [
            (
                "1,2026-11-22 09:30,high",
                #"{"ticket":"1","at":"2026-11-22T09:30:00+01:00","type":"created","set":{"priority":"P1"}}"#
            ),
            (
                "1,2026-07-22 09:30,low",
                #"{"ticket":"1","at":"2026-07-22T09:30:00+02:00","type":"created","set":{"priority":null}}"#
            ),
            (
                "\"a \"\"b\"\"\",2026-11-22 09:30,",
                #"{"ticket":"a \"b\"","at":"2026-11-22T09:30:00+01:00","type":"created","set":{"priority":"P3"}}"#
            ),
        ])
    func rows(row: String, event: String) throws {
        #expect(try self.event(row) == event)
    }

    @Test(
        "a row that cannot be converted is told with its place, and the others are printed",
        arguments: [
            (
                "2,22.11.2026,high",
                "'Opened': '22.11.2026' is no time of the format yyyy-MM-dd HH:mm; write the export's"
            ),
            ("2,2026-02-30 09:30,high", "'Opened': '2026-02-30 09:30' is a date or time that does not exist; "),
            ("2,,high", "'Opened': empty, and at is made of it; write when: {Opened: present} if that is right"),
            (",2026-11-22 09:30,high", "'Id': empty, and ticket is made of it; "),
            (
                "2,2026-11-22 09:30,mid",
                "'Priority': values has no row for 'mid'; add it on line 7 of m.yaml, or else: "
            ),
            ("2,2026-11-22 09:30", "3 columns, and the header has 4; "),
            ("2,2026-11-22 09:30,high,x", "5 columns, and the header has 4; "),
            (
                "\"2\"x,2026-11-22 09:30,high",
                "there is text after the closing quotation mark of a field that opens on line 4"
            ),
            ("2,1969-11-22 09:30,high", #""at" is not in the years 1970 to 2200"#),
        ])
    func refused(row: String, reason: String) throws {
        let first = "Note,Id,Opened,Priority\n\"a\nb\",1,2026-11-22 09:30,high"
        let export = "\(first)\nn,\(row)\nn,3,2026-11-22 09:30,high\n"
        let found = try converted(map(Self.csv), Array(export.utf8), name: "e.csv")
        #expect(found.events.split(separator: "\n").count == 2)
        try #require(found.said.count == 1)
        #expect(found.said[0].hasPrefix("e.csv: row 2 (line 4): \(reason)"), "\(found.said[0])")
    }

    @Test("bytes of another encoding are told")
    func encoding() throws {
        let export = Array("Id,Opened,Priority\n".utf8) + [0xEB] + Array(",2026-11-22 09:30,high\n".utf8)
        let said = try converted(map(Self.csv), export, name: "e").said
        #expect(
            said.first?.hasPrefix("e: row 1 (line 2): bytes that are not UTF-8; write encoding: windows-1252") == true)
    }

    @Test("a mapping file that names a column which is not there is refused, with its place")
    func missingColumn() throws {
        let refused = try #require(throws: CatalogueRefused.self) {
            try said(Self.csv, "Id,Opend,Priority\n1,2026-11-22 09:30,high\n")
        }
        #expect(refused.findings.map(\.text) == ["m.yaml:6:9: error: e has no column 'Opened'; did you mean 'Opend'?"])
    }

    @Test("of an hour that the clock has twice the first is taken, of one that it skips the change")
    func edges() throws {
        let export = "Id,Opened,Priority\n1,2026-10-25 02:30,high\n2,2026-03-29 02:30,high\n3,2026-03-29 03:00,high\n"
        var conversion = ExportConversion(try map(Self.csv), print: { _ in }, complain: { _ in })
        var rest: [UInt8]? = Array(export.utf8)
        try conversion.convert(name: "e") {
            defer { rest = nil }
            return rest
        }
        #expect(
            conversion.summary == [
                "3 rows, 3 events, 0 rows refused",
                "1 local time of an hour that the clock has twice: taken as the first",
                "1 local time that the clock skipped: taken as the instant of its change",
            ])
        let ats = try events(Self.csv, export).map { $0.split(separator: "\"")[7] }
        #expect(ats == ["2026-10-25T02:30:00+02:00", "2026-03-29T03:00:00+02:00", "2026-03-29T03:00:00+02:00"])
    }

    private static let json = """
        format: json
        rows: result.tickets
        ticket: "{key}"
        events:
          - type: replied
            each: log.entries
            when: {kind: [comment, mail], deleted: absent}
            at: {column: when, format: epoch_seconds}
            by: {column: who.role, values: {agent: agent}, empty: customer}
            public: "{visible}"
            seq: "{n}"
            id: "{key}/{n}"
            set: {tags: "{tags}", first: "{who.names.0}"}

        """

    @Test("lists in JSON give an event an element, and see what stands around them")
    func lists() throws {
        let export = """
            {"result": {"tickets": [{"key": 7, "tags": ["a", "b"], "n": 99, "log": [
                {"entries": [{"kind": "mail", "when": 1795509000, "who": {"role": "agent", "names": ["Ada"]},
                              "n": 1, "visible": true},
                             {"kind": "call", "when": 1795509001}]},
                {"entries": [{"kind": "comment", "when": 1795509002, "who": null, "n": 2, "visible": false}]}]},
              {"key": "T-8", "log": null}]}}
            """
        #expect(
            try events(Self.json, export) == [
                #"{"ticket":"7","at":"2026-11-24T08:30:00Z","type":"replied","by":"agent","public":true,"#
                    + #""set":{"tags":"a, b","first":"Ada"},"id":"7/1","seq":1}"#,
                #"{"ticket":"7","at":"2026-11-24T08:30:02Z","type":"replied","by":"customer","public":false,"#
                    + #""set":{"tags":"a, b"},"id":"7/2","seq":2}"#,
            ])
    }

    @Test("JSON that is none, or has no rows where they should be, cannot be read")
    func badDocuments() {
        for export in ["", "{", "{}", #"{"result":[]}"#] {
            #expect(throws: InputFault.self) { try said(Self.json, export) }
        }
    }

    @Test("a line of JSON that is no object is told, and the others are taken")
    func lines() throws {
        let map = "{format: ndjson, events: [{type: created, ticket: \"{k}\", at: \"{t}\"}]}"
        let good = #"{"k":"1","t":"2026-11-22 09:30:00 UTC"}"#
        let found = try converted(self.map(map), Array("\(good)\n\n[1]\n{\n\(good)".utf8), name: "e")
        #expect(found.events.split(separator: "\n").count == 2)
        let reason = "not a JSON object; each row should be one"
        #expect(found.said == ["e: row 2 (line 3): \(reason)", "e: row 3 (line 4): \(reason)"])
    }

    @Test("a key that no row of JSON has is told at the end")
    func unseen() throws {
        let map = "{format: ndjson, events: [{type: created, ticket: \"{k}\", at: \"{t}\", set: {a: \"{typo}\"}}]}"
        var conversion = ExportConversion(try self.map(map), print: { _ in }, complain: { _ in })
        var rest: [UInt8]? = Array(#"{"k":"1","t":"2026-11-22T09:30:00Z"}"#.utf8)
        try conversion.convert(name: "e") {
            defer { rest = nil }
            return rest
        }
        #expect(conversion.summary == ["1 row, 1 event, 0 rows refused", "no row has 'typo', which m.yaml names"])
    }
}
