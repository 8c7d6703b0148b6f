package import BusinessTime

/// A part of a clock's life in which it counted, or in which one thing kept it from counting.
///
/// The counted ones add up to what has run; closed hours lie within them and count nothing.
package struct Stretch: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case counted
        /// A pause, from the event that began it.
        case paused(Cause)
        /// A resolution that a reopening undid.
        case resolved(Cause)
        /// It ran under another target; so much of that counts.
        case carried(OpenTime)
        /// It does not count under this target, and nothing held it.
        case uncounted
    }

    package let kind: Kind
    package let from: Timestamp
    package let to: Timestamp
}

extension Clock {
    /// The stretches of the clock from its start to its stop, or until `now`: in order, without a gap or overlap.
    package func stretches(until now: Timestamp) -> [Stretch] {
        let end = max(startedAt, stoppedAt ?? now)
        var stretches: [Stretch] = []
        var at = startedAt
        if let carried = cycle.carried, carried.at <= end {
            stretches.append(Stretch(kind: .carried(carried.run), from: at, to: carried.at))
            at = carried.at
        }
        var halts = cycle.halts[...]
        for span in cycle.value.counted(until: end) {
            stretches += Clock.held(&halts, from: at, to: span.from)
            stretches.append(Stretch(kind: .counted, from: span.from, to: span.to))
            at = span.to
        }
        return stretches + Clock.held(&halts, from: at, to: end)
    }

    /// What held the clock in a time in which it did not count.
    ///
    /// - Parameter halts: in order; those that have ended by the end of the time are taken away.
    private static func held(
        _ halts: inout ArraySlice<Halt>, from: Timestamp, to: Timestamp
    ) -> [Stretch] {
        var stretches: [Stretch] = []
        var at = from
        while at < to, let halt = halts.first, halt.from < to {
            let (start, end) = (max(halt.from, at), min(halt.to ?? to, to))
            if start < end {
                if at < start { stretches.append(Stretch(kind: .uncounted, from: at, to: start)) }
                let kind: Stretch.Kind = halt.isInterruption ? .resolved(halt.cause) : .paused(halt.cause)
                stretches.append(Stretch(kind: kind, from: start, to: end))
                at = end
            }
            // One that goes on may hold the clock again.
            guard let ended = halt.to, ended <= to else { break }
            halts.removeFirst()
        }
        return at < to ? stretches + [Stretch(kind: .uncounted, from: at, to: to)] : stretches
    }

    /// What started the cycle.
    package var startedBy: Cause { cycle.startedBy }
    /// What ended it; nil while it is unfinished.
    package var endedBy: Cause? { cycle.endedBy }
}

extension Cycle {
    /// The times in which it counted, in order.
    fileprivate func counted(until end: Timestamp) -> [Span] {
        let all = spans + (runningSince.map { [Span(from: $0, to: max($0, end))] } ?? [])
        return all.map { Span(from: $0.from, to: min($0.to, end)) }.filter { $0.from < $0.to }
    }
}

extension Clock {
    /// The customer's messages that would have ended a pause, but for `resume: status`.
    package var unheardAnswers: [CustomerAnswer] { cycle.halts.flatMap(\.answers) }

    /// Whether it stands still although the customer has answered.
    func ignores(_ answer: CustomerAnswer) -> Bool {
        state == .paused && cycle.halts.last.map { $0.to == nil && $0.answers.last == answer } ?? false
    }
}
