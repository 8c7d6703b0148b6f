import SLATesting
import Testing

@testable import EventFormat

@Suite("A long array is checked in pieces")
struct LongArrayTests {
    private let depth = EventLimits().depth

    private func isGood(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { (try? LongArray($0, depth: depth).check()) != nil }
    }

    private func isGoodAsWhole(_ text: [UInt8]) -> Bool {
        let reader = JSONReader(depth: depth)
        return text.withUnsafeBytes { (try? reader.read($0, readable: $0.count)) != nil }
    }

    /// Some 2.5 MiB of elements, and so three pieces.
    private static let filler = [String](repeating: #"{"a":[1,"x\\\"]"]}"#, count: 150_000).joined(separator: ",\n")

    @Test(
        "one fault anywhere is one of the whole, as simdjson has it",
        arguments: [
            ("[", "]"), ("[ ", " ]"), ("[1,", ",2]"), ("[[],", ",[]]"), ("[1,", "]"), ("[1,,", "]"), ("[", ",]"),
            ("[,", "]"), ("[", ",}]"), ("[1 2,", "]"), ("[", "]]"), ("[{},", ",\"x]"), ("[\"x,", "]"), ("[1", "]"),
            ("[", ""), ("", "]"), ("[[", "]"), ("[", "],]"), ("[", ",01]"), ("[", ",\"\u{1}\"]"), ("[", " , ]"),
            ("[", ",\"\\]"), ("[", "] [1]"), ("[", ",{\"a\":1]}]"), ("[{", ",{}]"), ("[", "}"),
        ])
    func faults(before: String, behind: String) {
        for middle in [LongArrayTests.filler, LongArrayTests.filler + behind.dropLast() + "," + LongArrayTests.filler] {
            let text = Array((before + middle + behind).utf8)
            #expect(isGood(text) == isGoodAsWhole(text))
        }
    }

    @Test("a single long element is read strictly", arguments: [("[[", "]]"), ("[[", ",]]"), ("[[", "]")])
    func longElement(before: String, behind: String) {
        let text = Array((before + LongArrayTests.filler + "," + LongArrayTests.filler + behind).utf8)
        #expect(isGood(text) == isGoodAsWhole(text))
    }

    @Test("where it is damaged at random simdjson says the same")
    func damaged() {
        for seed in Seeds.cases(20, of: 410) {
            var random = RandomJSON(seed: seed)
            var text = Array("[".utf8) + LongArrayTests.filler.utf8 + Array(",".utf8)
            text += random.damagedEvent()
            text += Array(",".utf8) + LongArrayTests.filler.utf8 + Array("]".utf8)
            #expect(isGood(text) == isGoodAsWhole(text), "SLAD_SEED=\(seed)")
        }
    }

    @Test("all events of a long array come, and a fault in it refuses the file")
    func events() {
        let events = (0..<20_000).map { line(#","id":"\#($0)""#) }.joined(separator: ",")
        #expect(decode("[\(events)]", .json).events.count == 20_000)
        let broken = decode("[\(events),]", .json)
        #expect(broken.events.isEmpty)
        #expect(broken.findings.map(\.line) == [1])
        #expect(broken.findings.first?.column != nil)
    }
}
