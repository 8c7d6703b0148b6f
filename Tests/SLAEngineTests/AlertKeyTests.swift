import SLAEngine
import SLATesting
import Testing

@Suite("an announcement's key")
struct AlertKeyTests {
    private static func key(
        _ parts: [String], count: Int = 1, correction: Int = 0, isWithdrawal: Bool = false
    ) -> AlertKey {
        AlertKey(
            ticket: parts[0], clock: ClockKey(agreement: parts[1], objective: parts[2], cycle: parts[3]),
            threshold: parts[4], count: count, correction: correction, isWithdrawal: isWithdrawal)
    }

    @Test("it is one word that names all its parts")
    func text() {
        let parts = ["T-1", "gold support", "first/response", "opening", "50%"]
        #expect(AlertKeyTests.key(parts).text == "T-1/gold%20support/first%2Fresponse/opening/50%25/1")
        #expect(
            AlertKeyTests.key(parts, count: 2, correction: 3, isWithdrawal: true).text
                == "T-1/gold%20support/first%2Fresponse/opening/50%25/2/corrected-3/withdrawn")
        #expect(AlertKeyTests.key(["", "ü", "a\nb", "\u{7F}", "\0"]).text == "/ü/a%0Ab/%7F/%00/1")
    }

    @Test("no two keys share a text")
    func injective() {
        var generator = SplitMix64(seed: 90)
        var keys: [String: AlertKey] = [:]
        let pieces = ["", "a", "b", "/", "%", "%2F", "2F", " ", "1", "/1", "withdrawn", "corrected-1", "\n", "ü"]
        for _ in Seeds.cases(8_000, of: 90) {
            let parts = (0..<5).map { _ in
                (0..<Int.random(in: 0...3, using: &generator)).map { _ in generator.pick(pieces) }.joined()
            }
            let key = AlertKeyTests.key(
                parts, count: generator.pick([1, 2]), correction: generator.pick([0, 1]),
                isWithdrawal: generator.chance(50))
            if let other = keys.updateValue(key, forKey: key.text) { #expect(other == key) }
            #expect(!key.text.contains { $0.isWhitespace })
        }
    }

    @Test("no two events of a ticket name one cycle")
    func cycleNames() {
        let identities: [(id: String, source: String?)] = [
            ("opening", nil), ("%opening", nil), ("a", nil), ("a", "b"), ("a@b", nil), ("a", ""), ("a@", nil),
            ("%", nil), ("%25", nil), ("a%40b", nil), ("", "a@b"), ("@a", "b"), ("", nil), ("opening", ""),
        ]
        let rules = Rules(.resolution(60, onReopen: .newCycle))
        var bench = Bench(rules: rules)
        bench.receive(Script.events(["00:00 created id first"])[0].event)
        for (index, identity) in identities.enumerated() {
            let minute = 10 * (index + 1)
            var resolved = Script.events(["00:00 resolved id r\(index)"])[0].event
            resolved.at = .minute(minute)
            var reopened = Script.events(["00:00 reopened"])[0].event
            (reopened.at, reopened.id, reopened.source) = (.minute(minute + 5), identity.id, identity.source)
            bench.receive(resolved)
            bench.receive(reopened)
        }
        let cycles = bench.state(of: "T-1", asOf: .minute(1_000))?.clocks.map(\.key.cycle) ?? []
        #expect(cycles.count == identities.count + 1)
        #expect(Set(cycles).count == cycles.count)
    }
}
