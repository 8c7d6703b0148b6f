import BusinessTime
import Catalog
import Ledger
import SLAEngine
import SLATesting
import Systemd
import Testing

extension Loop {
    @Suite("Whatever happens, in whatever order")
    struct CrashPropertyTests {
        private static let agreements = """
            agreement: gold
            kind: sla
            match: {}
            objectives:
              - objective: response
                metric: first_response
                target: {by: priority, P1: 30m, else: 1h}
                warn: [50%]
                ladder: [30m after]
              - objective: resolution
                metric: resolution
                target: 2h
                on_reopen: new_cycle
            """

        @Test(
            "each announcement is told once, and the breaches told are those of the ledger",
            arguments: Seeds.cases(30, of: 41))
        func property(seed: UInt64) async throws {
            try await live(CrashPropertyTests.agreements, reloads: [], seed)
        }

        @Test(
            "the same holds of every metric, kind and way to follow a change, over reloads",
            arguments: Seeds.cases(40, of: 42))
        func everyMetric(seed: UInt64) async throws {
            let edited = EveryMetric.agreements.replacing("target: 20m", with: "target: 35m")
                .replacing("agreement: base", with: "agreement: second")
            try await live(EveryMetric.agreements, reloads: [edited, EveryMetric.agreements], seed)
        }

        /// Four tickets, whose events come in any order, through crashes, restarts, reloads and a journal that is away.
        private func live(_ agreements: String, reloads: [String], _ seed: UInt64) async throws {
            let station = try Station(agreements, at: "00:00")
            var reloads = reloads[...]
            var random = RandomHistory(seed: seed)
            var events = (1...4).flatMap { random.events(ticket: "T-\($0)", count: 6) }
            events.shuffle(using: &random.generator)
            let all = events
            try await station.start()
            var minute: Int64 = 0
            while !events.isEmpty {
                minute += random.generator.pick([0, 1, 15, 60])
                station.clock.set(to: .playDay + .minutes(minute))
                try putSome(&events, station, &random, isLast: minute > 600)
                try await happen(station, &random)
                guard random.generator.chance(10), let next = reloads.popFirst() else { continue }
                try station.configure(next)
                await station.reload()
            }
            // All is told in the end, whatever was away or ahead.
            station.journal.take(nil)
            station.clock.set(to: .playDay + .days(2))
            await station.turn(times: 3)
            await station.stop()
            try compare(station, all)
        }

        private func putSome(
            _ events: inout [TicketEvent], _ station: Station, _ random: inout RandomHistory, isLast: Bool
        ) throws {
            let count = isLast ? events.count : random.generator.pick([0, 1, 3])
            let batch = Array(events.prefix(count))
            guard !batch.isEmpty else { return }
            events.removeFirst(batch.count)
            try station.put("\(1_000 - events.count).ndjson", events: batch)
        }

        /// A turn, a journal that is away, a crash between turns, or one after any entry, also while starting.
        private func happen(_ station: Station, _ random: inout RandomHistory) async throws {
            switch random.generator.pick([0, 0, 0, 1, 2, 3, 3, 4]) {
            case 0:
                await station.turn()
            case 1:
                station.journal.take(random.generator.pick([0, 1, 2]))
                await station.turn()
                station.journal.take(nil)
            case 2:
                station.crash()
                try await station.start()
            case 3:
                station.dieAfterTelling(random.generator.pick([0, 1, 2, 3]))
                await station.turn()
                station.crash()
                station.dieAfterTelling(random.generator.pick([0, 1, 2, 3]))
                try await station.start()
                station.crash()
                try await station.start()
            default:
                await station.stop()
                try await station.start()
            }
        }

        private func compare(_ station: Station, _ events: [TicketEvent]) throws {
            let told = station.journal.entries.filter { $0["SLA_TICKET"] != nil }
            let ids = told.compactMap { $0["SLA_ALERT_ID"] }
            #expect(
                Set(ids).count == ids.count,
                "told twice: \(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
            #expect(told.allSatisfy { $0["SLA_REPEATED"] == nil })
            let recorded = try station.recorded()
            #expect(Set(recorded.map(\.key.text)) == Set(ids))
            #expect(station.files("inbox") == [])
            #expect(station.entries("rejected").isEmpty)
            let tickets = try states(ofLedgerOf: station, events)
            let clocks = tickets.flatMap { name, state in
                state.clocks.map { (name: "\(name) \($0.key)", clock: $0) }
            }
            let now = station.clock.now()
            #expect(breaches(toldIn: recorded) == Set(clocks.filter { $0.clock.isBreached(asOf: now) }.map(\.name)))
            #expect(try verdicts(ofLedgerOf: station) == Set(tickets.flatMap(verdicts)))
        }

        /// What is to be recorded of a ticket.
        private func verdicts(on name: String, _ state: TicketState) -> [String] {
            let unmeasured = state.unmeasured.filter { $0.endedAt != nil || state.isOver }.map(\.clock)
            let finished = state.clocks.filter { $0.state.isFinished && !unmeasured.contains($0.key) }
            return unmeasured.map { "\(name) \($0) unmeasured" } + finished.map { "\(name) \($0.key) \($0.state)" }
        }

        /// The verdicts that stand.
        private func verdicts(ofLedgerOf station: Station) throws -> Set<String> {
            let ledger = try Ledger(directory: station.stateDirectory)
            var rows: [RecordedVerdict] = []
            try ledger.standingVerdicts { rows.append($0) }
            let verdicts = try rows.map { row in
                let ticket = try ledger.ticket(at: TicketPlace(ticket: row.ticket)).name
                return "\(ticket) \(row.verdict.clock) \(row.verdict.outcome)"
            }
            #expect(Set(verdicts).count == verdicts.count)
            return Set(verdicts)
        }

        /// Breaches told less breaches withdrawn.
        private func breaches(toldIn announcements: [Announcement]) -> Set<String> {
            var standing: Set<String> = []
            for announcement in announcements where announcement.key.threshold == "breach" {
                let clock = "\(announcement.key.ticket) \(announcement.key.clock)"
                if announcement.kind == .breach { standing.insert(clock) }
                if announcement.kind == .withdrawn { standing.remove(clock) }
            }
            return standing
        }

        /// What the rules make of every ticket's whole history.
        private func states(
            ofLedgerOf station: Station, _ events: [TicketEvent]
        ) throws -> [(name: String, state: TicketState)] {
            let ledger = try Ledger(directory: station.stateDirectory)
            let now = station.clock.now()
            let revisions = try ledger.revisions().map { record in
                let files = try CatalogueFiles(encoded: record.files)
                let rules = try Catalogue.load(files, zones: ZoneData(), indexed: (now, now), now: now).rules
                return Revision(number: record.number, loadedAt: record.loadedAt, rules: rules)
            }
            let whole = CheckpointMark(revision: 0, zoneData: "", program: "")
            let open = try ledger.openPlaces(whole).places.map { try ledger.ticket(at: $0) }
            var states: [(name: String, state: TicketState)] = []
            for name in Set(events.map(\.ticket)) {
                let history =
                    try open.first { $0.name == name }?.history
                    ?? ledger.transaction { try $0.ticket(named: name).history }
                #expect(Set(history.events.map(\.event.id)) == Set(events.filter { $0.ticket == name }.map(\.id)))
                states.append((name, TicketFold(history, revisions: revisions, now: now).state()))
            }
            return states
        }
    }
}
