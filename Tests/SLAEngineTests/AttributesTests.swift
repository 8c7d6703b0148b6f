import SLATesting
import Testing

@testable import SLAEngine

@Suite("The attributes of a ticket")
struct AttributesTests {
    @Test("they are a dictionary's, after any changes in any order", arguments: [3, 12, 40])
    func sameAsDictionary(keyCount: Int) {
        var random = SplitMix64(seed: 20_261_122)
        for _ in 0..<300 {
            var dictionary: [String: String] = [:]
            var attributes = Attributes()
            for _ in 0..<12 {
                let changes = AttributesTests.changes(keyCount, &random)
                let before = dictionary
                for change in changes { dictionary[change.key] = change.value }
                #expect(attributes.apply(changes) == (before != dictionary))
                #expect(attributes.dictionary == dictionary)
                #expect(attributes == Attributes(dictionary))
                for key in 0..<keyCount { #expect(attributes["key \(key)"] == dictionary["key \(key)"]) }
            }
        }
    }

    /// No key twice, as in an event; sorted mostly, as events are.
    private static func changes(_ keyCount: Int, _ random: inout SplitMix64) -> [AttributeChange] {
        let keys = Set(
            (0..<Int.random(in: 1...8, using: &random)).map { _ in Int.random(in: 0..<keyCount, using: &random) })
        let changes = keys.sorted().map { key in
            let value = Int.random(in: 0..<3, using: &random)
            return AttributeChange(key: "key \(key)", value: value == 0 ? nil : "\(value)")
        }
        return Bool.random(using: &random) ? changes.sorted { $0.key < $1.key } : changes
    }
}
