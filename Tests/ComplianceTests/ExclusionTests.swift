import BusinessTime
import Compliance
import SLAEngine
import SLATesting
import Testing

@Suite("Exclusions")
struct ExclusionTests {
    private let noon = Timestamp(play: "12:00")

    private func exclusion(
        _ scope: Exclusion.Scope = Exclusion.Scope(), from: String? = nil, to: String? = nil
    ) -> Exclusion {
        Exclusion(
            id: "1", author: "eva", reason: "the network was down", recordedAt: .playDay, scope: scope,
            from: from.map(Timestamp.init(play:)), to: to.map(Timestamp.init(play:)))
    }

    @Test(
        "it removes the cycles that were open at any instant of its interval",
        arguments: [
            // The cycle is open from 11:00, and stops at 12:00.
            ("09:00", "11:00", false), ("09:00", "11:00:01", true), ("11:30", "11:40", true),
            ("11:59:59", "15:00", true), ("12:00", "15:00", false), (nil, "11:00", false), ("12:00", nil, false),
            (nil, nil, true), ("11:30", nil, true),
        ] as [(String?, String?, Bool)])
    func interval(from: String?, to: String?, isCovered: Bool) {
        let cycle = CycleStanding.sample(.met(noon))
        #expect(exclusion(from: from, to: to).covers(cycle, of: "T-1") == isCovered)
    }

    @Test("a cycle that stopped where it started was open at that instant")
    func instant() {
        var cycle = CycleStanding.sample(.met(noon))
        cycle.startedAt = noon
        #expect(exclusion(from: "12:00", to: "12:01").covers(cycle, of: "T-1"))
        #expect(!exclusion(from: "11:00", to: "12:00").covers(cycle, of: "T-1"))
        #expect(!exclusion(from: "12:00:01", to: "13:00").covers(cycle, of: "T-1"))
    }

    @Test("one that is still open is open at every instant since its start")
    func stillOpen() {
        let cycle = CycleStanding.sample(.open(noon))
        #expect(exclusion(from: "10:00", to: "11:00").covers(cycle, of: "T-1"))
        #expect(!exclusion(from: "-1/10:00", to: "-1/23:00").covers(cycle, of: "T-1"))
    }

    @Test("all that its scope names must hold")
    func scope() {
        let cycle = CycleStanding.sample(.met(noon), customer: "acme")
        let acme = Condition.attribute("customer", isOneOf: ["acme"])
        let other = Condition.attribute("customer", isOneOf: ["other"])
        #expect(exclusion(.init(ticket: "T-1")).covers(cycle, of: "T-1"))
        #expect(!exclusion(.init(ticket: "T-1")).covers(cycle, of: "T-2"))
        #expect(exclusion(.init(agreement: "gold", objective: "response")).covers(cycle, of: "T-1"))
        #expect(!exclusion(.init(agreement: "silver")).covers(cycle, of: "T-1"))
        #expect(!exclusion(.init(objective: "resolution")).covers(cycle, of: "T-1"))
        #expect(exclusion(.init(ticket: "T-1", attributes: acme)).covers(cycle, of: "T-1"))
        #expect(!exclusion(.init(ticket: "T-1", attributes: other)).covers(cycle, of: "T-1"))
    }

    @Test("figures are there before and after; what was withdrawn counts again")
    func figures() throws {
        var desk = Desk(try .sample(), at: noon)
        desk.put(3, "met", .met(noon))
        desk.put("bad", .sample(.missed(noon)))
        var exclusion = exclusion(.init(ticket: "bad"))
        desk.exclude(exclusion)
        #expect(desk.figures.counted == Tally(met: 3))
        #expect(desk.figures.all == Tally(met: 3, missed: 1))
        #expect(desk.figures.attainmentBeforeExclusions == Proportion(3, of: 4))
        exclusion.withdrawal = Exclusion.Withdrawal(author: "eva", reason: "it was not", at: noon)
        desk.exclude(exclusion)
        #expect(desk.figures.counted == Tally(met: 3, missed: 1))
    }

    @Test("it moves the result of a window that was told: corrected")
    func corrects() throws {
        var desk = Desk(try .sample(), at: noon)
        desk.put(3, "met", .met(noon))
        desk.put("bad", .sample(.missed(noon)))
        #expect(desk.tell(at: Timestamp(play: "+1/00:00")) == ["lost 1", "window 1"])
        desk.exclude(exclusion(.init(ticket: "bad")))
        #expect(desk.tell(at: Timestamp(play: "+1/01:00")) == ["corrected 1"])
        #expect(desk.news.last?.figures.isReached == true)
    }

    @Test("an interval that lies ahead removes nothing before it begins")
    func ahead() throws {
        var desk = Desk(try .sample(), at: noon)
        desk.put("open", .sample(.open(noon + .hours(3))))
        desk.exclude(exclusion(from: "13:00", to: "14:00"))
        #expect(desk.figures.counted == Tally(open: 1))
        desk.book.advance(to: noon + .hours(1))
        desk.exclude(exclusion(from: "13:00", to: "14:00"))
        #expect(desk.figures.counted == Tally())
        #expect(desk.figures.all == Tally(open: 1))
    }
}
