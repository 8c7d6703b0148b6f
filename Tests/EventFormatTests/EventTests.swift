import BusinessTime
import EventFormat
import SLAEngine
import Testing

/// What a good line says.
@Suite("Events")
struct EventTests {
    @Test("every key reaches the event")
    func everyKey() {
        let text = line(
            #","id":"e-1","seq":7,"by":"agent","public":false,"set":{"status":"pending","priority":null},"#
                + #""corrects":"e-0","opened_at":"2026-11-21T00:00:00Z","reason":"two\nlines","source":"crm""#
        )
        let expected = TicketEvent(
            ticket: "T-1",
            at: halfPastEight,
            type: .changed,
            id: "e-1",
            source: "crm",
            seq: 7,
            by: .agent,
            isPublic: false,
            changes: [AttributeChange(key: "priority", value: nil), AttributeChange(key: "status", value: "pending")],
            corrects: "e-0",
            openedAt: Timestamp(millisecondsSinceEpoch: 1_795_219_200_000),
            reason: "two\nlines"
        )
        #expect(event(text) == expected)
    }

    @Test(
        "who did it follows from the type where nothing says it",
        arguments: [
            ("created", Actor.customer), ("noted", .system), ("changed", .system), ("assigned", .system),
            ("resolved", .system), ("closed", .system), ("reopened", .system), ("merged", .system),
            ("cancelled", .system), ("payment-received", .system),
        ]
    )
    func actor(type: String, expected: Actor) {
        #expect(event(line(type: type))?.by == expected)
        #expect(event(line(#","by":"agent""#, type: type))?.by == .agent)
    }

    @Test("a reply of nobody is a finding, and one of somebody is not")
    func reply() {
        #expect(finding(line(type: "replied"))?.what == #""replied" does not say whose reply it is"#)
        #expect(event(line(#","by":"customer""#, type: "replied"))?.by == .customer)
    }

    @Test("a note is internal and all else public, unless the event says otherwise")
    func visibility() {
        #expect(event(line(type: "noted"))?.isPublic == false)
        #expect(event(line(#","public":true"#, type: "noted"))?.isPublic == true)
        #expect(event(line())?.isPublic == true)
        #expect(event(line(#","public":false"#))?.isPublic == false)
    }

    @Test("words of the format are types of their own, other words are the user's")
    func types() {
        #expect(event(line(type: "resolved"))?.type == .resolved)
        #expect(event(line(type: "payment-received"))?.type == .custom("payment-received"))
    }

    @Test("an id may be a whole number", arguments: ["0", "-7", "9223372036854775807", "18446744073709551615"])
    func numericID(number: String) {
        #expect(event(line(#","id":\#(number)"#))?.id == number)
        #expect(event(line(#","id":1,"corrects":\#(number)"#))?.corrects == number)
    }

    @Test(
        "values of attributes are kept as text",
        arguments: [
            (#""open""#, "open"), (#""""#, ""), ("0", "0"), ("-0", "0"), ("-12", "-12"),
            ("18446744073709551615", "18446744073709551615"), ("1.50", "1.5"), ("0.1", "0.1"), ("1e2", "100.0"),
            ("1e300", "1e+300"), ("true", "true"), ("false", "false"), (#""a\nb\u0001""#, "a\nb\u{1}"),
            (#""\u00e9\ud83d\ude00""#, "é😀"),
        ]
    )
    func attributeValue(json: String, expected: String) {
        #expect(event(line(#","set":{"k":\#(json)}"#))?.changes == [AttributeChange(key: "k", value: expected)])
    }

    @Test("attributes stand in the order of their keys")
    func order() {
        let keys = event(line(#","set":{"b":1,"c":null,"a":2,"aa":3,"B":4}"#))?.changes.map(\.key)
        #expect(keys == ["B", "a", "aa", "b", "c"])
        #expect(event(line(#","set":{}"#))?.changes == [])
    }

    @Test("a retraction names what it removes")
    func retraction() {
        #expect(event(line(#","corrects":"e-1""#, type: "retracted"))?.corrects == "e-1")
        #expect(finding(line(type: "retracted"))?.hint == #"write that event's id as "corrects""#)
    }

    @Test(
        "moments of the years 1970 to 2200 are taken",
        arguments: [
            ("1970-01-01T00:00:00Z", Int64(0)), ("1969-12-31T23:00:00-01:00", 0),
            ("2200-12-31T23:59:59.999Z", 7_289_654_399_999), ("2026-11-22t08:30:00.0009z", 1_795_336_200_000),
        ]
    )
    func moments(text: String, milliseconds: Int64) {
        let decoded = event(#"{"ticket":"T","type":"noted","at":"\#(text)"}"#)
        #expect(decoded?.at.millisecondsSinceEpoch == milliseconds)
    }
}
