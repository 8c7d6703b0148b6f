import Compliance
import Testing

@Suite("Shares and the figures of a window")
struct ShareTests {
    @Test(
        "misses are allowed in whole tickets, never rounded up",
        arguments: [
            (95_000, 40, 2), (95_000, 38, 1), (95_000, 20, 1), (95_000, 19, 0), (95_000, 0, 0), (90_000, 10, 1),
            (100_000, 1_000, 0), (99_999, 100_000, 1), (99_999, 99_999, 0), (1, 100_000, 99_999),
        ])
    func allowed(parts: Int64, count: Int64, allowed: Int64) throws {
        let share = try #require(Share(parts: parts))
        #expect(share.missesAllowed(of: count) == allowed)
        // With so many misses the share is reached, with one more it is not.
        #expect(share.isReached(by: count - allowed, of: count))
        #expect(count == 0 || !share.isReached(by: count - allowed - 1, of: count))
    }

    @Test("the meets needed are the fewest that suffice")
    func needed() throws {
        for parts in [1, 50_000, 66_667, 90_000, 95_000, 99_500, 99_999] as [Int64] {
            let share = try #require(Share(parts: parts))
            for count in 0...60 as ClosedRange<Int64> {
                for part in 0...count {
                    let needed = try #require(share.meetsNeeded(by: part, of: count))
                    #expect(share.isReached(by: part + needed, of: count + needed))
                    #expect(needed == 0 || !share.isReached(by: part + needed - 1, of: count + needed - 1))
                }
            }
        }
        let all = try #require(Share(parts: 100_000))
        #expect(all.meetsNeeded(by: 9, of: 9) == 0)
        #expect(all.meetsNeeded(by: 8, of: 9) == nil)
    }

    @Test("a share is above nothing and at most all", arguments: [0, -1, 100_001] as [Int64])
    func refused(parts: Int64) {
        #expect(Share(parts: parts) == nil)
    }

    @Test(
        "a share is written without zeros that say nothing",
        arguments: [(95_000, "95%"), (99_500, "99.5%"), (99_950, "99.95%"), (1, "0.001%"), (100_000, "100%")])
    func text(parts: Int64, text: String) throws {
        #expect(try #require(Share(parts: parts)).text == text)
    }

    @Test(
        "a percentage is cut, so that nothing below a goal looks like the goal",
        arguments: [
            (9_499, 10_000, "94.9"), (95, 100, "95.0"), (2, 3, "66.6"), (0, 7, "0.0"), (7, 7, "100.0"),
            (999_999, 1_000_000, "99.9"),
        ])
    func percent(part: Int64, whole: Int64, text: String) {
        #expect(Proportion(part, of: whole).percentText() == text)
        #expect(Proportion(part, of: 0).percentText() == nil)
    }

    @Test("decimals are as many as are asked for")
    func decimals() {
        #expect(Proportion(2, of: 3).percentText(decimals: 0) == "66")
        #expect(Proportion(2, of: 3).percentText(decimals: 3) == "66.666")
        #expect(Proportion(1, of: 1_000_000).percentText(decimals: 3) == "0.000")
    }
}
