import EventFormat
import SLATesting
import Testing

@Suite("A file in parts")
struct PartTests {
    private func decodedInParts(_ bytes: [UInt8], ofBytes size: Int, _ form: EventFileForm = .lines) -> [DecodedLine] {
        EventFile(bytes: bytes, form: form).parts(ofBytes: size).flatMap { part in
            var decoder = EventDecoder()
            return part.decoded(with: &decoder)
        }
    }

    @Test("gives what the whole does, line numbers and places included, however small the parts are")
    func sameAsWhole() {
        for seed in Seeds.cases(200, of: 131) {
            var random = RandomJSON(seed: seed)
            var generator = SplitMix64(seed: seed)
            var bytes: [UInt8] = generator.chance(30) ? [0xEF, 0xBB, 0xBF] : []
            for _ in 0..<Int.random(in: 0...9, using: &generator) {
                bytes += generator.pick([Array(line().utf8), random.damagedEvent(), random.pieces(), []])
                bytes += generator.pick([[0x0A], [0x0D, 0x0A], [0x0A, 0x0A]])
            }
            if generator.chance(50) { bytes += line().utf8 }
            let size = Int.random(in: 1...200, using: &generator)
            #expect(decodedInParts(bytes, ofBytes: size) == decode(bytes: bytes), "SLAD_SEED=\(seed)")
        }
    }

    @Test(
        "is cut behind the line in which a part becomes large enough",
        arguments: [(1, 4), (9, 4), (10, 4), (11, 2), (20, 2), (21, 2), (30, 2), (31, 1), (1_000, 1)])
    func sizes(size: Int, parts: Int) {
        let bytes = Array(String(repeating: "123456789\n", count: 4).utf8)
        #expect(EventFile(bytes: bytes, form: .lines).parts(ofBytes: size).count == parts)
    }

    @Test("a file that is one document, or none that can be read, is one part")
    func whole() {
        let list = Array("[\(line()),\n\(line()),\n\(line())]".utf8)
        #expect(EventFile(bytes: list, form: .json).parts(ofBytes: 10).count == 1)
        #expect(decodedInParts(list, ofBytes: 10, .json).events.count == 3)
        let compressed: [UInt8] = [0x1F, 0x8B, 0x0A, 0x0A, 0x0A]
        #expect(EventFile(bytes: compressed, form: .lines).parts(ofBytes: 1).count == 1)
        #expect(decodedInParts(compressed, ofBytes: 1).findings.count == 1)
        #expect(decodedInParts([], ofBytes: 1) == [])
    }
}
