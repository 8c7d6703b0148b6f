import SLATesting
import Testing

@testable import EventFormat

/// The strict reader against simdjson: what is good to one is good to the other.
@Suite("The strict reader agrees with simdjson")
struct AgreementTests {
    private let parser = JSONReader(depth: EventLimits().depth)

    private func isGoodToParser(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            (try? parser.read(bytes, readable: bytes.count)) != nil
        }
    }

    private func problem(_ text: [UInt8]) -> EventProblem? {
        text.withUnsafeBytes { bytes in
            var reader = StrictReader(bytes, form: .lines, start: TextPosition(), depth: EventLimits().depth)
            return reader.problem()
        }
    }

    private func compare(_ text: [UInt8], _ comment: @autoclosure () -> String = "") {
        guard !text.isEmpty else { return }
        let (parsers, own) = (isGoodToParser(text), problem(text))
        if parsers != (own == nil) {
            Issue.record(
                """
                simdjson takes it: \(parsers); the strict reader says: \(own?.what ?? "good"); \(comment())
                \(String(decoding: text.prefix(400), as: UTF8.self)) \(text.prefix(400))
                """)
        }
        if let own {
            let isHarmless = (own.what + own.hint).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            if !isHarmless { Issue.record("\(comment()): \(own)") }
            guard case .byte(let place)? = own.spot else { return }
            if place > text.count { Issue.record("\(comment()): a place behind the end, \(own)") }
        }
    }

    /// Many cases a seed, so that a test is no slower for the bookkeeping of a hundred thousand arguments.
    private static let casesPerSeed = 100

    @Test("on documents that are damaged in a few places")
    func damaged() {
        for seed in Seeds.cases(700, of: 400) {
            var random = RandomJSON(seed: seed)
            for _ in 0..<AgreementTests.casesPerSeed {
                compare(random.damagedEvent(), "SLAD_SEED=\(seed)")
            }
        }
    }

    @Test("on documents made of random pieces")
    func pieces() {
        for seed in Seeds.cases(500, of: 401) {
            var random = RandomJSON(seed: seed)
            for _ in 0..<AgreementTests.casesPerSeed { compare(random.pieces(), "SLAD_SEED=\(seed)") }
        }
    }

    @Test("on good documents")
    func good() {
        for seed in Seeds.cases(50, of: 402) {
            var random = RandomJSON(seed: seed)
            for _ in 0..<AgreementTests.casesPerSeed {
                let document = random.document()
                compare(document, "SLAD_SEED=\(seed)")
                #expect(problem(document) == nil, "SLAD_SEED=\(seed)")
            }
        }
    }

    @Test(
        "on numbers at the edges",
        arguments: [
            "0", "-0", "-", "+1", "00", "01", "-01", "0.", "0.0", ".5", "-.5", "1.", "1.e1", "1e", "1e+", "1e-", "1E5",
            "1e05", "0e0", "0e", "-0e-0", "1e308", "1e309", "-1e308", "-1e309", "1.7976931348623157e308",
            "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315807e308",
            "1.797693134862315808e308", "179769313486231580793e289", "5e-324", "2e-324", "1e-400", "0e999999999999",
            "1e-999999999999999999999", "1e999999999999999999999", "0e99999999999999999999999", "1e0000000000000000001",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "18446744073709551615", "18446744073709551616", "-18446744073709551615", "99999999999999999999",
            "100000000000000000000", "10000000000000000000", "18446744073709551615.0", "18446744073709551616.0",
            "18446744073709551616e0", "-18446744073709551616e-1", "0.0000000000000000000000000000000000000001",
            "123456789012345678901234567890", "123456789012345678901234567890e1", "1_000", "0x1F", "1f", "1d", "1n",
            "NaN", "nan", "Infinity", "-Infinity", "inf", "1 2", "1,2", "--1", "1-", "1-1", "1+1", "1.2.3", "1e1.5",
            "1e1e1", "\u{661}", "１", "1\u{0}", "1\u{c}",
        ]
    )
    func numbers(text: String) {
        for form in [text, "[\(text)]", "{\"a\":\(text)}", "{\"a\":\(text),\"b\":1}", " \(text) ", "[\(text)\n]"] {
            compare(Array(form.utf8), form)
        }
    }

    @Test("on nesting at the limit", arguments: 25..<40)
    func depth(depth: Int) {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            for inner in ["1", "[]", "{}", "[ ]", "{ }", "", #""""#, "[1]", #"{"b":1}"#] {
                let text =
                    String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
                compare(Array(text.utf8), "\(depth) times \(open) around \(inner)")
                compare(Array(String(repeating: open, count: depth).utf8))
            }
        }
    }

    @Test("on every byte and pair of bytes in a text, and outside of it")
    func bytes() {
        for first in UInt8.min...UInt8.max {
            compare([first])
            compare([0x22, first, 0x22])
            compare([0x22, 0x5C, first, 0x22])
            compare(Array("[1".utf8) + [first] + Array("]".utf8))
            compare(Array("[1".utf8) + [first] + Array("2]".utf8))
            compare(Array("{".utf8) + [first] + Array("\"a\":1}".utf8))
            for second in UInt8.min...UInt8.max { compare([0x22, first, second, 0x22]) }
        }
    }

    @Test("on the edges of UTF-8, overlong forms, surrogates and what lies past U+10FFFF among them")
    func characters() {
        let edges: [UInt8] = [
            0x00, 0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
            0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFF,
        ]
        for first in edges where first >= 0xE0 {
            for second in edges {
                for third in edges {
                    compare([0x22, first, second, third, 0x22])
                    compare([0x22, first, second, third])
                    for fourth in [0x22, 0x7F, 0x80, 0xBF, 0xC0] as [UInt8] {
                        compare([0x22, first, second, third, fourth, 0x22])
                    }
                }
            }
        }
    }

    @Test(
        "on escapes of surrogates", arguments: ["0041", "d7ff", "d800", "DBFF", "dc00", "DFFF", "e000", "ffff", "0000"])
    func surrogates(first: String) {
        for second in ["0041", "d7ff", "d800", "dbff", "dc00", "dfff", "e000"] {
            compare(Array(#""\u\#(first)\u\#(second)""#.utf8), "\(first) \(second)")
            compare(Array(#""\u\#(first)a\u\#(second)""#.utf8))
            compare(Array(#""\u\#(first)\n\#(second)""#.utf8))
            compare(Array(#""\u\#(first)\u\#(second.prefix(3))""#.utf8))
        }
        for end in ["\"", "", "\\", "\\\"", "\\u", "\\u\"", "\\ud", "\\udc0\"", "\\U\(first)\""] {
            compare(Array("\"\\u\(first)\(end)".utf8), end)
        }
    }
}
