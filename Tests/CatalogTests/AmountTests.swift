import BusinessTime
import Catalog
import SLAEngine
import Testing

/// Amounts in milliseconds.
private func elapsed(_ milliseconds: Int64) -> Amount { .elapsed(ElapsedTime(milliseconds: milliseconds)) }
private func open(_ milliseconds: Int64) -> Amount { .open(OpenTime(milliseconds: milliseconds)) }

@Suite("Amounts, spans and thresholds")
struct AmountTests {
    @Test(
        "an amount says in its units which time is meant",
        arguments: [
            ("1s", elapsed(1_000)),
            ("90s", elapsed(90_000)),
            ("15m", elapsed(900_000)),
            ("4h", elapsed(14_400_000)),
            ("1h30m", elapsed(5_400_000)),
            ("1h30m15s", elapsed(5_415_000)),
            ("1h0m", elapsed(3_600_000)),
            ("04h", elapsed(14_400_000)),
            ("439200h", elapsed(1_581_120_000_000)),
            ("1bs", open(1_000)),
            ("90bm", open(5_400_000)),
            ("4bh", open(14_400_000)),
            ("1bh30bm", open(5_400_000)),
            ("0bd", .businessDays(0)),
            ("2bd", .businessDays(2)),
            ("18300bd", .businessDays(18_300)),
        ]
    )
    func amount(text: String, expected: Amount) throws {
        #expect(try AmountText.amount(text) == expected)
    }

    @Test(
        "what is not an amount is refused with what to write",
        arguments: [
            ("", "write whole numbers"), ("h", "write whole numbers"), ("-4h", "write whole numbers"),
            ("PT4H", "write whole numbers"), ("1.5h", "write whole numbers"), ("4:30", "write whole numbers"),
            ("4 h", "write 4h"), ("4H", "write 4h"), ("15min", "write 15m"), ("1 hour 30 minutes", "write 1h30m"),
            ("2hrs", "write 2h"), ("4BH", "write 4bh"), ("4y", "write whole numbers"), ("٤h", "write whole numbers"),
            ("4", "write 4h for elapsed time or 4bh"), ("1h30", "write 30h for elapsed time"),
            ("0", "write 0h for elapsed time"), ("2d", "write 48h"), ("1d12h", "write 24h"), ("2bd4bh", "alone"),
            ("1d2bd", "alone"), ("bd", "write whole numbers"), ("18301bd", "no deadline lies so far ahead"),
            ("1h30bm", "as one of the two"), ("1bh30m", "as one of the two"), ("0h", "above zero"),
            ("0bh0bm", "above zero"), ("30m1h", "the larger first"), ("1h1h", "each unit once"),
            ("439201h", "no deadline lies so far ahead"), ("9999999999s", "write whole numbers"),
            ("999999999h", "no deadline lies so far ahead"),
        ]
    )
    func noAmount(text: String, hint: String) throws {
        let fault = try #require(throws: TextFault.self) { try AmountText.amount(text) }
        #expect(fault.hint.contains(hint), "\(fault)")
    }

    @Test(
        "a span counts a day as 24 hours",
        arguments: [
            ("0s", 0), ("5m", 300_000), ("7d", 604_800_000), ("1w", 604_800_000), ("1w1d", 691_200_000),
            ("1d12h", 129_600_000), ("18300d", 1_581_120_000_000),
        ] as [(String, Int64)]
    )
    func span(text: String, milliseconds: Int64) throws {
        #expect(try SpanText.span(text) == ElapsedTime(milliseconds: milliseconds))
    }

    @Test(
        "what is not a span is refused with what to write",
        arguments: [
            ("", "write whole numbers"), ("7", "write the unit"), ("7 days", "write 7d"), ("1 week", "write 1w"),
            ("2bh", "write whole numbers"), ("2bd", "write whole numbers"), ("6 months", "write whole numbers"),
            ("12h1d", "the larger first"), ("18301d", "no deadline"),
        ]
    )
    func noSpan(text: String, hint: String) throws {
        let fault = try #require(throws: TextFault.self) { try SpanText.span(text) }
        #expect(fault.hint.contains(hint), "\(fault)")
    }

    @Test(
        "a size has a unit of 1,024s or of 1,000s",
        arguments: [
            ("0B", 0), ("1B", 1), ("2KiB", 2_048), ("64MiB", 67_108_864), ("4GiB", 4_294_967_296), ("3kB", 3_000),
            ("500MB", 500_000_000), ("1GB", 1_000_000_000), ("999999999GiB", 1_073_741_822_926_258_176),
        ]
    )
    func size(text: String, bytes: Int) throws {
        #expect(try SizeText.bytes(text) == bytes)
    }

    @Test(
        "what is not a size is refused with what to write",
        arguments: [
            ("", "such as 64MiB"), ("64", "write 64MiB, or another unit"), ("64M", "write 64MiB"),
            ("4 GB", "write 4GB"),
            ("4gib", "write 4GiB"), ("10 kb", "write 10kB"), ("1.5GiB", "whole number"), ("-1MiB", "whole number"),
            ("4TiB", "whole number"), ("MiB", "whole number"), ("1000000000B", "whole number"),
            ("1MiB1B", "whole number"), ("６４MiB", "whole number"),
        ]
    )
    func noSize(text: String, hint: String) throws {
        let fault = try #require(throws: TextFault.self) { try SizeText.bytes(text) }
        #expect(fault.hint.contains(hint), "\(fault)")
    }

    @Test("a review comes every so many months, years or spans", arguments: ["6 months", "1 month", "1 year", "4w"])
    func interval(text: String) throws {
        _ = try SpanText.interval(text)
    }

    @Test(
        "what does not say how often is refused",
        arguments: ["", "0 months", "months", "six months", "6", "6 moons", "0s", "-1 months", "601 months"]
    )
    func noInterval(text: String) {
        #expect(throws: TextFault.self) { try SpanText.interval(text) }
    }

    @Test(
        "a warning is a share or an amount before",
        arguments: [
            ("1%", .percent(1), "1%"), ("99%", .percent(99), "99%"), ("050%", .percent(50), "50%"),
            ("30m before", .before(elapsed(1_800_000)), "30m before"),
            ("30bm   before", .before(open(1_800_000)), "30bm before"),
        ] as [(String, Threshold.Point, String)]
    )
    func warning(text: String, point: Threshold.Point, name: String) throws {
        #expect(try ThresholdText.warning(text) == Threshold(point: point, text: name))
    }

    @Test("a ladder step is an amount after")
    func ladder() throws {
        let expected = Threshold(point: .after(elapsed(7_200_000)), text: "2h after")
        #expect(try ThresholdText.ladderStep("2h after") == expected)
    }

    @Test(
        "what is not a warning is refused with what to write",
        arguments: [
            ("", "75%"), ("%", "such as 50%"), ("0%", "1% to 99%"), ("100%", "ladder"), ("12.5%", "such as 50%"),
            ("-5%", "such as 50%"), ("50", "write 50%"), ("30m", "write 30m before"), ("30m bevor", "30m before"),
            ("before 30m", "30m before"), ("30m before it", "30m before"), ("2h after", "ladder: [2h after]"),
            ("2d before", "48h"), ("4 before", "4h"),
        ]
    )
    func noWarning(text: String, hint: String) throws {
        let fault = try #require(throws: TextFault.self) { try ThresholdText.warning(text) }
        #expect(fault.hint.contains(hint), "\(fault)")
    }
}
