package import BusinessTime
package import Compliance
package import SLAEngine

/// Counts cycles for a report, one by one and in any order; its size depends on the objectives, not on the cycles.
///
/// Tickets take a bit each where they are counted once. `report` makes the figures of it.
package struct ReportGathering {
    /// Attributes that say what a ticket is about, the most telling first; then whose it was.
    private static let usualKeys = ["category", "service", "type", "team", "customer"]

    let question: ReportQuestion
    let terms: ReportTerms
    let now: Timestamp
    let problemKeys: [String]
    let exclusions: [Exclusion]
    private let lookup: CycleLookup
    /// The tickets that exclusions name, by the ledger's numbers.
    private let excludedTickets: [Int64?]
    private(set) var scopes: [CountedScope] = []
    private(set) var lines: [ReportLine] = []
    private var lineOfName: [ObjectiveName: Int] = [:]
    private var lineOfNumbers: [NumberedName: Int] = [:]
    private(set) var names: NameTable
    private(set) var hours = BreachHours()
    private(set) var problems: [ProblemKey: Int64] = [:]
    private(set) var teams = PartyCounts()
    private(set) var customers = PartyCounts()
    /// Cancelled cycles of the window, by their reasons.
    private(set) var cancelled: [Int: Int64] = [:]
    /// Tickets that never had a clock.
    private(set) var unclocked: CountedScope
    /// What each exclusion takes out of the window.
    private(set) var removed: [Tally]
    private let wantedCustomer: Int?
    private let wantedTeam: Int?

    private struct NumberedName: Hashable {
        let agreement: Int64
        let objective: Int64
    }

    /// - Parameter ticketNumber: that of a ticket's name; nil if there is none.
    package init(
        _ question: ReportQuestion, _ terms: ReportTerms, now: Timestamp, _ lookup: CycleLookup,
        ticketNumber: (String) throws -> Int64?
    ) rethrows {
        self.question = question
        self.terms = terms
        self.now = now
        self.lookup = lookup
        problemKeys = question.problemKey.map { [$0] } ?? ReportGathering.usualKeys
        exclusions = terms.exclusions.filter { $0.isInEffect(at: now) }
        // No ticket has the number 0.
        excludedTickets = try exclusions.map { try $0.scope.ticket.map { try ticketNumber($0) ?? 0 } }
        removed = exclusions.map { _ in Tally() }
        let aligned = question.period.aligned(in: terms.mainZone)
        unclocked = CountedScope(WindowRuler(aligned, over: question.period), nil)
        var names = NameTable()
        wantedCustomer = question.customer.map { names.index($0) }
        wantedTeam = question.team.map { names.index($0) }
        self.names = names
        for goal in terms.goals { scopes.append(CountedScope(ruler(of: goal), goal)) }
        for name in terms.objectives.keys.sorted(by: ReportGathering.isBefore) { addLine(name, nil) }
    }

    static func isBefore(_ left: ObjectiveName, _ right: ObjectiveName) -> Bool {
        (left.agreement, left.objective) < (right.agreement, right.objective)
    }

    private func ruler(of goal: Goal) -> WindowRuler {
        switch goal.span {
        case .aligned(let aligned): WindowRuler(aligned, over: question.period)
        case .rolling(let span): WindowRuler(span, over: question.period, in: zone(of: goal), now: now)
        }
    }

    /// A rolling window ends with the period in the zone of an objective, or in that of most.
    private func zone(of goal: Goal) -> Zone {
        guard case .objectives(let names) = goal.scope, names.count == 1, let name = names.first else {
            return terms.mainZone
        }
        return terms.zone(of: name)
    }

    @discardableResult
    private mutating func addLine(_ name: ObjectiveName, _ metric: Metric?) -> Int {
        let zone = terms.zone(of: name)
        let clock = ClockKey(agreement: name.agreement, objective: name.objective, cycle: "")
        var places = [scopes.count]
        scopes.append(CountedScope(WindowRuler(question.period.aligned(in: zone), over: question.period), nil))
        places += terms.goals.indices.filter { terms.goals[$0].scope.contains(clock) }
        let covering = exclusions.indices.filter { index in
            let scope = exclusions[index].scope
            return scope.agreement ?? name.agreement == name.agreement
                && scope.objective ?? name.objective == name.objective
        }
        let isWanted = name.agreement != Canary.name && question.agreement ?? name.agreement == name.agreement
        lines.append(
            ReportLine(
                name: name, metric: metric ?? terms.objectives[name]?.metric, zone: zone, scopes: places,
                exclusions: covering, isWanted: isWanted))
        lineOfName[name] = lines.count - 1
        return lines.count - 1
    }

    private mutating func line(_ name: ObjectiveName, _ metric: Metric?) -> Int {
        lineOfName[name] ?? addLine(name, metric)
    }

    private mutating func line(_ cycle: FinishedCycle) throws -> Int {
        let numbers = NumberedName(agreement: cycle.agreement, objective: cycle.objective)
        if let line = lineOfNumbers[numbers] { return line }
        let name = ObjectiveName(try lookup.text(cycle.agreement), try lookup.text(cycle.objective))
        let line = line(name, Metric(rawValue: try lookup.text(cycle.metric)))
        lineOfNumbers[numbers] = line
        return line
    }
}

// Taking cycles.
extension ReportGathering {
    /// - Throws: what the lookup throws.
    package mutating func take(_ cycle: FinishedCycle) throws {
        let line = try line(cycle)
        guard lines[line].isWanted, try isWanted(cycle) else { return }
        let index = scopes[lines[line].scopes[0]].ruler.index(of: cycle.at)
        let isReported = index.map(scopes[lines[line].scopes[0]].ruler.reported.contains) ?? false
        guard let mark = try mark(cycle, isReported: isReported) else { return }
        let covering = try covering(line, cycle.ticket, cycle.startedAt, cycle.stoppedAt) { try attributes(cycle) }
        count(mark, line, cycle.ticket, at: cycle.at, covering, isReported: isReported)
        guard isReported, covering.isEmpty, mark == .met || mark == .missed else { return }
        lines[line].spread.add(cycle.run, of: cycle.target, isMet: mark == .met)
        let party = (team: try name(cycle.team), customer: try name(cycle.customer))
        let lookup = lookup
        take(party, isMet: mark == .met)
        if mark == .missed { try takeMiss(line, at: cycle.at, party) { try lookup.attributes(cycle.ticket) } }
    }

    /// Takes a cycle that is not finished.
    package mutating func take(_ standing: CycleStanding, of ticket: Int64, _ metric: Metric) {
        let line = line(ObjectiveName(standing.clock.agreement, standing.clock.objective), metric)
        let party = (
            team: standing.attributes["team"].map { names.index($0) },
            customer: standing.attributes["customer"].map { names.index($0) }
        )
        guard lines[line].isWanted, wantedTeam ?? party.team == party.team,
            wantedCustomer ?? party.customer == party.customer
        else { return }
        let covering = covering(line, ticket, standing.startedAt, standing.stoppedAt) { standing.attributes }
        guard let at = standing.at, let mark = CycleMark(standing.state) else {
            if covering.isEmpty { for scope in lines[line].scopes { scopes[scope].addPaused(ticket) } }
            return
        }
        let ruler = scopes[lines[line].scopes[0]].ruler
        let isReported = ruler.index(of: at).map(ruler.reported.contains) ?? false
        count(mark, line, ticket, at: at, covering, isReported: isReported)
        guard isReported, covering.isEmpty, mark == .missed else { return }
        lines[line].running += 1
        take(party, isMet: false)
        takeMiss(line, at: at, party) { standing.attributes }
    }

    /// Whether tickets without a clock count at all: no agreement has them.
    package var countsUnclocked: Bool { question.agreement == nil }

    /// Takes a ticket that never had a clock: it was not measured, and belongs to the window of its opening.
    ///
    /// - Parameter openedAt: is asked only of a ticket that counts; nil where nobody knows it.
    package mutating func take(
        unclocked ticket: Int64, _ attributes: [String: String], openedAt: () throws -> Timestamp?
    ) rethrows {
        guard countsUnclocked, question.team ?? attributes["team"] == attributes["team"],
            question.customer ?? attributes["customer"] == attributes["customer"],
            let openedAt = try openedAt(), !isExcluded(unclocked: ticket, openedAt, attributes)
        else { return }
        for scope in terms.goals.indices where terms.goals[scope].scope == .everything {
            scopes[scope].add(.withoutClock, of: ticket, at: openedAt, isExcluded: false)
        }
        unclocked.add(.withoutClock, of: ticket, at: openedAt, isExcluded: false)
    }

    /// An exclusion of an agreement's cycles has none of it.
    private func isExcluded(unclocked ticket: Int64, _ openedAt: Timestamp, _ attributes: [String: String]) -> Bool {
        exclusions.indices.contains { index in
            let scope = exclusions[index].scope
            return scope.agreement == nil && scope.objective == nil && excludedTickets[index] ?? ticket == ticket
                && exclusions[index].coversOpen(from: openedAt, to: nil) && scope.attributes.holds(for: attributes)
        }
    }

    private mutating func isWanted(_ cycle: FinishedCycle) throws -> Bool {
        if let wantedTeam, try name(cycle.team) != wantedTeam { return false }
        if let wantedCustomer, try name(cycle.customer) != wantedCustomer { return false }
        return true
    }

    private mutating func name(_ number: Int64?) throws -> Int? {
        guard let number else { return nil }
        return try names.index(number, lookup.text)
    }

    /// - Returns: nil for one that was cancelled; counts that, and what was not measured, if it belongs to the window.
    private mutating func mark(_ cycle: FinishedCycle, isReported: Bool) throws -> CycleMark? {
        switch cycle.outcome {
        case .met: return .met
        case .missed: return .missed
        case .withdrawn: return nil
        case .cancelled, .unmeasured:
            let reason = try name(cycle.reason) ?? names.index("without a reason")
            if isReported { cancelled[reason, default: 0] += 1 }
            if cycle.outcome == .unmeasured { return .withoutClock }
            return names.texts[reason] == Clock.openingNotSeen ? .openingNotSeen : nil
        }
    }

    /// The exclusions that cover a cycle.
    private func covering(
        _ line: Int, _ ticket: Int64, _ startedAt: Timestamp, _ stoppedAt: Timestamp?,
        _ attributes: () throws -> [String: String]
    ) rethrows -> [Int] {
        guard !lines[line].exclusions.isEmpty else { return [] }
        return try lines[line].exclusions.filter { index in
            guard excludedTickets[index] ?? ticket == ticket,
                exclusions[index].coversOpen(from: startedAt, to: stoppedAt)
            else { return false }
            let condition = exclusions[index].scope.attributes
            return try condition == .always || condition.holds(for: attributes())
        }
    }

    /// Those of the ticket, with the customer and the team that it had when the cycle ended.
    private func attributes(_ cycle: FinishedCycle) throws -> [String: String] {
        var attributes = try lookup.attributes(cycle.ticket)
        attributes["customer"] = try cycle.customer.map(lookup.text)
        attributes["team"] = try cycle.team.map(lookup.text)
        return attributes
    }

    private mutating func count(
        _ mark: CycleMark, _ line: Int, _ ticket: Int64, at instant: Timestamp, _ covering: [Int], isReported: Bool
    ) {
        for scope in lines[line].scopes {
            scopes[scope].add(mark, of: ticket, at: instant, isExcluded: !covering.isEmpty)
        }
        guard isReported else { return }
        for index in covering { removed[index].add(mark) }
    }

    private mutating func take(_ party: (team: Int?, customer: Int?), isMet: Bool) {
        if let team = party.team { teams.add(team, isMet: isMet) }
        if let customer = party.customer { customers.add(customer, isMet: isMet) }
    }

    private mutating func takeMiss(
        _ line: Int, at instant: Timestamp, _ party: (team: Int?, customer: Int?),
        _ attributes: () throws -> [String: String]
    ) rethrows {
        hours.add(instant, team: party.team, in: lines[line].zone)
        var known: [String: String]?
        for (place, key) in problemKeys.enumerated() {
            let value: Int?
            switch key {
            case "team": value = party.team
            case "customer": value = party.customer
            default:
                let attributes = try known ?? attributes()
                known = attributes
                value = attributes[key].map { names.index($0) }
            }
            // Below zero: without a value.
            problems[ProblemKey(line: line, attribute: place, value: value ?? -1), default: 0] += 1
        }
    }
}

extension CycleMark {
    /// nil of one that is paused: nothing says when its deadline will be.
    fileprivate init?(_ state: CycleStanding.State) {
        switch state {
        case .met: self = .met
        case .missed: self = .missed
        case .open: self = .open
        case .unmeasured(_, .openingNotSeen): self = .openingNotSeen
        case .unmeasured(_, .noClock): self = .withoutClock
        case .paused: return nil
        }
    }
}
