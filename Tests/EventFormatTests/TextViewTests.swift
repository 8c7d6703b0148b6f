import SLAEngine
import Testing

@testable import EventFormat

@Suite("The bytes of a text")
struct TextViewTests {
    @Test("a control character is found at every place of texts of every length, and no other byte is one")
    func controlCharacters() {
        for length in 1...20 {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var bytes = [UInt8](repeating: UInt8(ascii: "~"), count: length)
                    bytes[place] = byte
                    let isControl = byte < 0x20 || byte == 0x7F
                    #expect(bytes.withUnsafeBytes { TextView(bytes: $0).hasControlCharacter } == isControl)
                }
            }
        }
    }

    @Test(
        "a text of any length comes out as it is",
        arguments: [
            "", "a", "fifteen bytes..", "sixteen bytes...", "Grüße", "🙂🙂🙂🙂", "e\u{301}", "a\0b",
        ])
    func strings(text: String) {
        #expect(Array(Array(text.utf8).withUnsafeBytes { TextView(bytes: $0).string }.utf8) == Array(text.utf8))
    }

    @Test("every word of the format is known by its bytes, and no other")
    func words() {
        for word in [
            "created", "replied", "noted", "changed", "assigned", "resolved", "closed", "reopened", "merged",
            "cancelled", "retracted",
        ] {
            #expect(type(word)?.word == word)
        }
        for word in ["", "create", "Created", "solved", "clothed", "retraced!"] { #expect(type(word) == nil) }
        for key in EventKey.allCases { #expect(view(key.word.description) { EventKey($0) } == key) }
        for word in ["customer", "agent", "system"] { #expect(view(word) { Actor($0) }?.word == word) }
        for word in ["", "agents", "Agent", "costumer"] { #expect(view(word) { Actor($0) } == nil) }
    }

    private func type(_ word: String) -> EventType? { view(word) { EventType(builtIn: $0) } }

    private func view<Result>(_ text: String, _ body: (TextView) -> Result) -> Result {
        Array(text.utf8).withUnsafeBytes { body(TextView(bytes: $0)) }
    }
}
