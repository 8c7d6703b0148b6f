package import BusinessTime

/// Everything that is derived of one ticket as of an instant.
package struct TicketState: Hashable, Sendable {
    package var clocks: [Clock] = []
    /// What was owed and nothing measures, for want of a target for the ticket's value.
    package var unmeasured: [UnmeasuredCycle] = []
    /// What applies to the ticket and has not started.
    package var pending: [PendingClock] = []
    /// As they are now.
    var values = Attributes()
    /// The attributes over time.
    var attributeStates: [AttributeState] = []
    /// What the customer wrote since the ticket waits for the customer.
    var answer: CustomerAnswer?
    /// Resolved, closed, merged or cancelled.
    package var isOver = false
    /// The instant of the first event that lies ahead and does not act yet.
    package var nextEventAt: Timestamp?
    /// The instant of the first revision that lies ahead, after the machine's clock was set back.
    package var nextLoadAt: Timestamp?

    package var attributes: [String: String] { values.dictionary }

    /// Nobody promised anything about it: there is no clock, and none is owed.
    package var isUnclocked: Bool { clocks.isEmpty && unmeasured.isEmpty }

    fileprivate mutating func take(_ timeline: Timeline, _ pending: [PendingClock]) {
        self.pending = pending
        attributeStates = timeline.attributeStates
        values = attributeStates.last?.values ?? Attributes()
        answer = timeline.answer
        isOver = timeline.isOver
    }
}

/// The fold: one ticket's events + the revisions of the rules + now -> its clocks.
package struct TicketFold {
    private let events: [RecordedEvent]
    private let revisions: [Revision]
    /// When each revision takes effect. One that was loaded at an earlier instant than those before it, since the
    /// machine's clock was set back, cuts them short.
    private let effects: [Timestamp]
    private let now: Timestamp
    private let recorded: VerdictRecord

    /// - Parameters:
    ///   - revisions: in the order of loading, at least one; the first counts from ever.
    ///   - now: the clocks are those of this instant; events after it do not act yet.
    ///   - recorded: what the ledger has of finished cycles; it decides where what judged them is gone.
    package init(
        _ history: History, revisions: [Revision], now: Timestamp, recorded: VerdictRecord = VerdictRecord()
    ) {
        events = history.standing
        self.revisions = revisions
        var effects: [Timestamp] = []
        for revision in revisions.reversed() { effects.append(min(revision.loadedAt, effects.last ?? .distantFuture)) }
        self.effects = effects.reversed()
        self.now = now
        self.recorded = recorded
    }

    package func state() -> TicketState {
        // A revision keeps its rules, not what was known then: the opening is the one that is known now.
        let opening = Opening(of: events.prefix { $0.event.at <= now })
        var judged = JudgedClocks()
        // The same with holes of tables filled, from the first one on.
        var filled: JudgedClocks?
        var state = TicketState()
        for index in revisions.indices {
            let next = index + 1 < revisions.count ? effects[index + 1] : .distantFuture
            // A revision that was replaced before the ticket began never judged it.
            guard next >= opening?.at ?? now || index == revisions.count - 1 else { continue }
            guard index == 0 || effects[index] <= now else { break }
            let until = min(next, now)
            let timeline = Timeline(events, opening, statuses: revisions[index].rules.statuses, until: until)
            let found = clocks(of: timeline, byRevisionAt: index, until)
            let loadedAt = judged.isEmpty ? nil : effects[index]
            let wasFinished = loadedAt != nil && state.isOver && judged.clocks.allSatisfy(\.state.isFinished)
            if filled != nil || found.filled != nil {
                var all = filled ?? judged
                all.take(found.filled ?? found.clocks, loadedAt: loadedAt, wasFinished: wasFinished)
                filled = all
            }
            judged.take(found.clocks, loadedAt: loadedAt, wasFinished: wasFinished)
            state.take(timeline, found.pending)
        }
        state.clocks = kept(judged.clocks)
        if let filled { state.unmeasured = filled.clocks.unmeasured(beside: state.clocks) }
        if let last = events.last, last.event.at > now {
            state.nextEventAt = events.first { $0.event.at > now }?.event.at
        }
        state.nextLoadAt = effects.dropFirst().first { $0 > now }
        return state
    }

    /// The ticket's attributes over time, as the last revision reads its events.
    package func attributeStates() -> [AttributeState] {
        let opening = Opening(of: events.prefix { $0.event.at <= now })
        return Timeline(events, opening, statuses: revisions.last?.rules.statuses ?? .usual, until: now)
            .attributeStates
    }

    /// Those that were judged with zone data that are gone, or by a revision that is, as they were recorded.
    private func kept(_ clocks: [Clock]) -> [Clock] {
        // Revisions are numbered from 1 on, so that a number that is missing is one that could not be read.
        guard revisions.last?.number != revisions.count || !revisions.allSatisfy(\.isExact) else { return clocks }
        return clocks.map { recorded.kept($0, revisions) }
    }

    /// The clocks under one revision, as of `until`.
    private func clocks(
        of timeline: Timeline, byRevisionAt place: Int, _ until: Timestamp
    ) -> FoundClocks {
        guard let opening = timeline.opening else { return FoundClocks() }
        var found = FoundClocks()
        let eras = revisions[place].rules.eras(ofTicket: opening.event.ticket, from: opening.at, to: until).map { era in
            MatchedEra(era: era, matching: Matching(timeline.attributeStates, era))
        }
        for era in eras {
            for terms in era.era.terms {
                for promise in terms.promises {
                    let rulings = era.matching.rulings(of: promise, in: terms)
                    guard rulings.contains(where: { $0.measure != nil || $0.isHole }) else { continue }
                    let versions = eras.count == 1 ? [] : eras.versions(of: promise)
                    let isHole = rulings.hasHole || versions.hasHole
                    let cycles = ClockMachine(
                        promise.preset, promise.preset.steps(of: timeline), isOpeningAssumed: opening.isAssumed
                    ).found
                    if isHole, found.filled == nil { found.filled = found.clocks }
                    cycles.forEachRuled(by: rulings, versions, promise.onRematch, now: until) { cycle, rulings in
                        guard era.era.contains(cycle.startedAt) else { return }
                        let clock = Judgement(cycle, by: rulings, promise).clock(revision: revisions[place].number)
                        if let clock { found.add(clock, isHole: isHole) }
                    }
                    if cycles.isEmpty, era.era.contains(until), let measure = rulings.last?.measure {
                        found.pending.append(PendingClock(promise, measure.amount))
                    }
                    guard isHole else { continue }
                    cycles.forEachRuled(
                        by: rulings.filled, versions.filled, promise.onRematch, now: until
                    ) { cycle, rulings in
                        guard era.era.contains(cycle.startedAt) else { return }
                        let clock = Judgement(cycle, by: rulings, promise).clock(revision: revisions[place].number)
                        if let clock { found.filled?.append(clock) }
                    }
                }
            }
        }
        return found.judgedOnce()
    }
}
