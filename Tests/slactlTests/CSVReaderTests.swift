import Catalog
import Testing

@testable import slactl

@Suite("CSV")
struct CSVReaderTests {
    /// The records as texts, fields joined by `|`; a fault stands before them with `!`.
    private func records(_ text: [UInt8], separator: Character = ",", pieces: Int = .max) throws -> [String] {
        var rest = text[...]
        var reader = CSVReader(separator: separator.asciiValue ?? 0) {
            defer { rest = rest.dropFirst(pieces) }
            return rest.isEmpty ? nil : Array(rest.prefix(pieces))
        }
        var records: [String] = []
        while let record = try reader.next() {
            let fields = record.fields.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
            records.append("\(record.line)\(record.fault == nil ? "" : "!"): \(fields)")
        }
        return records
    }

    @Test(
        "fields, quotes and line ends",
        arguments: [
            ("", []),
            ("a,b", ["1: a|b"]),
            ("a,b\r\nc,d\r\n", ["1: a|b", "2: c|d"]),
            ("a,b\nc,d", ["1: a|b", "2: c|d"]),
            ("a,b\rc,d\r", ["1: a|b", "2: c|d"]),
            ("a,\n,b\n,\n", ["1: a|", "2: |b", "3: |"]),
            ("\n\na\n\nb\n\n", ["3: a", "5: b"]),
            (#""a","b""#, ["1: a|b"]),
            (#""","#, ["1: |"]),
            (#""a,b",c"#, ["1: a,b|c"]),
            (#""say ""hi""",x"#, [#"1: say "hi"|x"#]),
            (#"""""#, [#"1!: ""#]),
            (#""""""#, [#"1: ""#]),
            ("\"a\nb\r\nc\",d\ne,f", ["1: a\nb\r\nc|d", "4: e|f"]),
            (#"a "quoted" b,c"#, [#"1: a "quoted" b|c"#]),
            (#" "a",b"#, [#"1:  "a"|b"#]),
            (#""a"b,c"#, ["1!: ab|c"]),
            ("x,y\n\"a\nb", ["1: x|y", "2!: a\nb"]),
            ("\u{FEFF}a,b", ["1: a|b"]),
            ("\u{FEFF}\"a\",b", ["1: a|b"]),
            ("a;b", ["1: a;b"]),
            ("ä,ö", ["1: ä|ö"]),
        ] as [(String, [String])])
    func fields(text: String, expected: [String]) throws {
        for pieces in [1, 2, 3, .max] { #expect(try records(Array(text.utf8), pieces: pieces) == expected) }
    }

    @Test("other separators", arguments: [";", "\t", "|"] as [Character])
    func separators(separator: Character) throws {
        let text = "a\(separator)b,c\(separator)\"d\(separator)e\""
        let expected = ["a", "b,c", "d\(separator)e"].joined(separator: "|")
        #expect(try records(Array(text.utf8), separator: separator) == ["1: \(expected)"])
    }

    @Test("UTF-16 is refused with the command that helps", arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]])
    func utf16(bytes: [UInt8]) throws {
        let fault = try #require(throws: InputFault.self) { try records(bytes) }
        #expect(fault.description.contains("iconv -f UTF-16 -t UTF-8"))
    }

    @Test("letters of each encoding")
    func encodings() {
        #expect(EventMap.Encoding.latin1.text([0x5A, 0x6F, 0xEB, 0xA4]) == "Zoë¤")
        #expect(EventMap.Encoding.windows1252.text([0x80, 0x93, 0xEB, 0x94, 0x9F]) == "€“ë”Ÿ")
        #expect(EventMap.Encoding.utf8.text([0xC3, 0xAB]) == "ë")
        #expect(EventMap.Encoding.utf8.text([0xEB]) == nil)
    }
}
