import BusinessTime
import Catalog
import Report
import Testing

@testable import slactl

@Suite("Questions a line")
struct BatchTests {
    private var book: CalendarBook

    init() throws {
        let office = """
            calendar: berlin-office
            time_zone: Europe/Berlin
            hours: {mon-thu: "08:00-12:00, 13:00-17:00", fri: 08:00-14:00}
            holidays: [{date: 12-25, name: Christmas Day}]
            """
        let closed = "{calendar: closed, time_zone: UTC, hours: {}}"
        let files = CatalogueFiles(["calendars/office.yaml": office, "calendars/closed.yaml": closed])
        book = try CalendarBook(files, now: try Timestamp(rfc3339: "2026-11-22T12:00:00Z"))
    }

    private func answer(_ line: String) throws -> String {
        var book = book
        return try JSONText.line(BatchQuestion.answer(line, &book))
    }

    @Test(
        "a deadline stands in the zone of the calendar",
        arguments: [
            ("berlin-office", "2026-12-24T16:00:00+01:00", "1bh30bm", "2026-12-28T08:30:00+01:00"),
            ("berlin-office", "2026-12-24T15:00:00Z", "1bh", "2026-12-24T17:00:00+01:00"),
            ("berlin-office", "2026-12-24T16:00:00+01:00", "1bd", "2026-12-28T17:00:00+01:00"),
            ("berlin-office", "2026-12-24T16:00:00+01:00", "4h", "2026-12-24T20:00:00+01:00"),
            ("berlin-office", "2027-03-27T16:00:00+01:00", "1bs", "2027-03-29T08:00:01+02:00"),
            ("berlin-office", "1999-12-24T16:00:00+01:00", "1bh", "1999-12-27T09:00:00+01:00"),
            ("berlin-office", "1950-12-22T13:00:00+01:00", "1bh", "1950-12-22T14:00:00+01:00"),
            ("berlin-office", "2126-12-24T16:00:00+01:00", "1bh", "2126-12-24T17:00:00+01:00"),
            ("always", "2026-12-24T16:00:00+01:00", "4bh", "2026-12-24T19:00:00Z"),
        ])
    func deadline(calendar: String, start: String, target: String, deadline: String) throws {
        let question = #"{"calendar":"\#(calendar)","op":"deadline","start":"\#(start)","target":"\#(target)"}"#
        #expect(try answer(question) == #"{"deadline":"\#(deadline)"}"#)
    }

    @Test("never is null", arguments: ["1bs", "1bd"])
    func never(target: String) throws {
        let question = #"{"calendar":"closed","op":"deadline","start":"2026-12-24T16:00:00Z","target":"\#(target)"}"#
        #expect(try answer(question) == #"{"deadline":null}"#)
    }

    @Test(
        "open time is a number of seconds",
        arguments: [
            ("berlin-office", "2026-12-24T16:00:00+01:00", "2026-12-29T08:00:00+01:00", "32400"),
            ("berlin-office", "2026-12-24T16:00:00.5+01:00", "2026-12-24T16:00:01.25+01:00", "0.75"),
            ("berlin-office", "2026-12-24T16:00:00+01:00", "2026-12-24T15:00:00+01:00", "0"),
            ("always", "2026-12-24T16:00:00.001Z", "2026-12-25T16:00:00Z", "86399.999"),
            ("closed", "2026-12-24T16:00:00Z", "2027-12-24T16:00:00Z", "0"),
        ])
    func openTime(calendar: String, from: String, to: String, seconds: String) throws {
        let question = #"{"calendar":"\#(calendar)","op":"open_time","from":"\#(from)","to":"\#(to)"}"#
        #expect(try answer(question) == #"{"seconds":\#(seconds)}"#)
    }

    @Test(
        "what is no question is told why",
        arguments: [
            ("", "not a JSON object"), ("[]", "not a JSON object"), ("{", "not a JSON object"),
            ("{}", "'calendar' is missing"), (#"{"calendar":1}"#, "'calendar' is not a text"),
            (#"{"calendar":"always"}"#, "'op' is missing"),
            (#"{"calendar":"always","op":"close"}"#, "op: 'close' is not a question; write deadline or open_time"),
            (#"{"calendar":"always","op":"deadline","target":"1h"}"#, "'start' is missing"),
            (#"{"calendar":"always","op":"deadline","start":"2026-12-24T16:00:00Z"}"#, "'target' is missing"),
            (
                #"{"calendar":"closd","op":"open_time","from":"","to":""}"#,
                "there is no calendar 'closd'; did you mean 'closed'?"
            ),
            (
                #"{"calendar":"always","op":"deadline","start":"2026-12-24T16:00:00Z","target":"1bd"}"#,
                "target: '1bd' counts business days, and the calendar always has none"
            ),
            (
                #"{"calendar":"berlin-office","op":"deadline","start":"2026-07-01T16:00:00","target":"1h"}"#,
                "start: '2026-07-01T16:00:00' has no offset; in Europe/Berlin write 2026-07-01T16:00:00+02:00"
            ),
            (
                #"{"calendar":"always","op":"open_time","from":"2026-07-01T16:00:00","to":""}"#,
                "from: '2026-07-01T16:00:00' has no offset; in UTC write 2026-07-01T16:00:00Z"
            ),
            (
                #"{"calendar":"always","op":"open_time","from":"2026-07-01T16:00:00Z","to":"noon"}"#,
                "to: 'noon' is not a moment; write one such as 2026-11-22T09:30:00+01:00"
            ),
            (
                #"{"calendar":"always","op":"open_time","from":"2026-06-31T16:00:00Z","to":""}"#,
                "from: '2026-06-31T16:00:00Z' has a date that does not exist"
            ),
        ])
    func badQuestion(line: String, reason: String) throws {
        #expect(try answer(line) == JSONText.line(CalendarAnswer.error(reason)))
    }
}
