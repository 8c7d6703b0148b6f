package import BusinessTime

/// Everything that is derived of one ticket as of an instant.
package struct TicketState: Hashable, Sendable {
    package var clocks: [Clock]
    package var attributes: [String: String]
    /// Resolved, closed, merged or cancelled.
    package var isOver: Bool
    /// The instant of the first event that lies ahead and does not act yet.
    package var nextEventAt: Timestamp?
    /// The instant of the first revision that lies ahead, after the machine's clock was set back.
    package var nextLoadAt: Timestamp?
}

/// The fold: one ticket's events + the revisions of the rules + now -> its clocks.
package struct TicketFold {
    private let events: [TicketEvent]
    private let revisions: [Revision]
    /// When each revision takes effect. One that was loaded at an earlier instant than those before it, since the
    /// machine's clock was set back, cuts them short.
    private let effects: [Timestamp]
    private let now: Timestamp

    /// - Parameters:
    ///   - revisions: in the order of loading, at least one; the first counts from ever.
    ///   - now: the clocks are those of this instant; events after it do not act yet.
    package init(_ history: History, revisions: [Revision], now: Timestamp) {
        events = history.standing
        self.revisions = revisions
        var effects: [Timestamp] = []
        for revision in revisions.reversed() { effects.append(min(revision.loadedAt, effects.last ?? .distantFuture)) }
        self.effects = effects.reversed()
        self.now = now
    }

    package func state() -> TicketState {
        // A revision keeps its rules, not what was known then: the opening is the one that is known now.
        let opening = Opening(of: events.prefix { $0.at <= now })
        var judged = JudgedClocks()
        var last: Timeline?
        for (index, revision) in revisions.enumerated() {
            let next = index + 1 < revisions.count ? effects[index + 1] : .distantFuture
            // A revision that was replaced before the ticket began never judged it.
            guard next >= opening?.at ?? now || index == revisions.count - 1 else { continue }
            guard index == 0 || effects[index] <= now else { break }
            let until = min(next, now)
            let timeline = Timeline(events, opening, statuses: revision.rules.statuses, until: until)
            judged.take(clocks(of: timeline, revision, until), loadedAt: judged.isEmpty ? nil : effects[index])
            last = timeline
        }
        return TicketState(
            clocks: judged.clocks, attributes: last?.attributeStates.last?.attributes ?? [:],
            isOver: last?.isOver ?? false, nextEventAt: events.first { $0.at > now }?.at,
            nextLoadAt: effects.dropFirst().first { $0 > now })
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
