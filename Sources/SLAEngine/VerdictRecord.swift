import BusinessTime

/// The verdicts on one ticket's finished cycles that the ledger has, of each cycle the newest.
package struct VerdictRecord: Sendable {
    private struct Entry {
        let number: Int64
        let verdict: Verdict
    }

    private var entries: [ClockKey: Entry] = [:]

    /// - Parameter rows: in the order of recording.
    package init(_ rows: [RecordedVerdict] = []) {
        for row in rows { take(row) }
    }

    private mutating func take(_ row: RecordedVerdict) {
        entries[row.verdict.clock] = Entry(number: row.number, verdict: row.verdict)
    }

    /// Those that stand, by their clocks.
    package var standing: [ClockKey: Verdict] {
        entries.compactMapValues { $0.verdict.outcome == .withdrawn ? nil : $0.verdict }
    }

    /// The one on a clock that stands, if there is one.
    package func verdict(on clock: ClockKey) -> Verdict? {
        entries[clock].flatMap { $0.verdict.outcome == .withdrawn ? nil : $0.verdict }
    }

    /// Records what has changed: cycles that finished, finished ones with another verdict or figure, and those that
    /// are finished no more; of those that nothing measures also what goes on when the ticket is over.
    ///
    /// - Parameters:
    ///   - next: the number of the next row; counted on.
    ///   - place: its last row is set.
    /// - Returns: the rows for the ledger.
    mutating func update(_ state: TicketState, _ place: inout TicketPlace, next: inout Int64) -> [RecordedVerdict] {
        var rows: [RecordedVerdict] = []
        for verdict in changes(state) {
            let row = RecordedVerdict(
                number: next, ticket: place.ticket, previous: place.lastVerdict,
                supersedes: entries[verdict.clock]?.number, verdict: verdict)
            take(row)
            rows.append(row)
            place.lastVerdict = next
            next += 1
        }
        return rows
    }

    private func changes(_ state: TicketState) -> [Verdict] {
        guard
            !entries.isEmpty || !state.unmeasured.isEmpty || state.clocks.contains(where: \.state.isFinished)
        else { return [] }
        var changes: [Verdict] = []
        var finished: Set<ClockKey> = []
        // First, as the clock that ran until the value was taken away has the same key.
        for cycle in state.unmeasured where cycle.endedAt != nil || state.isOver {
            let verdict = Verdict(cycle, state.attributeStates)
            if finished.insert(cycle.clock).inserted, entries[cycle.clock]?.verdict != verdict {
                changes.append(verdict)
            }
        }
        for clock in state.clocks where clock.state.isFinished {
            guard finished.insert(clock.key).inserted, clock.recordedRun == nil,
                let verdict = Verdict(clock, state.attributeStates), entries[clock.key]?.verdict != verdict
            else { continue }
            changes.append(verdict)
        }
        for (key, entry) in entries where entry.verdict.outcome != .withdrawn && !finished.contains(key) {
            var verdict = entry.verdict
            verdict.outcome = .withdrawn
            changes.append(verdict)
        }
        return changes.sorted {
            $0.stoppedAt == $1.stoppedAt ? $0.clock.isBefore($1.clock) : $0.stoppedAt < $1.stoppedAt
        }
    }

    /// The clock as the record has it, where the zone data or the revision that judged it are gone and nothing that
    /// happened has changed since; else as it is.
    func kept(_ clock: Clock, _ revisions: [Revision]) -> Clock {
        guard clock.state.isFinished, let verdict = entries[clock.key]?.verdict,
            !revisions.contains(where: { $0.number == verdict.revision && $0.isExact }),
            verdict.judges(clock), let state = verdict.outcome.state
        else { return clock }
        var clock = clock
        clock.state = state
        clock.target = verdict.target
        clock.deadline = verdict.deadline
        clock.breachAt = state == .missed ? verdict.at : nil
        clock.reason = verdict.reason
        clock.revision = verdict.revision
        clock.recordedRun = verdict.run
        return clock
    }
}
