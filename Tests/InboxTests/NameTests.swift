import Inbox
import Testing

@Suite struct NameTests {
    @Test(
        "a name says whether its file is looked at",
        arguments: [
            ("a.json", NameClass.events),
            ("a.ndjson", .events),
            ("a.jsonl", .events),
            ("a b\n.json", .events),
            ("a.json.gz", .events),
            ("a.ndjson.gz", .events),
            ("a.jsonl.gz", .events),
            (".a.json.gz", .unfinished),
            ("a.json.gz.tmp", .unfinished),
            ("a.gz", .foreign),
            ("a.json.GZ", .foreign),
            ("a.json.gz.gz", .foreign),
            ("a.jsongz", .foreign),
            ("json", .foreign),
            ("a.JSON", .foreign),
            ("a.json.bak", .foreign),
            ("a.json~", .foreign),
            ("a.csv", .foreign),
            (".a.json", .unfinished),
            (".json", .unfinished),
            ("a.json.tmp", .unfinished),
            ("a.json.part", .unfinished),
            (".", .unfinished),
            ("..", .unfinished),
        ]
    )
    func nameClass(name: String, expected: NameClass) {
        #expect(NameClass(FileName(name)) == expected)
    }

    @Test(
        "the name of what is in a compressed file is without .gz",
        arguments: [("a.json.gz", "a.json"), ("a.json", "a.json"), ("a.json.gz.gz", "a.json.gz"), (".gz", "")]
    )
    func withoutCompression(name: String, expected: String) {
        #expect(FileName(name).withoutCompression == FileName(expected))
    }

    @Test(
        "a name is shown without anything that a terminal or journal obeys",
        arguments: [
            (Array("a b.json".utf8), "a b.json"),
            (Array("größe-日本.json".utf8), "größe-日本.json"),
            (Array("a\nb.json".utf8), "a\\x0Ab.json"),
            (Array("\u{1B}[31mred.json".utf8), "\\x1B[31mred.json"),
            (Array("a\\x0A.json".utf8), "a\\x5Cx0A.json"),
            (Array("\u{202E}nosj.json".utf8), "\\xE2\\x80\\xAEnosj.json"),
            (Array("\u{85}\u{2028}.json".utf8), "\\xC2\\x85\\xE2\\x80\\xA8.json"),
            ([0x61, 0xFF, 0xC3, 0x2E], "a\\xFF\\xC3."),
            ([0x7F], "\\x7F"),
        ] as [([UInt8], String)]
    )
    func shown(bytes: [UInt8], expected: String) {
        #expect(FileName(bytes: bytes).description == expected)
    }

    @Test(
        "a name in a hint is one word for a shell",
        arguments: [
            ("/spool/a-1_b.json", "/spool/a-1_b.json"),
            ("a b.json", "$'a\\x20b.json'"),
            ("$(reboot).json", "$'\\x24\\x28reboot\\x29.json'"),
            ("'; reboot\n", "$'\\x27\\x3B\\x20reboot\\x0A'"),
            ("", "$''"),
        ]
    )
    func shellWord(name: String, expected: String) {
        #expect(FileName(name).shellWord == expected)
    }

    @Test("names are ordered byte by byte, whatever the locale")
    func order() {
        let names: [[UInt8]] = [[0x42], [0x42, 0x00 + 1], [0x61], [0x7F], [0x80], [0xFF]]
        let shuffled = names.reversed().map { FileName(bytes: $0) }
        #expect(shuffled.sorted().map(\.bytes) == names)
    }
}
