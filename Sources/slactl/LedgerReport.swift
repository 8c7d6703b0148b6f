import BusinessTime
import Catalog
import Compliance
import Ledger
import Monitor
import Report
import SLAEngine

extension ReportDesk {
    /// Counts every cycle of the ledger, and makes the report of it.
    func report(_ question: ReportQuestion, _ terms: ReportTerms, now: Timestamp) throws -> ComplianceReport {
        let reader = CycleReader()
        let lookup = CycleLookup(
            text: { try reader.names?.text($0) ?? "" },
            attributes: { [snapshot] in try reader.openAttributes[$0] ?? snapshot.attributes(ofTicket: $0) })
        var gathering = try ReportGathering(
            question, terms, now: now, lookup, ticketNumber: snapshot.number(ofTicketNamed:))
        var open: Set<Int64> = []
        try openTickets { ticket in
            open.insert(ticket.number)
            for cycle in ticket.unfinished { gathering.take(cycle.standing, of: ticket.number, cycle.metric) }
            if ticket.hasVerdicts { reader.openAttributes[ticket.number] = ticket.attributes }
            guard ticket.isUnclocked else { return }
            try gathering.take(unclocked: ticket.number, ticket.attributes) {
                try snapshot.openedAt(ofTicket: ticket.number)
            }
        }
        let withdrawn = try snapshot.finishedCycles { cycle, names in
            reader.names = names
            try gathering.take(cycle)
        }
        if gathering.countsUnclocked { try takeUnclocked(&gathering, except: open, withdrawn) }
        return gathering.report()
    }

    /// Takes the finished tickets that have no verdict.
    ///
    /// - Parameters:
    ///   - open: tickets that were finished once and are open again.
    ///   - withdrawn: tickets of which a verdict was taken back.
    private func takeUnclocked(
        _ gathering: inout ReportGathering, except open: Set<Int64>, _ withdrawn: Set<Int64>
    ) throws {
        var numbers: [Int64] = []
        try snapshot.ticketsWithoutVerdict { number, name in
            if !Canary.owns(ticket: name) { numbers.append(number) }
        }
        numbers += try withdrawn.filter { try !snapshot.hasVerdict(ticket: $0) }
        for number in numbers where !open.contains(number) {
            try gathering.take(unclocked: number, snapshot.attributes(ofTicket: number)) {
                try snapshot.openedAt(ofTicket: number)
            }
        }
    }
}

/// What becomes known while the ledger is read.
private final class CycleReader {
    var names: CycleNames?
    /// Of open tickets, of which the ledger has none yet.
    var openAttributes: [Int64: [String: String]] = [:]
}

extension ReportTerms {
    /// What the catalogue in force promises.
    init(_ desk: ReportDesk) {
        let catalogue = desk.catalogue
        var objectives: [ObjectiveName: OfObjective] = [:]
        // Versions of one agreement are neighbours, the later one behind.
        for agreement in catalogue?.rules.agreements ?? [] {
            for objective in agreement.objectives {
                let zone = objective.calendar.definition?.zone
                objectives[ObjectiveName(agreement.name, objective.name)] = OfObjective(
                    metric: objective.metric, zone: zone ?? agreement.zone ?? .utc)
            }
        }
        self.init(
            goals: catalogue?.goals ?? [], objectives: objectives, exclusions: desk.exclusions,
            reviews: catalogue?.reviews ?? [], feeds: desk.feeds, told: desk.told)
    }
}

extension Agreement {
    /// That of the first of its objectives that has hours.
    fileprivate var zone: Zone? { objectives.lazy.compactMap { $0.calendar.definition?.zone }.first }
}
