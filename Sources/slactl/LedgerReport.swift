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
        try openTickets { ticket in
            for cycle in ticket.unfinished { gathering.take(cycle.standing, of: ticket.number, cycle.metric) }
            if ticket.hasVerdicts { reader.openAttributes[ticket.number] = ticket.attributes }
            guard ticket.isUnclocked, let openedAt = try snapshot.openedAt(ofTicket: ticket.number) else { return }
            gathering.take(unclocked: ticket.number, openedAt: openedAt, ticket.attributes)
        }
        try snapshot.finishedCycles { cycle, names in
            reader.names = names
            try gathering.take(cycle)
        }
        try takeUnclocked(&gathering)
        return gathering.report()
    }

    private func takeUnclocked(_ gathering: inout ReportGathering) throws {
        var numbers: [Int64] = []
        try snapshot.ticketsWithoutVerdict { number, name in
            if !Canary.owns(ticket: name) { numbers.append(number) }
        }
        for number in numbers {
            guard let openedAt = try snapshot.openedAt(ofTicket: number) else { continue }
            gathering.take(unclocked: number, openedAt: openedAt, try snapshot.attributes(ofTicket: number))
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
