package import BusinessTime

/// Everything that is derived of one ticket as of an instant.
package struct TicketState: Hashable, Sendable {
    package var clocks: [Clock]
    package var attributes: [String: String]
    /// Resolved, closed, merged or cancelled.
    package var isOver: Bool
    /// The instant of the first event that lies ahead and does not act yet.
    package var nextEventAt: Timestamp?
}

/// The fold: one ticket's events + the revisions of the rules + now -> its clocks.
package struct TicketFold {
    private let events: [TicketEvent]
    private let revisions: [Revision]
    private let now: Timestamp

    /// - Parameters:
    ///   - revisions: in the order of loading, at least one; the first counts from ever.
    ///   - now: the clocks are those of this instant; events after it do not act yet.
    package init(_ history: History, revisions: [Revision], now: Timestamp) {
        events = history.standing
        self.revisions = revisions
        self.now = now
    }

    package func state() -> TicketState {
        let opening = events.opening?.opensAt ?? now
        var judged = JudgedClocks()
        var last: Timeline?
        for (index, revision) in revisions.enumerated() {
            let next = index + 1 < revisions.count ? revisions[index + 1].loadedAt : .distantFuture
            // A revision that was replaced before the ticket began never judged it.
            guard next >= opening || index == revisions.count - 1 else { continue }
            guard index == 0 || revision.loadedAt <= now else { break }
            let until = min(next, now)
            let timeline = Timeline(events, statuses: revision.rules.statuses, until: until)
            judged.take(clocks(of: timeline, revision, until), loadedAt: judged.isEmpty ? nil : revision.loadedAt)
            last = timeline
        }
        return TicketState(
            clocks: judged.clocks, attributes: last?.attributeStates.last?.attributes ?? [:],
            isOver: last?.isOver ?? false, nextEventAt: events.first { $0.at > now }?.at)
    }

    /// The clocks under one revision, as of `until`.
    private func clocks(of timeline: Timeline, _ revision: Revision, _ until: Timestamp) -> [Clock] {
        let matching = Matching(timeline.attributeStates, agreements: revision.rules.agreements)
        var clocks: [Clock] = []
        for agreement in revision.rules.agreements {
            for objective in agreement.objectives {
                let rulings = matching.rulings(of: objective, in: agreement)
                guard rulings.contains(where: { $0.demand != nil }) else { continue }
                var machine = ClockMachine(objective)
                for step in timeline.steps { machine.take(step) }
                clocks += machine.cycles.compactMap {
                    Judgement($0, rulings, now: until).clock(objective, agreement, revision: revision.number)
                }
            }
        }
        return clocks
    }
}
