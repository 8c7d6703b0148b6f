import BusinessTime
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("Checkpoint and rebuild")
struct CheckpointTests {
    private static let rules = Rules(
        .firstResponse(45, warnings: ["50%"], ladder: ["30m after"]), .resolution(90, onReopen: .newCycle))

    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    @Test(
        "whatever happened before a crash, both ways give the tickets that were open and all that is known of them",
        arguments: Seeds.cases(40, of: 32))
    func bothWays(seed: UInt64) throws {
        var random = RandomHistory(seed: seed)
        let names = (1...5).map { "T-\($0)" }
        var events = names.flatMap { random.events(ticket: $0, count: 6) }
        events.shuffle(using: &random.generator)
        var desk = Desk(try state.open(), CheckpointTests.rules)
        var minute = 0
        while !events.isEmpty {
            minute += random.generator.pick([0, 5, 30])
            let batch = Array(events.prefix(random.generator.pick([0, 1, 2, 4])))
            let isInterrupted = random.generator.chance(10)
            do {
                try desk.turn(batch, .minute(minute), deciding: random.generator.chance(60), interrupted: isInterrupted)
                events.removeFirst(batch.count)
            } catch is Desk.Interrupted {}
            // Of five tickets, so that a crash meets a pass at every place of it.
            if random.generator.chance(40) { try desk.goOnWithCheckpoint(limit: random.generator.pick([1, 1, 2, 5])) }
            if isInterrupted || random.generator.chance(25) {
                desk = try crashed(desk, names, .minute(minute), byCheckpoint: random.generator.chance(50))
            }
        }
    }

    /// What a crash leaves, opened both ways and compared with what was; goes on with one of them.
    private func crashed(_ desk: Desk, _ names: [String], _ now: Timestamp, byCheckpoint: Bool) throws -> Desk {
        try state.crash()
        let ledger = try state.open()
        let (long, short) = (try ledger.openPlaces(Desk.foreign), try ledger.openPlaces(Desk.mark))
        let held = desk.engine.places.sorted { $0.ticket < $1.ticket }
        #expect(long.places == held)
        #expect(short.places == held)
        let reopened = try desk.reopened(ledger, byCheckpoint ? Desk.mark : Desk.foreign)
        #expect(reopened.picture(names, now) == desk.picture(names, now))
        return reopened
    }

    @Test(
        "a checkpoint is used only under the revision, zone data and program that it was taken under",
        arguments: [
            (CheckpointMark(revision: 3, zoneData: "2026a", program: "0.1.0"), true),
            (CheckpointMark(revision: 2, zoneData: "2026a", program: "0.1.0"), false),
            (CheckpointMark(revision: 4, zoneData: "2026a", program: "0.1.0"), false),
            (CheckpointMark(revision: 3, zoneData: "2026b", program: "0.1.0"), false),
            (CheckpointMark(revision: 3, zoneData: "2026a", program: "0.1.1"), false),
        ])
    func fitting(mark: CheckpointMark, fits: Bool) throws {
        let ledger = try state.open()
        let taken = CheckpointMark(revision: 3, zoneData: "2026a", program: "0.1.0")
        try ledger.transaction { writer in
            let place = try writer.ticket(named: "T-1").place
            try writer.append(event(), after: place, at: .playDay)
        }
        // Nobody would leave out an open ticket; so it shows which way was taken.
        var checkpoint = CheckpointKeeper()
        checkpoint.begin(ledger)
        try checkpoint.goOn(ledger, taken) { _ in nil }
        let open = try ledger.openPlaces(mark)
        #expect(open.isFromCheckpoint == fits)
        #expect(open.places == (fits ? [] : [TicketPlace(ticket: 1, lastEvent: 1)]))
    }

    @Test("without a checkpoint the whole ledger is read")
    func none() throws {
        let open = try state.open().openPlaces(Desk.mark)
        #expect(open.places == [])
        #expect(!open.isFromCheckpoint)
    }

    @Test("a ticket whose end was recorded but not decided is among the open ones, the short way and the long way")
    func undecided() throws {
        let lines = ["09:00 created", "09:10 replied by agent", "09:20 resolved by agent"]
        var desk = Desk(try state.open(), CheckpointTests.rules)
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: false)
        try desk.saveCheckpoint()
        for mark in [Desk.mark, Desk.foreign] {
            #expect(try desk.ledger.openPlaces(mark).places == [TicketPlace(ticket: 1, lastEvent: 3)])
        }
        try desk.turn([], Timestamp(play: "09:30"), deciding: true)
        for mark in [Desk.mark, Desk.foreign] { #expect(try desk.ledger.openPlaces(mark).places == []) }
        let told = try desk.ledger.transaction { try $0.ticket(named: "T-1").told }
        #expect(told != Told())
    }
}
