import SLAEngine
import Testing

@testable import EventFormat

@Suite("Derived ids")
struct DerivedIDTests {
    @Test(
        "the hash gives the published values of FNV-1a with 128 bits",
        arguments: [
            ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
            ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
        ]
    )
    func hash(text: String, expected: String) {
        var hash = ContentHash()
        hash.combine(text)
        #expect(hash.hex == expected)
    }

    /// Ledgers hold such ids, so these values must never change.
    ///
    /// They come from a program of its own, written after the comments on the encoding.
    @Test(
        "an id that was derived once is derived for ever",
        arguments: [
            (line(), "auto-ef4d0951989dd83d029940d18ab74822"),
            (
                line(#","set":{"status":"new","priority":"P1","assignee":null}"#, type: "created"),
                "auto-eaff914250bfac1dc90d47196a44847c"
            ),
            (
                line(
                    #","source":"crm","seq":-7,"by":"agent","corrects":"e-0","#
                        + #""opened_at":"2026-11-22T08:29:59.999Z","reason":"zwei\nZeilen""#,
                    type: "noted"
                ),
                "auto-6252e88ab1491414ed26730d6d2f7717"
            ),
            (
                #"{"ticket":"Ä-1","at":"2026-11-22T08:30:00Z","type":"payment-received","set":{"ü":1,"z":"😀"}}"#,
                "auto-372d4352c5e74727555e776839460dd6"
            ),
        ]
    )
    func golden(text: String, id: String) {
        #expect(event(text)?.id == id)
    }

    @Test("the order of keys, white space, escapes, the offset and what goes without saying change nothing")
    func insensitive() {
        let expected = event(line(#","set":{"a":"1","b":null}"#))?.id
        #expect(expected?.hasPrefix("auto-") == true)
        #expect(expected?.utf8.count == 37)
        for text in [
            #"{"set":{"b":null,"a":"1"},"type":"changed","at":"2026-11-22T09:30:00+01:00","ticket":"T-1"}"#,
            #" { "ticket" : "T\u002d1", "at":"2026-11-22T08:30:00.0001Z","type":"changed","set":{ "a":1,"b":null } } "#,
            line(#","set":{"a":"1","b":null},"by":"system","public":true"#),
            #"{"specversion":"1.0","subject":"T-1","time":"2026-11-22T08:30:00Z","type":"x.changed","#
                + #""data":{"set":{"a":1,"b":null}}}"#,
        ] {
            #expect(event(text)?.id == expected)
        }
    }

    @Test("every content gives its own id")
    func sensitive() {
        let texts = [
            line(), line(type: "assigned"), line(#","seq":0"#), line(#","seq":1"#), line(#","by":"agent""#),
            line(#","public":false"#), line(#","set":{"a":"1"}"#), line(#","set":{"a":"2"}"#),
            line(#","set":{"a":null}"#), line(#","set":{"a":""}"#), line(#","set":{"b":"1"}"#),
            line(#","set":{"a":"1","b":"1"}"#), line(#","set":{"a":"1b1"}"#), line(#","corrects":"1""#),
            line(#","opened_at":"1970-01-01T00:00:00Z""#), line(#","opened_at":"1970-01-01T00:00:01Z""#),
            line(#","reason":"""#), line(#","reason":"1""#), line(#","source":"1""#),
            #"{"ticket":"T-2","at":"2026-11-22T09:30:00+01:00","type":"changed"}"#,
            #"{"ticket":"T-1","at":"2026-11-22T09:30:00.001+01:00","type":"changed"}"#,
        ]
        let ids = texts.compactMap { event($0)?.id }
        #expect(ids.count == texts.count)
        #expect(Set(ids).count == texts.count)
    }

    @Test("an id that the feed gives is kept")
    func given() {
        #expect(event(line(#","id":"auto-1""#))?.id == "auto-1")
    }
}
