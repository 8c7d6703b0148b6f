import BusinessTime
import Testing

@Suite("RFC 3339")
struct RFC3339Tests {
    @Test(
        "a date-time with an offset is a moment",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999Z", -1),
            ("1970-01-01T00:00:00.001Z", 1),
            ("2026-11-22T09:30:00+01:00", 1_795_336_200_000),
            ("2026-11-22T08:30:00Z", 1_795_336_200_000),
            ("2026-11-22T03:00:00-05:30", 1_795_336_200_000),
            ("2026-11-22t08:30:00z", 1_795_336_200_000),
            ("2026-11-22T08:30:00-00:00", 1_795_336_200_000),
            ("2026-11-22T08:30:00+00:00", 1_795_336_200_000),
            ("2026-11-23T08:29:00+23:59", 1_795_336_200_000 - 0),
            ("2026-11-21T08:31:00-23:59", 1_795_336_200_000),
            ("2026-11-22T08:30:00.5Z", 1_795_336_200_500),
            ("2026-11-22T08:30:00.25Z", 1_795_336_200_250),
            ("2026-11-22T08:30:00.1239Z", 1_795_336_200_123),
            ("2026-11-22T08:30:00.9999999999999999999999Z", 1_795_336_200_999),
            ("2026-11-22T08:30:00.000Z", 1_795_336_200_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000),
            ("2025-12-31T23:59:59.999Z", 1_767_225_599_999),
            ("2026-01-01T00:59:59.999+01:00", 1_767_225_599_999),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ])
    func valid(text: String, milliseconds: Int64) throws {
        #expect(try Timestamp(rfc3339: text) == Timestamp(millisecondsSinceEpoch: milliseconds))
    }

    @Test(
        "anything else says what is wrong, and where",
        arguments: [
            ("", TimestampError.malformed(byteOffset: 0)),
            ("now", .malformed(byteOffset: 0)),
            ("2026", .malformed(byteOffset: 4)),
            ("26-11-22T08:30:00Z", .malformed(byteOffset: 2)),
            ("+2026-11-22T08:30:00Z", .malformed(byteOffset: 0)),
            ("12026-11-22T08:30:00Z", .malformed(byteOffset: 4)),
            ("2026/11/22T08:30:00Z", .malformed(byteOffset: 4)),
            ("2026-1-22T08:30:00Z", .malformed(byteOffset: 6)),
            ("2026-11-22", .malformed(byteOffset: 10)),
            ("2026-11-22 08:30:00Z", .malformed(byteOffset: 10)),
            ("2026-11-22T8:30:00Z", .malformed(byteOffset: 12)),
            ("2026-11-22T08:30Z", .malformed(byteOffset: 16)),
            ("2026-11-22T08:30:00.Z", .malformed(byteOffset: 20)),
            ("2026-11-22T08:30:00.", .malformed(byteOffset: 20)),
            ("2026-11-22T08:30:00,5Z", .malformed(byteOffset: 19)),
            ("2026-11-22T08:30:00 Z", .malformed(byteOffset: 19)),
            ("2026-11-22T08:30:00ZZ", .malformed(byteOffset: 20)),
            ("2026-11-22T08:30:00Z ", .malformed(byteOffset: 20)),
            (" 2026-11-22T08:30:00Z", .malformed(byteOffset: 0)),
            ("2026-11-22T08:30:00+0100", .malformed(byteOffset: 22)),
            ("2026-11-22T08:30:00+01", .malformed(byteOffset: 22)),
            ("2026-11-22T08:30:00+1:00", .malformed(byteOffset: 21)),
            ("2026-11-22T08:30:00+", .malformed(byteOffset: 20)),
            ("2026-11-22T08:30:00\u{2212}01:00", .malformed(byteOffset: 19)),
            ("\u{0662}026-11-22T08:30:00Z", .malformed(byteOffset: 0)),
            ("2026-11-22T08:30:00", .offsetMissing),
            ("2026-11-22T08:30:00.5", .offsetMissing),
            ("2026-00-22T08:30:00Z", .outOfRange("date")),
            ("2026-13-22T08:30:00Z", .outOfRange("date")),
            ("2026-11-00T08:30:00Z", .outOfRange("date")),
            ("2026-11-31T08:30:00Z", .outOfRange("date")),
            ("2026-02-29T08:30:00Z", .outOfRange("date")),
            ("1900-02-29T08:30:00Z", .outOfRange("date")),
            ("2024-02-30T08:30:00Z", .outOfRange("date")),
            ("2026-11-22T24:00:00Z", .outOfRange("hour")),
            ("2026-11-22T08:60:00Z", .outOfRange("minute")),
            ("2026-11-22T08:30:61Z", .outOfRange("second")),
            ("2026-11-22T08:30:00+24:00", .outOfRange("offset")),
            ("2026-11-22T08:30:00+01:60", .outOfRange("offset")),
            ("2016-12-31T23:59:60Z", .leapSecond),
            ("2026-11-22T08:30:60.5+01:00", .leapSecond),
        ])
    func invalid(text: String, error: TimestampError) {
        #expect(throws: error) { try Timestamp(rfc3339: text) }
    }

    @Test(
        "a moment is printed with its offset, milliseconds only where there are some",
        arguments: [
            (0, 0, "1970-01-01T00:00:00Z"),
            (-1, 0, "1969-12-31T23:59:59.999Z"),
            (1, 0, "1970-01-01T00:00:00.001Z"),
            (250, 3_600, "1970-01-01T01:00:00.250+01:00"),
            (0, -1_800, "1969-12-31T23:30:00-00:30"),
            (0, 20_700, "1970-01-01T05:45:00+05:45"),
            (0, 50_400, "1970-01-01T14:00:00+14:00"),
            (0, -43_200, "1969-12-31T12:00:00-12:00"),
            (0, 59, "1970-01-01T00:00:00Z"),
            (0, -59, "1970-01-01T00:00:00Z"),
            (0, 1_172, "1970-01-01T00:19:00+00:19"),
            (1_767_225_599_999, 3_600, "2026-01-01T00:59:59.999+01:00"),
            (-62_167_219_200_000, 0, "0000-01-01T00:00:00Z"),
            (253_402_300_799_999, 0, "9999-12-31T23:59:59.999Z"),
        ])
    func printing(milliseconds: Int64, offset: Int, text: String) {
        #expect(Timestamp(millisecondsSinceEpoch: milliseconds).text(offsetSeconds: offset) == text)
    }

    @Test("what is printed is read back, at any offset")
    func roundTrip() throws {
        var state: Int64 = 12_345
        for _ in 0..<5_000 {
            state = (state &* 6_364_136_223_846_793_005) &+ 1_442_695_040_888_963_407
            let moment = Timestamp(millisecondsSinceEpoch: (state >> 8) % 62_000_000_000_000)
            for offset in [0, 3_600, -34_200, 50_400] {
                #expect(try Timestamp(rfc3339: moment.text(offsetSeconds: offset)) == moment)
            }
        }
    }
}
