package import BusinessTime

/// A change of a clock's state, and what caused it.
package struct Turn: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case started, paused, resumed
        /// A resolution stopped it, and a reopening undid that.
        case resolved, takenUpAgain
        case ended
    }

    package let at: Timestamp
    package let change: Change
    /// nil where no event did it: the agreement was removed.
    package let cause: Cause?
}

extension Clock {
    /// Every change of the clock's state, in order.
    package var turns: [Turn] {
        var turns = [Turn(at: startedAt, change: .started, cause: startedBy)]
        for halt in cycle.halts where halt.to.map({ $0 > startedAt }) ?? true {
            turns.append(
                Turn(
                    at: max(halt.from, startedAt), change: halt.isInterruption ? .resolved : .paused, cause: halt.cause)
            )
            guard let to = halt.to, let endedBy = halt.endedBy, to != stoppedAt || !cycle.value.isEnded(by: endedBy)
            else {
                continue
            }
            turns.append(Turn(at: to, change: halt.isInterruption ? .takenUpAgain : .resumed, cause: endedBy))
        }
        if let stoppedAt { turns.append(Turn(at: stoppedAt, change: .ended, cause: endedBy)) }
        return turns
    }
}

extension Clock {
    /// How often its target changed while it was open.
    package var targetChangeCount: Int { max(0, rulings.count - 1) + reloads.count }

    /// The last changes of its target while it was open, in the order of time.
    ///
    /// - Complexity: O(n) a change, of the stretches of the cycle.
    package func targetChanges(last limit: Int) -> [TargetChange] {
        let events = rulings.indices.dropFirst().suffix(limit).map { index in
            let (old, new) = (rulings[index - 1], rulings[index])
            return TargetChange(
                at: new.since, before: old.asks ? old.demand?.amount : nil,
                after: new.asks ? new.demand?.amount : nil, reason: new.reason, cause: new.cause, revision: nil,
                ran: old.run(until: new.since), counts: new.run(until: new.since))
        }
        return (reloads + events).sorted { $0.at < $1.at }.suffix(limit)
    }

    /// Since when its target holds.
    package var targetSince: Timestamp {
        let asked = rulings.dropFirst().last(where: \.asks)?.since
        return [asked, reloads.last?.at].compactMap(\.self).max() ?? startedAt
    }
}

extension Cycle {
    /// What ends the cycle ends its pause with it.
    fileprivate func isEnded(by cause: Cause) -> Bool { endedBy == cause }
}

/// Another target that an open clock got.
package struct TargetChange: Hashable, Sendable {
    package let at: Timestamp
    /// nil where the agreement asked nothing.
    package let before: Amount?
    package let after: Amount?
    /// Why nothing is asked from then on.
    package let reason: String
    /// The event that changed the attributes; nil where a reload brought it.
    package let cause: Cause?
    /// The revision that brought it; nil where an event did.
    package let revision: Int?
    /// What had run under the target before.
    package let ran: OpenTime
    /// What of that counts under the new one.
    package let counts: OpenTime
}
