import Testing

@testable import BusinessTime

@Suite("The short way to a date-time")
struct PlainDateTimeTests {
    private static let good = "2026-11-22T09:30:59.250+01:00"

    @Test("the forms that programs write go the short way")
    func forms() {
        for text in ["2026-11-22T09:30:00Z", "2026-11-22T09:30:00.250Z", "2026-11-22T09:30:00-05:30", Self.good] {
            #expect(short(text) != nil, "\(text)")
        }
    }

    @Test(
        "other forms go the long way",
        arguments: [
            "", "2026-11-22", "2026-11-22t09:30:00Z", "2026-11-22T09:30:00z", "2026-11-22T09:30:00.2Z",
            "2026-11-22T09:30:00.2501Z", "2026-11-22T09:30:00", "2026-11-22T09:30:60Z", "2026-11-22T09:30:00+24:00",
            "2026-11-22T09:30:00+0100", "2026-02-29T09:30:00Z", "2026-11-22T24:00:00Z",
        ])
    func others(text: String) {
        #expect(short(text) == nil)
    }

    /// Each byte of a good one exchanged for each other one.
    @Test("what the short way reads the long way reads the same")
    func agreement() {
        for text in [Self.good, "2024-02-29T23:59:59Z", "1970-01-01T00:00:00.000Z"] {
            for place in text.utf8.indices {
                for byte in UInt8.min...UInt8.max {
                    var bytes = Array(text.utf8)
                    bytes[text.utf8.distance(from: text.utf8.startIndex, to: place)] = byte
                    let read = bytes.withUnsafeBytes(PlainDateTime.milliseconds)
                    let careful = bytes.withUnsafeBytes { bytes in
                        var reader = DigitReader(bytes: bytes)
                        return try? reader.timestamp()
                    }
                    if let read { #expect(read == careful?.millisecondsSinceEpoch, "\(bytes)") }
                }
            }
        }
    }

    private func short(_ text: String) -> Int64? {
        Array(text.utf8).withUnsafeBytes(PlainDateTime.milliseconds)
    }
}
