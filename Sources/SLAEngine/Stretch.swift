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
        /// What had run under another target and was carried over, at one instant.
        case carried(OpenTime)
    }

    package let kind: Kind
    package let from: Timestamp
    package let to: Timestamp
}

extension Clock {
    /// The stretches of the clock until its stop, or until `now`, in order.
    package func stretches(until now: Timestamp) -> [Stretch] {
        let end = stoppedAt ?? now
        var stretches = cycle.carried.map { [Stretch(kind: .carried($0.run), from: $0.at, to: $0.at)] } ?? []
        stretches += cycle.spans.map { Stretch(kind: .counted, from: $0.from, to: $0.to) }
        if let since = cycle.runningSince {
            stretches.append(Stretch(kind: .counted, from: since, to: max(since, end)))
        }
        stretches += cycle.halts.map { halt in
            Stretch(
                kind: halt.isInterruption ? .resolved(halt.cause) : .paused(halt.cause), from: halt.from,
                to: halt.to ?? max(halt.from, end))
        }
        return stretches.filter { $0.from < $0.to || $0.kind.isCarried }.sorted { $0.from < $1.from }
    }

    /// What started the cycle.
    package var startedBy: Cause { cycle.startedBy }
    /// What ended it; nil while it is unfinished.
    package var endedBy: Cause? { cycle.endedBy }
}

extension Clock {
    /// The customer's messages that would have ended a pause, but for `resume: status`.
    package var unheardAnswers: [CustomerAnswer] { cycle.halts.flatMap(\.answers) }

    /// Whether it stands still although the customer has answered.
    func ignores(_ answer: CustomerAnswer) -> Bool {
        state == .paused && cycle.halts.last.map { $0.to == nil && $0.answers.last == answer } ?? false
    }
}

extension Stretch.Kind {
    fileprivate var isCarried: Bool {
        if case .carried = self { true } else { false }
    }
}
