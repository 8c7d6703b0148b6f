import EventFormat
import SLAEngine
import Testing

/// What a bad line is told.
@Suite("Findings")
struct FindingTests {
    @Test(
        "a moment that cannot be taken says how to write it",
        arguments: [
            (
                "2026-11-22T09:30:00", "has no offset",
                "write 2026-11-22T09:30:00Z if it is UTC, else add an offset such as +01:00"
            ),
            ("2026-11-22T09:30:60Z", "has the second 60", "write second 59, or second 00 of the next minute"),
            ("2026-02-30T09:30:00Z", "the date in ", "a day that the month has"),
            ("2026-13-01T09:30:00Z", "the date in ", "a month from 01 to 12"),
            ("2026-11-22T24:00:00Z", "the hour in ", "midnight is 00:00 of the next day"),
            ("2026-11-22T09:60:00Z", "the minute in ", "a minute from 00 to 59"),
            ("2026-11-22T09:30:61Z", "the second in ", "a second from 00 to 59"),
            ("2026-11-22T09:30:00+24:00", "the offset in ", "from -23:59 to +23:59"),
            ("2026-11-22 09:30:00Z", "from byte 11 on", "write 2026-11-22T09:30:00Z"),
            ("2026-11-22 09:30:00.25 -0330", "from byte 11 on", "write 2026-11-22T09:30:00.25-03:30"),
            ("2026-11-22T09:30:00+01", "from byte 23 on", "write 2026-11-22T09:30:00+01:00"),
            ("2026-11-22 09:30:00 UTC", "from byte 11 on", "write 2026-11-22T09:30:00Z"),
            ("2026-11-22 09:30Z", "from byte 11 on", "write 2026-11-22T09:30:00Z"),
            ("2026-11-22 09:30", "from byte 11 on", "write 2026-11-22T09:30:00Z if it is UTC, else its offset"),
            ("2026-11-22 9:30", "from byte 11 on", "write it like 2026-11-22T09:30:00+01:00"),
            ("2026-11-22 CET", "from byte 11 on", "write it like 2026-11-22T09:30:00+01:00"),
            ("22.11.2026", "from byte 3 on", "write it like 2026-11-22T09:30:00+01:00"),
            ("", "from byte 1 on", "write it like 2026-11-22T09:30:00+01:00"),
            ("1969-12-31T23:59:59.999Z", "is not in the years 1970 to 2200", "write the year it happened"),
            ("2201-01-01T00:00:00Z", "is not in the years 1970 to 2200", "write the year it happened"),
            ("0001-01-01T00:00:00Z", "is not in the years 1970 to 2200", "write the year it happened"),
        ]
    )
    func moments(text: String, what: String, hint: String) {
        let at = finding(#"{"ticket":"T","type":"noted","at":"\#(text)"}"#)
        #expect(at?.what.contains(#""at" "#) == true)
        #expect(at?.what.contains(what) == true, "\(at?.what ?? "none")")
        #expect(at?.hint.contains(hint) == true, "\(at?.hint ?? "none")")
        let openedAt = finding(line(#","opened_at":"\#(text)""#))
        #expect(openedAt?.what.contains(#""opened_at" "#) == true)
    }

    @Test(
        "a key that is missing is named",
        arguments: [
            (#"{"at":"2026-11-22T09:30:00Z","type":"noted"}"#, "ticket"),
            (#"{"ticket":"T","type":"noted"}"#, "at"), (#"{"ticket":"T","at":"2026-11-22T09:30:00Z"}"#, "type"),
            ("{}", "type"),
        ]
    )
    func missing(text: String, key: String) {
        #expect(finding(text)?.what == "the key \"\(key)\" is missing")
    }

    @Test(
        "an unknown key is a finding, with the word that was meant",
        arguments: [
            ("sets", #"did you mean "set"?"#), ("Set", #"did you mean "set"?"#), ("seet", #"did you mean "set"?"#),
            ("TICKET", #"did you mean "ticket"?"#), ("tikcet", #"did you mean "ticket"?"#),
            ("openedat", #"did you mean "opened_at"?"#), ("openedAt", #"did you mean "opened_at"?"#),
            ("visible", "attributes stand in"), ("status", "attributes stand in"), ("x", "attributes stand in"),
            ("", "attributes stand in"),
        ]
    )
    func unknown(key: String, hint: String) {
        let found = finding(line(#","\#(key)":1"#))
        #expect(found?.what == "unknown key \"\(key)\"")
        #expect(found?.hint.contains(hint) == true, "\(found?.hint ?? "none")")
    }

    @Test(
        "a key that stands twice is a finding",
        arguments: [
            (line(#","type":"changed""#), #"the key "type" stands twice"#),
            (line(#","ty\u0070e":"changed""#), #"the key "type" stands twice"#),
            (line(#","x":1,"x":1"#), #"the key "x" stands twice"#),
            (line(#","set":{},"set":{}"#), #"the key "set" stands twice"#),
            (line(#","set":{"a":1,"b":2,"a":1}"#), #"the key "a" stands twice in "set""#),
            (line(#","set":{"":1,"":1}"#), #""set" has an empty key"#),
            (line(",\"set\":{\"\u{E9}\":1,\"e\u{301}\":1}"), "composed in two ways of Unicode"),
        ]
    )
    func duplicateKeys(text: String, what: String) {
        let found = finding(text)
        #expect(found?.what.contains(what) == true, "\(found?.what ?? "none")")
    }

    @Test("a key that stands twice is found among any number of keys", arguments: 2...60)
    func duplicateKeyAmongMany(count: Int) {
        let members = (1...count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(decode(line(",\"set\":{\(members)}")).events.first?.changes.count == count)
        for twice in [1, count / 2 + 1, count] {
            let found = finding(line(",\"set\":{\(members),\"k\(twice)\":0}"))
            #expect(found?.what == "the key \"k\(twice)\" stands twice in \"set\"")
        }
    }

    @Test(
        "a value of another kind is a finding",
        arguments: [
            (#""ticket":1.5,"at":"2026-11-22T09:30:00Z","type":"noted""#, #""ticket" is 1.5, and must be a text or a"#),
            (#""ticket":"T","at":1795336200,"type":"noted""#, #""at" is 1795336200, and must be a text"#),
            (#""ticket":"T","at":"2026-11-22T09:30:00Z","type":null"#, #""type" is null, and must be a text"#),
        ]
    )
    func requiredKinds(members: String, what: String) {
        let found = finding("{\(members)}")
        #expect(found?.what.contains(what) == true, "\(found?.what ?? "none")")
    }

    @Test(
        "a moment that counts from 1970 is shown as it should be written, where its unit is beyond doubt",
        arguments: [
            ("1795336200", #"write "2026-11-22T08:30:00Z", if"#),
            ("1795336200250", #"write "2026-11-22T08:30:00.250Z", if"#),
            ("1000000000", #"write "2001-09-09T01:46:40Z", if"#), ("999999999", "write a text such as"),
            ("7289654399", #"write "2200-12-31T23:59:59Z", if"#), ("7289654400", "write a text such as"),
            ("1000000000000", #"write "2001-09-09T01:46:40Z", if"#), ("999999999999", "write a text such as"),
            ("7289654399999", #"write "2200-12-31T23:59:59.999Z", if"#), ("7289654400000", "write a text such as"),
            ("45983.4", "write a text such as"), ("-1", "write a text such as"),
        ]
    )
    func numberedMoments(number: String, hint: String) {
        let found = finding(#"{"ticket":"T","type":"noted","at":\#(number)}"#)
        #expect(found?.hint.hasPrefix(hint) == true, "\(found?.hint ?? "none")")
    }

    @Test(
        "an optional value of another kind is a finding",
        arguments: [
            (#""id":1.5"#, "1.5, and must be a text or a whole number"), (#""id":true"#, "true, and"),
            (#""id":null"#, "null, and"), (#""id":["e"]"#, "a list, and"), (#""seq":"1""#, "a text, and"),
            (#""seq":1.0"#, "1.0, and must be a whole number"),
            (#""seq":9223372036854775808"#, "9223372036854775808, and must be a whole number"),
            (#""by":1"#, "1, and must be a text"), (#""by":"robot""#, #""robot", and must be customer, agent or"#),
            (#""by":"Agent""#, #""Agent", and must be customer, agent or system"#), (#""by":"""#, #""", and must"#),
            (#""public":"yes""#, "a text, and must be true or false"), (#""public":0"#, "0, and must be true or false"),
            (#""set":[]"#, "a list, and must be an object"), (#""set":null"#, "null, and must be an object"),
            (#""set":{"a":[1]}"#, #""a" is a list, and must be a text, a number"#),
            (#""set":{"a":{"b":1}}"#, #""a" is an object, and must be a text, a number"#),
            (#""corrects":{}"#, "an object, and must be"), (#""opened_at":0"#, "0, and must be a text"),
            (#""reason":1"#, "1, and must be a text"), (#""source":false"#, "false, and must be a text"),
        ]
    )
    func optionalKinds(member: String, what: String) {
        let found = finding(line("," + member))
        #expect(found?.what.contains(what) == true, "\(found?.what ?? "none")")
    }

    @Test(
        "a name that is empty or has a control character is a finding",
        arguments: ["id", "source", "corrects"],
        [(#""#, "is empty"), (#"a\u0000"#, "has a control character")]
    )
    func names(key: String, value: (String, String)) {
        let found = finding(line(#","\#(key)":"\#(value.0)""#))
        #expect(found?.what.hasPrefix("\"\(key)\" \(value.1)") == true, "\(found?.what ?? "none")")
    }

    @Test("control characters are those below U+0020 and U+007F", arguments: [0x00, 0x09, 0x0A, 0x1B, 0x1F, 0x7F])
    func controlCharacters(scalar: UInt32) {
        let escape = "\\u00" + (scalar < 16 ? "0" : "") + String(scalar, radix: 16)
        #expect(finding(line(type: "a" + escape))?.what.contains("has a control character") == true)
        #expect(finding(line(",\"set\":{\"a\(escape)\":1}"))?.what.contains("has a control character") == true)
        // Free texts may have all of them but NUL.
        let free = event(line(",\"reason\":\"a\(escape)\",\"set\":{\"a\":\"\(escape)\"}"))
        #expect((free == nil) == (scalar == 0))
        let ticket = #"{"ticket":"a\#(escape)","at":"2026-11-22T09:30:00Z","type":"noted"}"#
        #expect(finding(ticket)?.what.contains("has a control character") == true)
    }

    @Test("a free text may have lines, but no NUL", arguments: [#""reason":"a%b""#, #""set":{"k":"a%b"}"#])
    func nul(field: String) {
        #expect(finding(line("," + field.replacing("%", with: #"\u0000"#)))?.what.contains("has a NUL") == true)
        #expect(finding(line("," + field.replacing("%", with: #"\n\u0001"#))) == nil)
    }

    @Test("a control character is found at every place of a name", arguments: 0..<20)
    func controlCharacterPlaces(place: Int) {
        let letters = Array(repeating: "~", count: 19)
        for escape in ["\\u0000", "\\u001f", "\\u007f"] {
            let name = letters.prefix(place).joined() + escape + letters.dropFirst(place).joined()
            #expect(finding(line(type: name))?.what.contains("has a control character") == true)
        }
        for good in [" ", "\u{80}", "ÿ", "~", "!"] {
            let name = letters.prefix(place).joined() + good + letters.dropFirst(place).joined()
            #expect(event(line(type: name)) != nil)
        }
    }

    @Test("spaces and letters of any script are no control characters", arguments: [" ", "\u{80}", "ü", "票", "~"])
    func otherCharacters(character: String) {
        #expect(event(line(type: character))?.type.word == character)
    }

    @Test("what a stranger wrote is shown harmlessly and cut")
    func shownText() {
        let forged = finding(line(#","by":"\u001b[2J\nMESSAGE=x\u202e\"""#))
        #expect(forged?.what == #""by" is "\u{1B}[2J\u{A}MESSAGE=x\u{202E}\"", and must be customer, agent or system"#)
        let long = finding(line(#","by":"\#(String(repeating: "ü", count: 61))""#))
        #expect(long?.what.contains(String(repeating: "ü", count: 60) + "…\"") == true)
    }

    @Test(
        "what is not an event is a finding",
        arguments: [("1", "a number"), (#""x""#, "a text"), ("null", "null"), ("true", "true or"), ("[]", "a list")]
    )
    func otherValues(text: String, what: String) {
        #expect(finding(text)?.what.hasPrefix("an event is an object, and this is \(what)") == true)
    }
}
