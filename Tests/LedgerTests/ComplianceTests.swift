import BusinessTime
import Compliance
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("What the ledger knows of windows, exclusions and feeds")
struct ComplianceTests {
    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    private static let share = Share(parts: 95_000) ?? { preconditionFailure("a share") }()

    private static func news(_ matter: WindowMatter, count: Int = 1, rolling: Bool = false) -> WindowNews {
        let window = Window(from: .playDay, to: .playDay + .days(1))
        let span = rolling ? Goal.Span.rolling(.days(1)) : .aligned(AlignedWindows(.day, in: .utc))
        let goal = Goal(name: "gold/answer", scope: .everything, share: share, span: span)
        let figures = Figures(
            share: share, denominator: .tickets, window: window, counted: Tally(met: 18, missed: 2, open: 1),
            all: Tally(met: 18, missed: 4, open: 1), paused: 3,
            tickets: TicketCoverage(measured: 21, withoutClock: 2, openingNotSeen: 1),
            feeds: rolling ? nil : Proportion(3, of: 4), expected: 40, hasEnded: matter == .result)
        return WindowNews(
            key: WindowKey(goal: goal.name, window: "2026-11-22", matter: matter, count: count), goal: goal,
            figures: figures, at: window.to, refersTo: matter == .corrected ? "what/it/corrects" : nil,
            before: nil, isSummarised: matter == .lost)
    }

    @Test("every figure of a told window comes back as it was, at once and after a crash")
    func toldWindows() throws {
        let ledger = try state.open()
        let told = [
            Self.news(.lost), Self.news(.result), Self.news(.corrected), Self.news(.below, rolling: true),
        ].map { ToldWindow($0, recordedAt: .minute(5)) }
        #expect(try ledger.transaction { try $0.append(Array(told.prefix(2))) }.count == 2)
        #expect(try ledger.transaction { try $0.append(Array(told.dropFirst(2))) }.count == 2)
        #expect(try ledger.toldWindows() == told)
        try state.crash()
        #expect(try state.open().toldWindows() == told)
        #expect(told.map(\.row.window?.from) == [.playDay, .playDay, .playDay, nil])
    }

    @Test("what was told is not recorded twice")
    func twice() throws {
        let ledger = try state.open()
        let told = ToldWindow(Self.news(.result), recordedAt: .minute(5))
        #expect(try ledger.transaction { try $0.append([told]) } == [told.key])
        let other = ToldWindow(Self.news(.lost), recordedAt: .minute(6))
        #expect(try ledger.transaction { try $0.append([told, other]) } == [other.key])
        #expect(try ledger.toldWindows() == [told, other])
        _ = try ledger.transaction { try $0.append([Self.bulletin("a")], at: .minute(8)) }
        let again = try ledger.transaction { try $0.append(["a", "b"].map(Self.bulletin), at: .minute(9)) }
        #expect(again.map(\.key) == ["b"])
        #expect(try ledger.bulletins().map(\.number) == [1, 2])
    }

    private static func bulletin(_ key: String) -> Bulletin {
        Bulletin(
            key: key, kind: "window", at: .minute(7), message: "November: 97.4 %",
            fields: [Bulletin.Field("SLA_GOAL", "gold/answer"), Bulletin.Field("SLA_PLAN", "two\nlines \"ä\"")])
    }

    @Test("bulletins are an outbox: what is past the mark, in order, also after a crash")
    func bulletins() throws {
        let ledger = try state.open()
        #expect(try ledger.bulletins() == [])
        let first = try ledger.transaction { try $0.append(["a", "b"].map(Self.bulletin), at: .minute(8)) }
        let second = try ledger.transaction { try $0.append([Self.bulletin("c")], at: .minute(9)) }
        #expect((first + second).map(\.number) == [1, 2, 3])
        #expect(try ledger.bulletins() == first + second)
        try ledger.markTold(bulletinsThrough: 2)
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.bulletins() == second)
        #expect(try reopened.bulletinCount() == 1)
        #expect(try reopened.bulletinsToldThrough() == 2)
        #expect(try reopened.bulletins(lookingBack: true) == first + second)
        try reopened.markKept(bulletinsThrough: 1)
        #expect(try reopened.bulletins(lookingBack: true).map(\.key) == ["b", "c"])
        // The announcements have a mark of their own.
        #expect(try reopened.toldThrough() == 0)
    }

    @Test("a transaction that fails leaves neither a bulletin nor a told window")
    func interrupted() throws {
        struct Interrupted: Error {}
        let ledger = try state.open()
        #expect(throws: Interrupted.self) {
            try ledger.transaction { writer in
                _ = try writer.append([Self.bulletin("a")], at: .minute(8))
                _ = try writer.append([ToldWindow(Self.news(.result), recordedAt: .minute(5))])
                throw Interrupted()
            }
        }
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.bulletins() == [])
        #expect(try reopened.toldWindows() == [])
        #expect(try reopened.transaction { try $0.append([Self.bulletin("b")], at: .minute(8)) }.map(\.number) == [1])
    }

    @Test("exclusions come back with their scopes, and withdrawn ones with who withdrew them and why")
    func exclusions() throws {
        let ledger = try state.open()
        let scopes = [
            Exclusion.Scope(),
            Exclusion.Scope(ticket: "T-1", agreement: "gold", objective: "answer"),
            Exclusion.Scope(
                attributes: .all([
                    .attribute("customer", isOneOf: ["acme", "löwe"]), .attribute("team", isOneOf: ["l2"]),
                ])),
        ]
        var recorded: [Exclusion] = []
        for (index, scope) in scopes.enumerated() {
            let exclusion = Exclusion(
                id: "", author: "mira", reason: "outage of the provider", recordedAt: .minute(index),
                scope: Exclusion.Scope(
                    ticket: scope.ticket, agreement: scope.agreement, objective: scope.objective,
                    attributes: scope.attributes), from: index == 0 ? nil : .minute(1),
                to: index == 1 ? nil : .minute(9))
            recorded.append(try ledger.transaction { try $0.append(exclusion) })
        }
        #expect(recorded.map(\.id) == ["1", "2", "3"])
        #expect(try ledger.exclusions() == recorded)
        let withdrawal = Exclusion.Withdrawal(author: "jo", reason: "it was ours", at: .minute(30))
        try ledger.transaction { try $0.withdraw("2", withdrawal) }
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.exclusions().map(\.withdrawal) == [nil, withdrawal, nil])
        #expect(try reopened.exclusions().map(\.scope) == scopes)
        for id in ["2", "4", "0", "x", ""] {
            #expect(throws: (any Error).self) { try reopened.transaction { try $0.withdraw(id, withdrawal) } }
        }
    }

    @Test("an exclusion that asks more than values of attributes is refused")
    func unwritable() throws {
        let ledger = try state.open()
        let scope = Exclusion.Scope(attributes: .not(.present("customer")))
        let exclusion = Exclusion(id: "", author: "a", reason: "b", recordedAt: .minute(1), scope: scope)
        #expect(throws: LedgerError.self) { try ledger.transaction { try $0.append(exclusion) } }
    }

    @Test("feeds are remembered: when they were heard of last, and when they were silent")
    func feeds() throws {
        let ledger = try state.open()
        try ledger.transaction { writer in
            try writer.noteHeard("shop", at: .minute(1))
            try writer.noteHeard("zendesk eu/1", at: .minute(2))
            try writer.beginSilence(of: "shop", from: .minute(16))
        }
        try ledger.transaction { try $0.endSilence(of: "shop", at: .minute(20)) }
        try ledger.transaction { try $0.noteHeard("shop", at: .minute(20)) }
        try ledger.transaction { try $0.beginSilence(of: "shop", from: .minute(35)) }
        try state.crash()
        let reopened = try state.open()
        #expect(try reopened.feedsLastHeard() == ["shop": .minute(20), "zendesk eu/1": .minute(2)])
        let silences = [FeedWatch.Silence(from: .minute(16), to: .minute(20)), FeedWatch.Silence(from: .minute(35))]
        #expect(try reopened.feedSilences() == ["shop": silences])
        // Files that are held have marks of the same table.
        #expect(try reopened.heldFiles() == [])
    }

    @Test("finished tickets come by number with what their verdicts add, as the fold of their events does")
    func finishedTickets() throws {
        let rules = Rules(.firstResponse(45), .resolution(90, onReopen: .newCycle))
        var desk = Desk(try state.open(), rules)
        let scripts = [
            "T-1": ["09:00 created customer=Acme", "09:10 replied by agent", "09:20 resolved"],
            "T-2": ["09:01 created customer=Acme", "11:00 replied by agent", "11:10 resolved customer=Lion"],
            "T-3": ["09:02 created", "11:30 cancelled"],
            "T-4": ["09:03 created"],
        ]
        for name in scripts.keys.sorted() {
            let events = Script.events(scripts[name] ?? [], ticket: name).map(\.event)
            try desk.turn(events, Timestamp(play: "12:00"), deciding: true)
        }
        for _ in 0..<3 { try desk.turn([], Timestamp(play: "12:00"), deciding: true) }
        var tickets: [FinishedTicket] = []
        _ = try desk.ledger.finishedTickets(with: [.attributes, .openings]) { tickets.append($0) }
        #expect(tickets.map(\.name) == ["T-1", "T-2", "T-3"])
        #expect(tickets.map(\.hadClock) == [true, true, true])
        #expect(tickets.map(\.openedAt) == [nil, nil, nil])
        #expect(
            tickets.map { $0.cycles.map { "\($0.clock.objective) \($0.state.word)" }.sorted() } == [
                ["resolution met", "response met"], ["resolution missed", "response missed"],
                ["resolution missed", "response missed"],
            ])
        // The ticket's attributes when it was finished, and of the customer what it was while the cycle ran.
        #expect(tickets[1].attributes["customer"] == "Lion")
        #expect(tickets[1].cycles.map { $0.attributes["customer"] } == ["Acme", "Acme"])
        _ = try desk.ledger.finishedTickets { #expect($0.attributes == [:] && $0.openedAt == nil) }
        // A few rows at a time, and without those that are left out.
        for rows in 1...4 {
            var sliced: [FinishedTicket] = []
            var next: Int64? = 0
            while let after = next {
                next = try desk.ledger.finishedTickets(
                    after: after, rows: rows, with: .attributes, leavingOut: { $0 == 2 }
                ) { sliced.append($0) }
            }
            #expect(sliced == [tickets[0], tickets[2]])
        }
    }

    @Test("a ledger of the version before gets the new tables, and keeps what it had")
    func migration() throws {
        var desk = Desk(try state.open(), Rules(.firstResponse(45), .resolution(90)))
        let lines = ["09:00 created", "09:10 replied by agent", "09:20 resolved"]
        try desk.turn(Script.events(lines).map(\.event), Timestamp(play: "09:30"), deciding: true)
        try desk.saveCheckpoint()
        try state.crash()
        let file = try SQLite(file: state.database)
        for table in ["bulletin", "told_window", "exclusion", "exclusion_withdrawal", "feed_silence"] {
            try file.run("DROP TABLE \(table)")
        }
        try file.run("PRAGMA user_version = 3")
        let ledger = try state.open()
        #expect(try !ledger.openPlaces(Desk.mark).isFromCheckpoint)
        #expect(try ledger.toldWindows() == [])
        #expect(try ledger.exclusions() == [])
        #expect(try ledger.feedSilences() == [:])
        var renewed = try desk.reopened(ledger, Desk.mark)
        try renewed.turn([], Timestamp(play: "10:00"), deciding: true)
        var verdicts = 0
        _ = try ledger.finishedTickets { verdicts += $0.cycles.count }
        #expect(verdicts == 2)
        #expect(try SQLite(file: state.database).run("PRAGMA user_version") == ["5"])
    }
}

extension CycleStanding.State {
    fileprivate var word: String {
        switch self {
        case .met: "met"
        case .missed: "missed"
        case .open: "open"
        case .paused: "paused"
        case .unmeasured: "unmeasured"
        }
    }
}
