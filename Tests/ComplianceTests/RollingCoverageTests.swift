import BusinessTime
import Compliance
import SLAEngine
import SLATesting
import Testing

@Suite("Coverage of a rolling window")
struct RollingCoverageTests {
    private func desk() throws -> Desk { Desk(try .rolling(over: .hours(24)) { $0.level = nil }) }

    private func coverage(_ desk: Desk, at now: String) -> [Int64] {
        var book = desk.book
        book.advance(to: Timestamp(play: now))
        let tickets = book.figures(book.counts[0], .none).tickets
        return [tickets.measured, tickets.openingNotSeen, tickets.withoutClock]
    }

    private func unmeasured(_ at: String, _ gap: CycleStanding.Gap, _ cycle: String) -> CycleStanding {
        .sample(.unmeasured(Timestamp(play: at), gap), cycle: cycle)
    }

    @Test("a ticket counts once, from its first verdict until its last has left")
    func once() throws {
        var desk = try desk()
        desk.put(
            "a", .sample(.met(Timestamp(play: "08:00")), cycle: "1"),
            .sample(.missed(Timestamp(play: "10:00")), cycle: "2"),
            .sample(.met(Timestamp(play: "+1/20:00")), cycle: "3"))
        for (now, measured) in [
            ("07:59", 0), ("08:00", 1), ("12:00", 1), ("+1/08:00", 1), ("+1/09:59", 1), ("+1/10:00", 0),
            ("+1/20:00", 1), ("+2/19:59", 1), ("+2/20:00", 0),
        ] as [(String, Int64)] {
            #expect(coverage(desk, at: now) == [measured, 0, 0], "at \(now)")
        }
    }

    @Test("a ticket with a gap is not measured while the gap is inside")
    func gap() throws {
        var desk = try desk()
        desk.put(
            "a", .sample(.met(Timestamp(play: "08:00")), cycle: "1"), unmeasured("10:00", .noClock, "2"),
            unmeasured("09:00", .openingNotSeen, "3"), .sample(.met(Timestamp(play: "12:00")), cycle: "4"))
        #expect(coverage(desk, at: "08:30") == [1, 0, 0])
        #expect(coverage(desk, at: "09:30") == [0, 1, 0])
        #expect(coverage(desk, at: "10:30") == [0, 0, 1])
        #expect(coverage(desk, at: "+1/09:59") == [0, 0, 1])
        #expect(coverage(desk, at: "+1/10:00") == [1, 0, 0])
        #expect(coverage(desk, at: "+1/12:00") == [0, 0, 0])
    }

    @Test("verdicts of one instant are one change, and one that comes when others have left builds on them")
    func late() throws {
        var desk = try desk()
        let first = CycleStanding.sample(.met(Timestamp(play: "08:00")), cycle: "1")
        let same = CycleStanding.sample(.missed(Timestamp(play: "08:00")), cycle: "2")
        desk.put("a", first, same)
        #expect(coverage(desk, at: "09:00") == [1, 0, 0])
        #expect(desk.tell(at: Timestamp(play: "+1/09:00")) == [])
        // Both have left; the third one is inside, and its ticket's coverage began with them.
        let third = CycleStanding.sample(.met(Timestamp(play: "+1/07:00")), cycle: "3")
        desk.put("a", first, same, third)
        #expect(coverage(desk, at: "+1/09:00") == [1, 0, 0])
        #expect(coverage(desk, at: "+2/07:00") == [0, 0, 0])
        desk.put("a", first)
        #expect(coverage(desk, at: "+1/09:00") == [0, 0, 0])
    }
}
