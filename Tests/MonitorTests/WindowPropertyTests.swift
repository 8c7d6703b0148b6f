import BusinessTime
import Compliance
import Control
import Ledger
import SLAEngine
import SLATesting
import Testing

@testable import Monitor

extension Loop {
    /// The windows that the loop keeps, step by step and over restarts, against a recount of all tickets at the end.
    @Suite("Windows against a recount")
    struct WindowPropertyTests {
        private static let agreements = """
            agreement: gold
            kind: sla
            match: {segment: gold}
            objectives:
              - objective: response
                metric: first_response
                target: 1h
                goal: {share: 60%, per: day, in: UTC}
              - objective: resolution
                metric: resolution
                target: {by: priority, P1: 4h, P2: 1h, P3: null}
                on_reopen: new_cycle
                goal: {share: 60%, over: 12h}
            """

        private static let settings = """
            goals:
              - {goal: all, share: 50%, per: day, in: UTC, denominator: tickets}

            """

        @Test(
            "they are the same for any order of events, restarts, crashes, reloads, exclusions and steps of the clock",
            arguments: Seeds.cases(8, of: 77), [nil, 1])
        func recount(seed: UInt64, rowsPerSlice: Int?) async throws {
            var random = SplitMix64(seed: seed)
            let station = try Station(Self.agreements, at: "08:00", rowsPerSlice: rowsPerSlice)
            try station.configure(Self.agreements, settings: Self.settings)
            try await station.start()
            var minute = 8 * 60
            var files = 0
            for _ in 0..<30 {
                minute += Int.random(in: 1...90, using: &random)
                station.clock.set(to: .minute(minute))
                files += 1
                try station.put("f\(files).ndjson", events: Self.events(files, minute, &random))
                await station.turn(times: Int.random(in: 1...3, using: &random))
                try await disturb(station, &random)
                if random.chance(25) { try await compare(station) }
                if random.chance(5) {
                    minute -= 20
                    station.clock.set(to: .minute(minute))
                }
            }
            try await compare(station)
            await station.stop()
            try await station.start()
            try await compare(station)
        }

        /// Some events of few tickets, up to a day late.
        private static func events(_ file: Int, _ minute: Int, _ random: inout SplitMix64) -> [TicketEvent] {
            (0..<Int.random(in: 1...4, using: &random)).map { index in
                let late = random.chance(30) ? Int.random(in: 0...1_000, using: &random) : 0
                let at = max(0, minute - late)
                let types: [EventType] = [.created, .replied, .noted, .changed, .resolved, .reopened, .cancelled]
                let type = random.pick(types)
                var changes: [AttributeChange] = []
                if random.chance(60) {
                    changes.append(AttributeChange(key: "segment", value: random.chance(80) ? "gold" : "none"))
                }
                if random.chance(30) {
                    changes.append(AttributeChange(key: "customer", value: random.pick(["acme", "bolt"])))
                }
                if random.chance(40) {
                    let priority = random.pick(["P1", "P1", "P2", "P3", "P9", nil])
                    changes.append(AttributeChange(key: "priority", value: priority))
                }
                if random.chance(20) {
                    changes.append(AttributeChange(key: "status", value: random.pick(["pending", "open"])))
                }
                return TicketEvent(
                    ticket: "T-\(Int.random(in: 1...9, using: &random))", at: .minute(at), type: type,
                    id: "f\(file)-\(index)", by: type == .created ? .customer : .agent, isPublic: type != .noted,
                    changes: changes)
            }
        }

        private func disturb(_ station: Station, _ random: inout SplitMix64) async throws {
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                station.crash()
                try await station.start()
            case 1:
                await station.stop()
                try await station.start()
            case 2, 3: await station.monitor?.post(.exclude(Self.draft(&random)))
            case 4, 5:
                let id = String(Int.random(in: 1...4, using: &random))
                await station.monitor?.post(.withdraw(WithdrawalDraft(id: id, author: "a", reason: "b")))
            case 6:
                let share = random.pick([50, 60, 70])
                let settings = random.chance(50) ? Self.settings : ""
                try station.configure(
                    Self.agreements.replacing("share: 60%", with: "share: \(share)%"), settings: settings)
                await station.monitor?.reloadNow()
            default: break
            }
            await station.turn(times: Int.random(in: 0...2, using: &random))
        }

        private static func draft(_ random: inout SplitMix64) -> ExclusionDraft {
            var draft = ExclusionDraft(author: "mira", reason: "outage")
            switch Int.random(in: 0..<3, using: &random) {
            case 0: draft.ticket = "T-\(Int.random(in: 1...9, using: &random))"
            case 1:
                draft.attributes = ["customer": ["acme"]]
                // One that begins later.
                if random.chance(30) {
                    draft.from = Timestamp.minute(Int.random(in: 0...3_000, using: &random)).utcText
                }
            default:
                draft.objective = "response"
                draft.to = Timestamp.minute(Int.random(in: 0...3_000, using: &random)).utcText
            }
            return draft
        }

        private func compare(_ station: Station) async throws {
            let monitor = try #require(station.monitor)
            for _ in 0..<1_000 where await !monitor.isAtRest { await station.turn() }
            #expect(await monitor.isAtRest)
            await station.turn(times: 2)
            let told = await monitor.windowPicture(asOf: station.clock.now())
            let recounted = try await monitor.recountedWindows(asOf: station.clock.now())
            #expect(told == recounted)
            #expect(!told.isEmpty)
            let asked = ControlRequest.compliance(ComplianceQuery())
            let offline = try OfflineDesk.answer(
                asked, state: station.stateDirectory, version: "1.0", now: station.clock.now())
            #expect(goals(await monitor.answer(asked)) == goals(offline))
        }

        private func goals(_ answer: ControlAnswer) -> [GoalAnswer]? {
            if case .compliance(let answer) = answer { answer.goals } else { nil }
        }
    }
}

extension Monitor {
    /// Asks for a change; nobody waits for the answer.
    func post(_ request: ControlRequest) {
        change(request, for: .client(-1))
    }

    /// Reloads at once, without another queue.
    func reloadNow() {
        guard !isReloading else { return }
        isReloading = true
        take(CatalogueKeeper.look(at: options.configuration, catalogues.span))
    }

    /// Nothing is counted, and nobody waits.
    var isAtRest: Bool {
        areTicketsLookedAt && !windows.isRenewing && !areWindowsStale && countedChange == nil && waitingChanges.isEmpty
            && !isReloading && foundMeanwhile == nil
    }

    /// The figures of every window, a line each.
    fileprivate func windowPicture(asOf now: Timestamp) -> [String] {
        var book = windows.book
        book.advance(to: now)
        return book.lines
    }

    /// The same by folding every ticket that the ledger has, and counting it once.
    fileprivate func recountedWindows(asOf now: Timestamp) throws -> [String] {
        var book = ComplianceBook(goals: catalogues.goals, exclusions: try ledger.exclusions(), now: now)
        for number in 1...9 {
            let name = "T-\(number)"
            guard let ticket = try engine.ticket(named: name) ?? ledger.finishedTicket(named: name),
                !ticket.history.events.isEmpty
            else { continue }
            let state = TicketFold(
                ticket.history, revisions: engine.revisions, now: now, recorded: ticket.recorded
            ).state()
            var cycles = state.clocks.compactMap { clock in
                var attributes = state.attributes
                if let verdict = ticket.recorded.standing[clock.key] {
                    attributes["customer"] = verdict.customer
                    attributes["team"] = verdict.team
                }
                return CycleStanding(clock, attributes, asOf: now)
            }
            for cycle in state.unmeasured {
                var attributes = state.attributes
                if let verdict = ticket.recorded.standing[cycle.clock] {
                    attributes["customer"] = verdict.customer
                    attributes["team"] = verdict.team
                }
                cycles.append(CycleStanding(cycle, attributes))
            }
            if state.clocks.isEmpty, state.unmeasured.isEmpty, let openedAt = ticket.history.firstRecordedAt {
                cycles = [.withoutClock(openedAt: openedAt, state.attributes)]
            }
            book.update(name, from: [], to: cycles)
        }
        return book.lines
    }
}

extension ComplianceBook {
    fileprivate var lines: [String] {
        counts.flatMap { count -> [String] in
            guard case .aligned(let aligned) = count.goal.span else {
                let figures = figures(count, .none)
                return ["\(count.goal.name) \(figures.counted) \(figures.all) \(figures.tickets) \(figures.paused)"]
            }
            return count.windows.keys.sorted().map { start in
                let figures = figures(count, in: aligned.window(of: start), .none)
                return "\(count.goal.name) \(start.utcText) \(figures.counted) \(figures.all) \(figures.tickets)"
                    + " \(figures.paused)"
            }
        }
    }
}
