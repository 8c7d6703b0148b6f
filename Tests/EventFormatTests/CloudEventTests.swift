import EventFormat
import SLAEngine
import Testing

@Suite("CloudEvents")
struct CloudEventTests {
    private let envelope =
        #""specversion":"1.0","id":"A-1","source":"/crm","type":"com.example.ticket.replied","#
        + #""subject":"T-1","time":"2026-11-22T09:30:00+01:00""#

    @Test("an envelope is an event, and what is foreign in it is passed over")
    func whole() {
        let text =
            "{\(envelope),\"datacontenttype\":\"application/json\",\"dataschema\":\"x:y\",\"traceparent\":\"00-1\","
            + #""data":{"by":"agent","public":true,"seq":3,"set":{"status":"pending"},"corrects":"A-0","#
            + #""opened_at":"2026-11-22T08:30:00Z","reason":"r"}}"#
        let expected = TicketEvent(
            ticket: "T-1",
            at: halfPastEight,
            type: .replied,
            id: "A-1",
            source: "/crm",
            seq: 3,
            by: .agent,
            isPublic: true,
            changes: [AttributeChange(key: "status", value: "pending")],
            corrects: "A-0",
            openedAt: halfPastEight,
            reason: "r"
        )
        #expect(event(text) == expected)
    }

    @Test(
        "the last word of the type counts",
        arguments: [
            ("created", "created"), ("com.example.created", "created"), ("example/v1/created", "created"),
            ("a.b/created", "created"), ("a/b.payment-received", "payment-received"),
        ]
    )
    func type(written: String, word: String) {
        let text = #"{"specversion":"1.0","type":"\#(written)","subject":"T","time":"2026-11-22T09:30:00Z"}"#
        #expect(event(text)?.type.word == word)
    }

    @Test("ticket, time and type may stand in the data")
    func inside() {
        let text =
            #"{"data":{"ticket":"T-1","at":"2026-11-22T09:30:00+01:00","type":"a.b"},"specversion":"1.0","id":"1"}"#
        #expect(event(text)?.ticket == "T-1")
        #expect(event(text)?.at == halfPastEight)
        #expect(event(text)?.type == .custom("a.b"))
    }

    @Test(
        "what stands inside and outside may agree",
        arguments: [#""ticket":"T-1""#, #""at":"2026-11-22T08:30:00Z""#, #""type":"replied""#, #""id":"A-1""#]
    )
    func agreement(member: String) {
        #expect(event("{\(envelope),\"data\":{\"by\":\"agent\",\(member)}}") != nil)
    }

    @Test(
        "what stands inside and outside may not contradict",
        arguments: [
            (#""ticket":"T-2""#, #""subject" and "data.ticket" contradict each other"#),
            (#""at":"2026-11-22T08:30:01Z""#, #""time" and "data.at" contradict each other"#),
            (#""type":"noted""#, #""type" and "data.type" contradict each other"#),
            (#""id":"A-2""#, #""id" and "data.id" contradict each other"#),
            (#""source":"x""#, #""source" and "data.source" contradict each other"#),
        ]
    )
    func contradiction(member: String, what: String) {
        #expect(finding("{\(envelope),\"data\":{\"by\":\"agent\",\(member)}}")?.what == what)
    }

    @Test("an attribute that is null counts as not given")
    func null() {
        let text =
            #"{"specversion":"1.0","type":"created","subject":null,"source":null,"data":{"ticket":"T-9","#
            + #""at":"2026-11-22T09:30:00Z"},"dataschema":null}"#
        #expect(event(text)?.ticket == "T-9")
        #expect(event(text)?.source == nil)
    }

    @Test(
        "a bad envelope is a finding",
        arguments: [
            (#"{"specversion":"0.3"}"#, #""specversion" is "0.3", and only CloudEvents 1.0 are understood"#),
            (#"{"specversion":1.0}"#, #""specversion" is a number, and only"#),
            (#"{"specversion":"1.0","type":"x","time":"2026-11-22T09:30:00Z"}"#, #""subject" is missing"#),
            (#"{"specversion":"1.0","type":"x","subject":"T"}"#, #""time" is missing"#),
            (#"{"specversion":"1.0","subject":"T"}"#, #"the key "type" is missing"#),
            (#"{"specversion":"1.0","type":"a.b.","subject":"T"}"#, #""type" is empty"#),
            (#"{"specversion":"1.0","data":[]}"#, #""data" is a list, and must be an object"#),
            (#"{"specversion":"1.0","data_base64":"e30="}"#, #""data_base64" cannot be read"#),
            (#"{"specversion":"1.0","set":{}}"#, #""set" stands outside "data""#),
            (#"{"specversion":"1.0","data":{"sat":{}}}"#, #"unknown key "sat" in "data""#),
            (#"{"specversion":"1.0","data":{"set":{},"set":{}}}"#, #"the key "set" stands twice in "data""#),
            (#"{"specversion":"1.0","id":"1","id":"1"}"#, #"the key "id" stands twice"#),
            (#"{"specversion":"1.0","x":"1","x":"1"}"#, #"the key "x" stands twice"#),
            (#"{"specversion":"1.0","specversion":"1.0"}"#, #"the key "specversion" stands twice"#),
            (
                #"{"specversion":"1.0","type":"x","subject":"T","time":"2026-11-22T09:30:00Z","#
                    + #""data":{"set":{"a":1,"a":2}}}"#,
                #"the key "a" stands twice in "set""#
            ),
        ]
    )
    func bad(text: String, what: String) {
        let found = finding(text)
        #expect(found?.what.hasPrefix(what) == true, "\(found?.what ?? "none")")
    }
}
