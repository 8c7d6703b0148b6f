import SLAEngine
import Testing

@Suite("Words for status")
struct StatusMapTests {
    @Test(
        "a word means the same in any letters",
        arguments: ["waiting for customer", "Waiting For Customer", "WAITING FOR CUSTOMER", "waiting For customer"])
    func letters(word: String) {
        #expect(StatusMap.usual.category(of: word) == .waitingCustomer)
    }

    @Test("a letter that has no way there and back takes no other word's meaning")
    func dotlessLetter() {
        let statuses = StatusMap([("iade", .closed), ("ıade", .open)])
        #expect(statuses.category(of: "Iade") == .closed)
        #expect(statuses.category(of: "ıade") == .open)
    }
}
