import BusinessTime
import Compliance
import Control
import Ledger
import SLAEngine

/// Answers questions: a function of what is handed in, so that a running daemon and a ledger alone answer the same.
struct Answers {
    let engine: Engine
    let catalogues: CatalogueKeeper
    let ledger: Ledger
    /// The release of the machine's zone data.
    let systemZoneData: String
    /// nil where no daemon answers.
    let daemon: DaemonAnswer?
    let windows: WindowKeeper
    let feeds: FeedWatch
    let now: Timestamp

    /// How many deadlines `status` shows.
    private static let deadlines = 5

    func answer(_ request: ControlRequest) -> ControlAnswer {
        do {
            switch request {
            case .status: return .status(try status())
            case .ticket(let name): return .ticket(try ticket(name))
            case .tickets(let query): return .tickets(tickets(query))
            case .explain(let query): return .explain(try explanation(query))
            case .compliance(let query): return .compliance(try compliance(query))
            case .exclusions:
                let exclusions = try ledger.exclusions().map(ExclusionAnswer.init)
                return .exclusions(ExclusionsAnswer(now: now.utcText, exclusions: exclusions))
            case .exclude, .withdraw:
                throw ControlProblem("only a running slad takes and withdraws exclusions", hint: "start slad")
            }
        } catch let problem as ControlProblem {
            return .error(problem)
        } catch {
            return .error(ControlProblem("the ledger cannot be read: \(error)", hint: "see journalctl -u slad"))
        }
    }

    // MARK: - Status

    private func status() throws -> StatusAnswer {
        let census = engine.helpDeskCensus
        let next = engine.tickets(by: \.nextDeadline, limit: Answers.deadlines) { $0.nextDeadline != nil }
        let rows = next.first.flatMap { self.rows(of: $0) { $0.state == .running && ($0.deadline ?? now) > now } }
        var answer = StatusAnswer(
            now: now.utcText, daemon: daemon, catalogue: catalogue,
            systemZoneData: systemZoneData,
            openTickets: census.tickets, runningClocks: census.running, pausedClocks: census.paused,
            breachedClocks: census.breached, nextDeadlines: Answers.inOrder(rows, Answers.deadlines),
            lastEvent: try ledger.lastEvent().map(LastEventAnswer.init), recordedEvents: try ledger.counts().events,
            outbox: try ledger.outboxCount() + ledger.bulletinCount())
        if !feeds.feeds.isEmpty { answer.feeds = feeds.answers }
        return answer
    }

    private var catalogue: CatalogueAnswer? {
        catalogues.current.map { revision in
            CatalogueAnswer(
                revision: revision.number, loadedAt: revision.loadedAt.utcText,
                agreements: Set(revision.rules.agreements.map(\.name)).count,
                zoneData: String(catalogues.zoneData.prefix { $0 != "/" }))
        }
    }

    private func compliance(_ query: ComplianceQuery) throws -> ComplianceAnswer {
        try catalogues.demand(agreement: query.agreement, objective: query.objective)
        var answer = try ComplianceDesk(windows, feeds, ledger, now: now).answer(query)
        answer.isSettling = daemon?.isSettling
        return answer
    }

    // MARK: - Tickets

    private func tickets(_ query: TicketsQuery) -> TicketsAnswer {
        let found = engine.tickets(by: \.deadline, limit: query.limit) { $0.isWanted(by: query, asOf: now) }
        let rows = found.first.flatMap { ticket in
            self.rows(of: ticket) { !$0.state.isFinished && (!query.isAtRisk || $0.isAtRisk(asOf: now)) }
        }
        return TicketsAnswer(now: now.utcText, tickets: found.count, clocks: Answers.inOrder(rows, query.limit))
    }

    private func rows(of ticket: OpenTicket, where isWanted: (Clock) -> Bool) -> [ClockRow] {
        let state = state(of: ticket)
        return state.clocks.filter(isWanted).map { clock in
            ClockRow(clock, engine.revisions, ticket.name, state.attributes, now)
        }
    }

    private func state(of ticket: OpenTicket) -> TicketState {
        TicketFold(ticket.history, revisions: engine.revisions, now: now, recorded: ticket.recorded).state()
    }

    private static func inOrder(_ rows: [ClockRow], _ limit: Int) -> [ClockAnswer] {
        rows.sorted { ($0.deadline, $0.answer.ticket) < ($1.deadline, $1.answer.ticket) }.prefix(limit).map(\.answer)
    }

    // MARK: - One ticket

    private func ticket(_ name: String) throws -> TicketAnswer {
        let ticket = try known(name)
        let state = state(of: ticket)
        let clocks = state.clocks.sorted { ($0.startedAt, $0.key.objective) < ($1.startedAt, $1.key.objective) }
        return TicketAnswer(
            now: now.utcText, ticket: name, attributes: state.attributes, isOver: state.isOver,
            events: ticket.history.events.count,
            clocks: clocks.map { ClockRow($0, engine.revisions, name, state.attributes, now).answer },
            pending: state.unstarted(by: catalogues.current?.rules, now))
    }

    private func explanation(_ query: ExplainQuery) throws -> ExplainAnswer {
        let ticket = try known(query.ticket)
        return try TicketExplanation(
            ticket.history, revisions: engine.revisions, now: now, recorded: ticket.recorded
        ).answer(query)
    }

    private func known(_ name: String) throws -> OpenTicket {
        guard let ticket = try engine.ticket(named: name) ?? ledger.finishedTicket(named: name),
            !ticket.history.events.isEmpty
        else {
            throw ControlProblem(
                "no event of a ticket '\(name)' is in the ledger",
                hint: "is it spelt as in the events? See slactl tickets")
        }
        return ticket
    }
}

extension Glance {
    fileprivate func isWanted(by query: TicketsQuery, asOf now: Timestamp) -> Bool {
        guard unfinished > 0, query.customer.map({ $0 == customer }) ?? true, query.team.map({ $0 == team }) ?? true
        else { return false }
        return !query.isAtRisk || atRiskFrom.map { $0 <= now } ?? false
    }
}

extension LastEventAnswer {
    fileprivate init(_ event: (at: Timestamp, recordedAt: Timestamp)) {
        let lag = event.recordedAt - event.at
        self.init(
            at: event.at.utcText, recordedAt: event.recordedAt.utcText, lagSeconds: Double(lag.milliseconds) / 1_000)
    }
}
