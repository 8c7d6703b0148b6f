import BusinessTime
import Testing

@testable import Catalog

@Suite("Times of exports")
struct TimeFormatTests {
    private let berlin = try? ZoneData(directory: "/usr/share/zoneinfo").zone(named: "Europe/Berlin")

    private func moment(_ text: String, _ format: String, _ zone: Zone? = .utc) throws -> String {
        try TimeFormat(format).read(text, in: zone).moment.utcText
    }

    @Test(
        "formats",
        arguments: [
            ("2026-11-22T09:30:00Z", "iso", "2026-11-22T09:30:00Z"),
            ("2026-11-22T09:30:00.250+01:00", "iso", "2026-11-22T08:30:00.250Z"),
            ("2026-11-22T09:30:00.2+0100", "iso", "2026-11-22T08:30:00.200Z"),
            ("2026-11-22 09:30:00,123456 -05", "iso", "2026-11-22T14:30:00.123Z"),
            ("2026-11-22 09:30:00 UTC", "iso", "2026-11-22T09:30:00Z"),
            ("2026-11-22 09:30", "iso", "2026-11-22T09:30:00Z"),
            ("2026-11-22", "iso", "2026-11-22T00:00:00Z"),
            ("1795339800", "epoch_seconds", "2026-11-22T09:30:00Z"),
            ("1795339800250", "epoch_milliseconds", "2026-11-22T09:30:00.250Z"),
            ("2026-11-22 09:30:00", "yyyy-MM-dd HH:mm:ss", "2026-11-22T09:30:00Z"),
            ("22/11/2026 09:30", "dd/MM/yyyy HH:mm", "2026-11-22T09:30:00Z"),
            ("1/2/2026 9:05 PM", "M/d/yyyy h:mm a", "2026-01-02T21:05:00Z"),
            ("11/22/2026 12:00 am", "M/d/yyyy h:mm a", "2026-11-22T00:00:00Z"),
            ("11/22/2026 12:00\u{202F}PM", "M/d/yyyy h:mm a", "2026-11-22T12:00:00Z"),
            ("11/22/2026 1:00 p.m.", "M/d/yyyy h:mm a", "2026-11-22T13:00:00Z"),
            ("22/Nov/26 9:30 AM", "dd/MMM/yy h:mm a", "2026-11-22T09:30:00Z"),
            ("Sun, 22 November 2026", "E, d MMM yyyy", "2026-11-22T00:00:00Z"),
            ("2026-11-22T09:30", "yyyy-MM-dd'T'HH:mm", "2026-11-22T09:30:00Z"),
            ("22.11.2026 o'clock 9", "dd.MM.yyyy 'o''clock' H", "2026-11-22T09:00:00Z"),
            ("2026-11-22 09:30:00.5 +01:00", "yyyy-MM-dd HH:mm:ss.SSS X", "2026-11-22T08:30:00.500Z"),
            ("22.11.2026 '9", "dd.MM.yyyy ''H", "2026-11-22T09:00:00Z"),
            ("20261122093000", "yyyyMMddHHmmss", "2026-11-22T09:30:00Z"),
        ])
    func formats(text: String, format: String, expected: String) throws {
        #expect(try moment(text, format) == expected)
    }

    @Test(
        "what is no such time is refused",
        arguments: [
            ("", "iso"), ("2026-11-22T", "iso"), ("2026-11-22T9:30", "iso"), ("2026-11-22T09:30:00+1", "iso"),
            ("2026-13-22", "iso"), ("2026-11-31", "iso"), ("2026-11-22T24:00", "iso"), ("2026-11-22T09:30:60Z", "iso"),
            ("2026-11-22 09:30 CET", "iso"), ("1.5", "epoch_seconds"), ("", "epoch_seconds"), ("1e9", "epoch_seconds"),
            ("99999999999999", "epoch_seconds"), ("9223372036854775807", "epoch_milliseconds"),
            ("22/11/2026", "dd/MM/yyyy HH:mm"), ("22/11/2026 09:30 ", "dd/MM/yyyy HH:mm"),
            ("1/11/2026 09:30", "dd/MM/yyyy HH:mm"), ("13/22/2026 9:30 AM", "M/d/yyyy h:mm a"),
            ("11/22/2026 13:30 PM", "M/d/yyyy h:mm a"), ("11/22/2026 0:30 AM", "M/d/yyyy h:mm a"),
            ("22/Nav/26", "dd/MMM/yy"),
        ])
    func refused(text: String, format: String) throws {
        #expect(throws: TextFault.self) { try moment(text, format) }
    }

    @Test(
        "it is said why, and what such a time is",
        arguments: [
            (
                "soon", "iso", "'soon' is no time of the format iso",
                "such a time is 2026-11-22 09:30:00 or 2026-11-22T09:30:00+01:00; else write format:"
            ),
            (
                "2026-11-31", "iso", "'2026-11-31' is a date or time that does not exist",
                "such a time is 2026-11-22 09:30:00 or 2026-11-22T09:30:00+01:00; else write format:"
            ),
            (
                "soon", "epoch_seconds", "'soon' is no time of the format epoch_seconds",
                "such a time is a whole number; else write another format:"
            ),
            (
                "soon", "dd.MM.yyyy", "'soon' is no time of the format dd.MM.yyyy",
                "write the export's format, as in time: {format: dd/MM/yyyy HH:mm}"
            ),
        ])
    func reason(text: String, format: String, what: String, hint: String) throws {
        let fault = try #require(throws: TextFault.self) { try moment(text, format) }
        #expect(fault.what == what)
        #expect(fault.hint == hint)
    }

    @Test(
        "a format that means nothing is refused",
        arguments: [
            "YYYY-MM-DD", "yyyy-mm-dd", "yyyy-MM-dd hh:mm", "yyyy-MM-dd HH:mm a", "HH:mm", "yyyy-MM-dd'T", "",
            "yyyy-MM-dd HH:MM", "ISO", "%Y-%m-%d",
        ])
    func badFormats(format: String) {
        #expect(throws: TextFault.self) { try TimeFormat(format) }
    }

    @Test("without an offset and a zone a time is refused")
    func noZone() {
        #expect(throws: TextFault.self) { try moment("2026-11-22 09:30", "iso", nil) }
    }

    @Test(
        "the edges of summer time are those of open hours", .enabled(if: hasZones, zonesMissing),
        arguments: [
            ("2026-03-29 01:59:59.999", "2026-03-29T00:59:59.999Z", ReadTime.Edge.plain),
            ("2026-03-29 02:00:00", "2026-03-29T01:00:00Z", .skipped),
            ("2026-03-29 02:59:59.999", "2026-03-29T01:00:00Z", .skipped),
            ("2026-03-29 03:00:00", "2026-03-29T01:00:00Z", .plain),
            ("2026-10-25 01:59:59.999", "2026-10-24T23:59:59.999Z", .plain),
            ("2026-10-25 02:00:00", "2026-10-25T00:00:00Z", .twice),
            ("2026-10-25 02:59:59.999", "2026-10-25T00:59:59.999Z", .twice),
            ("2026-10-25 03:00:00", "2026-10-25T02:00:00Z", .plain),
        ])
    func edges(text: String, expected: String, edge: ReadTime.Edge) throws {
        let read = try TimeFormat.iso.read(text, in: berlin)
        #expect(read.moment.utcText == expected)
        #expect(read.edge == edge)
    }
}
