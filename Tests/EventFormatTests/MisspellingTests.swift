import EventFormat
import SLAEngine
import Testing

@Suite("Misspelt words that are legal")
struct MisspellingTests {
    @Test(
        "a type that is nearly a built-in one is told",
        arguments: [
            ("repleid", "replied"), ("Replied", "replied"), ("REPLIED", "replied"), ("replyed", "replied"),
            ("create", "created"), ("Created", "created"), ("close", "closed"), ("note", "noted"), ("merge", "merged"),
            ("re-opened", "reopened"), ("canceled", "cancelled"), ("resolve", "resolved"), ("assign", "assigned"),
            ("opened", "created"), ("retract", "retracted"),
        ]
    )
    func types(word: String, meant: String) {
        #expect(Misspelling.likely(ofType: EventType(word)) == meant)
    }

    @Test(
        "a type of the user's own is not",
        arguments: [
            "payment-received", "rated", "escalated", "x", "", "rejected", "approved", "shipped", "updated",
            "called", String(repeating: "replied", count: 9),
        ]
    )
    func ownTypes(word: String) {
        #expect(Misspelling.likely(ofType: EventType(word)) == nil)
    }

    @Test(
        "nor is a built-in one",
        arguments: [
            EventType.created, .replied, .noted, .changed, .assigned, .resolved, .closed, .reopened, .merged,
            .cancelled, .retracted,
        ]
    )
    func builtIn(type: EventType) {
        #expect(Misspelling.likely(ofType: type) == nil)
        #expect(Misspelling.likely(ofType: EventType(type.word.uppercased())) == type.word)
    }

    @Test(
        "an attribute that is a known one in other capitals is told",
        arguments: [
            ("Status", "status"), ("CUSTOMER", "customer"), ("Team", "team"), ("Priority", "priority"),
            ("assigneE", "assignee"), ("status", nil), ("team", nil), ("Satus", nil), ("Service", nil), ("", nil),
        ] as [(String, String?)]
    )
    func attributes(key: String, meant: String?) {
        #expect(Misspelling.likely(ofAttribute: key) == meant)
    }
}
