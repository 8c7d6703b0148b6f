import EventFormat
import Testing

/// How files may be written.
@Suite("Forms of files")
struct FormTests {
    @Test(
        "the name of a file says its form",
        arguments: [
            ("a.json", EventFileForm.json), ("a.ndjson", .lines), ("a.jsonl", .lines), ("a.b.json", .json),
            ("a.json.gz", .json), ("a.ndjson.gz", .lines), ("a.jsonl.gz", .lines), ("a.gz", nil), ("a.json.GZ", nil),
            ("a.JSON", nil), ("a.txt", nil), ("json", nil), ("a.json.tmp", nil), ("", nil),
        ] as [(String, EventFileForm?)]
    )
    func name(name: String, form: EventFileForm?) {
        #expect(EventFileForm(fileName: name) == form)
    }

    @Test(
        "lines may end in LF or CRLF or not at all, and blank ones are counted but skipped",
        arguments: [
            ("", []), ("\n", []), ("\r\n \t\r\n", []), (line(), [1]), (line() + "\n", [1]), (line() + "\r\n", [1]),
            ("\n\n" + line(), [3]), ("  " + line() + " \t\r\n\r\n" + line() + "\n\n", [1, 3]),
            ("\u{FEFF}" + line() + "\n" + line(), [1, 2]), ("\u{FEFF}", []), ("\u{FEFF}\r\n" + line(), [2]),
        ]
    )
    func lines(text: String, expected: [Int]) {
        let numbers = decode(text).map { if case .event(_, let place) = $0 { place.line } else { -1 } }
        #expect(numbers == expected)
    }

    @Test("good lines are taken and bad ones set aside as they came")
    func goodAndBad() {
        let text = line() + "\n{\"ticket\": 1}\r\n\n" + line() + "\n[]\n"
        let decoded = decode(text)
        #expect(decoded.events.count == 2)
        #expect(decoded.findings.map(\.line) == [2, 5])
        #expect(decoded.places.map { shown($0, of: text) } == [line(), #"{"ticket": 1}"#, line(), "[]"])
    }

    @Test("a byte order mark elsewhere than at the start is not JSON")
    func markInside() {
        #expect(decode(line() + "\n\u{FEFF}" + line()).findings.map(\.line) == [2])
    }

    @Test("a JSON file has an event, or a list of them")
    func json() {
        #expect(decode("\u{FEFF} \n" + line() + "\n", .json).events.count == 1)
        #expect(decode(" [\n" + line() + " ,\n\t" + line() + "\n]\n", .json).events.count == 2)
        #expect(decode("[]", .json).isEmpty)
    }

    @Test("bad elements are findings with their number and text, and the good ones are taken")
    func badElements() {
        let bad = [#"{"a":"]}\\\",["}"#, "1", "\"x,]\"", "null", "[ 1, {} ]", "-1.5e3"]
        let text = "[" + ([line()] + bad + [line()]).joined(separator: " ,\r\n ") + "]"
        let decoded = decode(text, .json)
        #expect(decoded.events.count == 2)
        #expect(decoded.findings.map { shown($0.place, of: text, .json) } == bad)
        #expect(decoded.findings.map(\.line) == Array(2...7))
        #expect(decoded.places.map(\.column) == [2, 2, 2, 2, 2, 2, 2, 2])
    }

    @Test("an element has the line and the character of the file at which it begins")
    func elementPlaces() {
        let decoded = decode("\u{FEFF}\n[{\"ü\":\n1}, 2,\n\n  {}]", .json)
        #expect(decoded.places.map(\.line) == [2, 3, 5])
        #expect(decoded.places.map(\.column) == [2, 5, 3])
        let one = decode("\n\n  {\n}\n", .json).places
        #expect(one == [EventPlace(line: 3, range: 4..<7)])
    }

    private func shown(_ place: EventPlace, of text: String, _ form: EventFileForm = .lines) -> String {
        String(decoding: EventFile(bytes: Array(text.utf8), form: form).text(at: place), as: UTF8.self)
    }

    @Test(
        "a JSON file that is not good as a whole is one finding",
        arguments: [
            "", " ", "[\(line())", "[\(line()),]", "[,]", "[\(line())] x", "[\(line())\(line())]",
            "\(line())\n\(line())",
            "[\(line())]]", "x", "\"x\"", "{", "[",
        ]
    )
    func badWhole(text: String) {
        let decoded = decode(text, .json)
        #expect(decoded.events.isEmpty)
        #expect(decoded.findings.map(\.place.line) == [1])
        #expect(decoded.findings.first?.hint.isEmpty == false)
    }

    @Test(
        "what is not JSON is a finding, without a place where none is asked for",
        arguments: [
            (line() + " x", "a bracket"), (#"{"a":1,}"#, "a bracket"), (#"{"a":"b"#, "a string has no end"),
            (#"{"a":1e400}"#, "a bad number"), (#"{"a":01}"#, "a bad number"), (#"{"a":tru}"#, "a word"),
            (#"{"a":"\ud800"}"#, "a bad escape"), ("{\"a\":\"\t\"}", "a control"), ("NaN", "a bracket"),
        ]
    )
    func notJSON(text: String, what: String) {
        var decoder = EventDecoder()
        let found = EventFile(bytes: Array(text.utf8), form: .lines).decoded(with: &decoder, explaining: false).findings
        #expect(found.map(\.column) == [nil])
        #expect(found.first?.what.hasPrefix("not valid JSON: " + what) == true, "\(found.first?.what ?? "none")")
        #expect(found.first?.hint.isEmpty == false)
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xFC],
        ] as [[UInt8]]
    )
    func notUTF8(bytes: [UInt8]) {
        let text = Array(#"{"ticket":""#.utf8) + bytes + Array(#"","at":"2026-11-22T09:30:00Z","type":"noted"}"#.utf8)
        let decoded = decode(bytes: text + [0x0A] + Array(line().utf8))
        #expect(decoded.findings.map(\.column) == [12])
        #expect(decoded.findings.first?.what.hasSuffix("is not UTF-8") == true)
        #expect(decoded.findings.map(\.place) == [EventPlace(line: 1, range: 0..<text.count)])
        #expect(decoded.events.count == 1)
    }

    @Test("every way to cut a line short is one finding and no crash")
    func cutShort() {
        let whole = line(#","set":{"status":"ö\n","n":-1.5e3,"z":[true,null]},"seq":12"#)
        for count in 1..<whole.utf8.count {
            let cut = Array(whole.utf8.prefix(count))
            #expect(decode(bytes: cut).findings.count == 1)
            #expect(decode(bytes: Array("[".utf8) + cut, .json).findings.count == 1)
        }
    }

    @Test(
        "a file is decoded a line at a time, and a copy goes on from the same place",
        arguments: [
            ("\n" + line() + "\n{}\n\n" + line(), EventFileForm.lines), ("[\(line()), {},\n\(line())]", .json),
            (line(), .json), ("", .json), ("", .lines), ("[]", .json), ("[,]", .json),
        ]
    )
    func oneByOne(text: String, form: EventFileForm) {
        var decoder = EventDecoder()
        var file = EventFile(bytes: Array(text.utf8), form: form)
        let all = file.decoded(with: &decoder)
        for count in 0..<all.count {
            #expect(!file.isAtEnd)
            #expect(file.decoded(with: &decoder) == Array(all[count...]))
            #expect(file.next(with: &decoder) == all[count])
        }
        #expect(file.next(with: &decoder) == nil)
        #expect(file.isAtEnd)
        #expect(file.next(with: &decoder) == nil)
    }

    @Test("one decoder reads one text after the other")
    func reuse() {
        var decoder = EventDecoder()
        var taken: [DecodedLine] = []
        for text in [line(), "{", line(#","set":{"a":"b"}"#), String(repeating: "x", count: 100_000), line()] {
            taken += EventFile(bytes: Array(text.utf8), form: .lines).decoded(with: &decoder)
        }
        #expect(taken.events.count == 3)
        #expect(taken.findings.count == 2)
    }
}
