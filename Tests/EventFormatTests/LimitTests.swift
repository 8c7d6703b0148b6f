import EventFormat
import SLAEngine
import Testing

/// At each limit, one byte below and above it.
@Suite("Limits")
struct LimitTests {
    private func text(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test("a ticket has at most 256 bytes")
    func ticket() {
        func with(_ count: Int) -> String {
            #"{"ticket":"\#(text(count))","at":"2026-11-22T09:30:00Z","type":"noted"}"#
        }
        #expect(event(with(256)) != nil)
        #expect(finding(with(257))?.what == #""ticket" has 257 bytes, and at most 256 are taken"#)
    }

    @Test(
        "texts have a greatest length",
        arguments: [("id", 256), ("corrects", 256), ("source", 256), ("reason", 4096)]
    )
    func texts(key: String, limit: Int) {
        #expect(event(line(#","\#(key)":"\#(text(limit))""#)) != nil)
        let found = finding(line(#","\#(key)":"\#(text(limit + 1))""#))
        #expect(found?.what == "\"\(key)\" has \(limit + 1) bytes, and at most \(limit) are taken")
    }

    @Test("bytes are counted, not characters")
    func bytes() {
        #expect(event(line(type: String(repeating: "ü", count: 32))) != nil)
        #expect(finding(line(type: String(repeating: "ü", count: 33))) != nil)
    }

    @Test("a type has at most 64 bytes")
    func type() {
        #expect(event(line(type: text(64))) != nil)
        #expect(finding(line(type: text(65)))?.what == #""type" has 65 bytes, and at most 64 are taken"#)
    }

    @Test("an attribute's key has at most 64 bytes, its value 4096")
    func attribute() {
        #expect(event(line(#","set":{"\#(text(64))":1}"#)) != nil)
        #expect(finding(line(#","set":{"\#(text(65))":1}"#)) != nil)
        #expect(event(line(#","set":{"a":"\#(text(4096))"}"#)) != nil)
        #expect(finding(line(#","set":{"a":"\#(text(4097))"}"#)) != nil)
    }

    @Test("an event sets at most 100 attributes")
    func attributes() {
        func with(_ count: Int) -> String {
            line(",\"set\":{" + (1...count).map { "\"k\($0)\":1" }.joined(separator: ",") + "}")
        }
        #expect(event(with(100))?.changes.count == 100)
        #expect(finding(with(101))?.what == #""set" has more than 100 attributes"#)
    }

    @Test("a line has at most a mebibyte, and a longer one is set aside")
    func lineLength() {
        let bare = line()
        let padding = (1 << 20) - bare.utf8.count
        #expect(event(bare + String(repeating: " ", count: padding)) != nil)
        let long = bare + String(repeating: " ", count: padding + 1)
        let found = decode(long + "\n" + bare)
        #expect(found.events.count == 1)
        #expect(found.findings.first?.what == "an event of 1048577 bytes, and at most 1048576 are taken")
        #expect(found.findings.first?.place.range == 0..<long.utf8.count)
    }

    @Test("an element of an array has at most a mebibyte, and the others are taken")
    func elementLength() {
        func with(_ count: Int) -> String { #"{"reason":"\#(text(count - 13))"}"# }
        let limit = 1 << 20
        let found = decode("[\(line()), \(with(limit)), \(with(limit + 1)), \(line())]", .json)
        #expect(found.events.count == 2)
        #expect(found.findings.map(\.place.range.count) == [limit, limit + 1])
        #expect(found.findings.last?.what == "an event of 1048577 bytes, and at most 1048576 are taken")
    }

    @Test("the depth is bounded, whatever the bomb is made of")
    func depth() {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let bomb = String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
            #expect(finding(bomb)?.what == "the JSON is nested too deeply")
            #expect(decode("[" + bomb + "]", .json).findings.map(\.what) == ["the JSON is nested too deeply"])
            #expect(finding(String(repeating: open, count: 100_000)) != nil)
        }
    }

    @Test("an object with very many keys costs no square of them")
    func manyKeys() {
        let members = (1...60_000).map { "\"k\($0)\":1" }.joined(separator: ",")
        #expect(finding(line("," + members))?.what == #"unknown key "k1""#)
        #expect(finding(line("," + members + ",\"k9\":1"))?.what == #"the key "k9" stands twice"#)
    }
}
