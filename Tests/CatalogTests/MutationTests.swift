import Catalog
import Testing

/// Pseudo-random numbers that a seed repeats (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Damaged files")
struct MutationTests {
    private static let text = """
        agreement: gold # name
        kind: sla
        match: {segment: gold, type: [incident, "re\\tquest"], x: {not: &v present}}
        order: 10
        plan:
          - Call.
          - >
            folded
        objectives:
          - objective: first
            metric: first_response
            target: {by: priority, P1: 15m, P2: ~, else: 4h}
            warn: [50%, 10m before]
            pause: [{category: waiting_customer}]
          - {objective: second, metric: resolution, target: 1bh30bm, goal: 95% per month, on_reopen: *v }
        """

    @Test("no damage to a file crashes the loading, and every finding is one line in the file", arguments: 0..<20)
    func damage(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        for _ in 0..<50 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &numbers) { damage(&bytes, &numbers) }
            let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 2
            for finding in findings(bytes) {
                #expect(finding.line <= lines && finding.column <= bytes.count + 1, "seed \(seed): \(finding.text)")
                let isOneLine = !finding.text.contains { $0.isNewline }
                #expect(isOneLine, "seed \(seed): \(finding.text)")
            }
        }
    }

    private func findings(_ bytes: [UInt8]) -> [Finding] {
        let files = CatalogueFiles([CatalogueFiles.File(path: "agreements/a.yaml", bytes: bytes)])
        do {
            return try Catalogue.loaded(files).warnings
        } catch {
            return error.findings
        }
    }

    private func damage(_ bytes: inout [UInt8], _ numbers: inout SeededNumbers) {
        guard let index = bytes.indices.randomElement(using: &numbers) else { return }
        let signs = Array("\n\r\t \"'[]{}:,-?&*!|>%@`#~0".utf8)
        switch Int.random(in: 0...4, using: &numbers) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
        case 2: bytes.insert(signs.randomElement(using: &numbers) ?? 0, at: index)
        case 3: bytes.removeSubrange(index..<min(bytes.count, index + 20))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 30)], at: index)
        }
    }
}
