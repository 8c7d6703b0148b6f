import BusinessTime
import Compliance
import SLATesting
import Testing

@Suite("The figures of a window")
struct FiguresTests {
    private static let window = Window(from: .playDay, to: .playDay + .days(30))

    private func figures(
        _ parts: Int64 = 95_000, met: Int64, missed: Int64, open: Int64 = 0, expected: Int64? = nil,
        hasEnded: Bool = false
    ) throws -> Figures {
        Figures(
            share: try #require(Share(parts: parts)), window: Self.window,
            counted: Tally(met: met, missed: missed, open: open), expected: expected, hasEnded: hasEnded)
    }

    @Test("misses left: 2 of 40 and 1 of 38 at 95 %, less those that were")
    func missesLeft() throws {
        #expect(try figures(met: 30, missed: 0, open: 10).missesLeft == 2)
        #expect(try figures(met: 28, missed: 0, open: 10).missesLeft == 1)
        #expect(try figures(met: 29, missed: 1, open: 10).missesLeft == 1)
        #expect(try figures(met: 27, missed: 3, open: 10).missesLeft == -1)
        #expect(try figures(met: 0, missed: 0).missesLeft == 0)
    }

    @Test("the best case meets all that is open, the worst case misses it")
    func bestAndWorst() throws {
        let figures = try figures(met: 29, missed: 1, open: 10)
        #expect(figures.best == Proportion(39, of: 40))
        #expect(figures.worst == Proportion(29, of: 40))
        #expect(figures.attainment == Proportion(29, of: 30))
    }

    @Test("behind is when even the best case misses the goal, as soon as no misses are left and one more was")
    func behind() throws {
        for missed in 0...6 as ClosedRange<Int64> {
            for open in 0...40 as ClosedRange<Int64> {
                let figures = try figures(met: 30, missed: missed, open: open)
                #expect(figures.isBehind == (figures.missesLeft < 0))
                #expect(figures.isBehind == (figures.meetsNeeded != 0))
            }
        }
    }

    @Test("meets needed: 3 misses of 40 at 95 % need 20 more tickets, all met")
    func meetsNeeded() throws {
        #expect(try figures(met: 27, missed: 3, open: 10).meetsNeeded == 20)
        #expect(try figures(met: 28, missed: 2, open: 10).meetsNeeded == 0)
        #expect(try figures(100_000, met: 99, missed: 1).meetsNeeded == nil)
    }

    @Test(
        "lost is when more must be met than may still come",
        arguments: [
            // 20 are needed after 40, so that 60 in all suffice.
            (60, false, false), (59, false, true), (20, false, true),
            // Nobody knows how many will come, until the end.
            (nil, false, false), (nil, true, true), (60, true, true),
        ] as [(Int64?, Bool, Bool)])
    func lost(expected: Int64?, hasEnded: Bool, isLost: Bool) throws {
        let figures = try figures(met: 37, missed: 3, expected: expected, hasEnded: hasEnded)
        #expect(figures.isLost == isLost)
    }

    @Test("a goal of 100 % is lost with the first miss, whatever may come")
    func allOrNothing() throws {
        #expect(try figures(100_000, met: 99, missed: 1, expected: nil).isLost)
        #expect(try !figures(100_000, met: 99, missed: 0, expected: nil).isLost)
    }

    @Test("a window that ended at its goal is not lost, and one without verdicts has no result")
    func ended() throws {
        #expect(try !figures(met: 38, missed: 2, hasEnded: true).isLost)
        #expect(try figures(met: 38, missed: 2, hasEnded: true).isReached == true)
        #expect(try figures(met: 37, missed: 2, hasEnded: true).isReached == false)
        #expect(try figures(met: 0, missed: 0, hasEnded: true).isReached == nil)
        #expect(try !figures(met: 0, missed: 0, hasEnded: true).isLost)
    }

    @Test(
        "the burn alarm counts: three misses at least, and so many are unlikely",
        arguments: [
            // P(X >= 3 | 5, 5 %) = 0.1158 %, of 8 0.5788 %, of 10 1.1504 %; two misses never ring.
            (2, 3, true), (5, 3, true), (7, 3, false), (0, 2, false), (1, 2, false),
            // P(X >= 8 | 60, 5 %) = 0.98 %; of 7 it is 2.9 %.
            (52, 8, true), (53, 7, false),
        ] as [(Int64, Int64, Bool)])
    func burn(met: Int64, missed: Int64, isBurning: Bool) throws {
        #expect(try figures(met: met, missed: missed).isBurning(level: Share(parts: 1_000)) == isBurning)
        #expect(try !figures(met: met, missed: missed).isBurning(level: nil))
    }
}
