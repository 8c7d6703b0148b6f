import BusinessTime
import Ledger
import SLAEngine
import SLATesting
import Testing

@Suite("Finished cycles for reports")
struct FinishedCycleTests {
    private let state: TemporaryState

    init() throws {
        state = try TemporaryState()
    }

    @Test("they are the verdicts that stand, in numbers", arguments: Seeds.cases(20, of: 41))
    func same(seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        var generator = SplitMix64(seed: seed)
        let ledger = try state.open()
        try ledger.transaction { writer in
            var place = try writer.ticket(named: "T-1").place
            for number in 1...Int64(30) {
                let supersedes = number > 1 && generator.chance(30) ? number - 1 : nil
                let row = RecordedVerdict(
                    number: number, ticket: place.ticket, previous: place.lastVerdict, supersedes: supersedes,
                    verdict: random.verdict(cycle: "e\(number)"))
                try writer.append([row], at: .playDay)
                place.lastVerdict = number
            }
        }
        var expected: [String] = []
        try ledger.standingVerdicts { row in
            let verdict = row.verdict
            expected.append(
                Self.text(
                    verdict.clock.agreement, verdict.clock.objective, verdict.metric.rawValue, verdict.customer,
                    verdict.team, verdict.reason)
                    + "\(row.ticket) \(verdict.outcome) \(verdict.startedAt) \(verdict.stoppedAt) \(verdict.at) "
                    + "\(verdict.target) \(verdict.run)")
        }
        #expect(try cycles(ledger).reversed() == expected)
    }

    private func cycles(_ ledger: Ledger) throws -> [String] {
        var rows: [String] = []
        try ledger.reading { snapshot in
            _ = try snapshot.finishedCycles { cycle, names in
                rows.append(
                    Self.text(
                        try names.text(cycle.agreement), try names.text(cycle.objective), try names.text(cycle.metric),
                        try cycle.customer.map(names.text), try cycle.team.map(names.text),
                        try cycle.reason.map(names.text))
                        + "\(cycle.ticket) \(cycle.outcome) \(cycle.startedAt) \(cycle.stoppedAt) \(cycle.at) "
                        + "\(cycle.target) \(cycle.run)")
            }
        }
        return rows
    }

    /// Byte by byte, as names that look alike are others.
    private static func text(_ parts: String?...) -> String {
        parts.map { $0.map { "\(Array($0.utf8))" } ?? "-" }.joined(separator: " ")
    }

    @Test("a finished ticket without a verdict is handed out with the instant at which it was opened")
    func unclocked() throws {
        var desk = Desk(try state.open(), Rules(agreements: []))
        let events = Script.events(["09:00 created", "09:20 resolved"]).map(\.event)
        try desk.turn(events, Timestamp(play: "09:30"), deciding: true)
        let found = try desk.ledger.reading { snapshot in
            var found: [String: Timestamp?] = [:]
            try snapshot.ticketsWithoutVerdict { number, name in
                found[name] = try snapshot.openedAt(ofTicket: number)
            }
            return found
        }
        #expect(found == ["T-1": Timestamp(play: "09:00")])
    }
}
