import BusinessTime
import Control
import SLAEngine

extension TicketState {
    /// Objectives that hold for the ticket now and of which no clock is unfinished; none of a ticket that is over.
    func unstarted(by rules: Rules?, _ now: Timestamp) -> [PendingAnswer] {
        guard let rules, !isOver else { return [] }
        let holding = rules.trace(attributes, at: now).filter { $0.verdict == .holds }
        return holding.flatMap { trace -> [PendingAnswer] in
            guard let agreement = rules.agreement(named: trace.agreement, from: trace.effectiveFrom) else { return [] }
            return agreement.objectives.compactMap { unstarted($0, agreement) }
        }
    }

    private func unstarted(_ objective: Objective, _ agreement: Agreement) -> PendingAnswer? {
        let own = clocks.filter { $0.key.agreement == agreement.name && $0.key.objective == objective.name }
        guard objective.mayStart(after: own), case .amount(let amount) = objective.target.choice(for: attributes)
        else { return nil }
        return PendingAnswer(
            agreement: agreement.name, objective: objective.name, metric: objective.metric.rawValue,
            target: amount.text, starts: objective.started(by: agreement.kind))
    }
}

extension Objective {
    /// Whether an event alone, without a reopening, can start the next clock.
    fileprivate func mayStart(after clocks: [Clock]) -> Bool {
        guard clocks.allSatisfy(\.state.isFinished) else { return false }
        switch metric {
        case .firstResponse, .resolution, .requesterWait, .totalResolution: return clocks.isEmpty
        case .custom: return clocks.isEmpty || repeats
        case .nextResponse, .periodicUpdate, .assignment: return true
        }
    }
}

extension Rules {
    /// One version of an agreement.
    func agreement(named name: String, from effectiveFrom: Timestamp?) -> Agreement? {
        agreements.first { $0.name == name && $0.effectiveFrom == effectiveFrom }
    }
}
