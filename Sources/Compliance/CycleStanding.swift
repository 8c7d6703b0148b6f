package import BusinessTime
package import SLAEngine

/// What one cycle of a clock adds to the windows, as of an instant.
package struct CycleStanding: Hashable, Sendable {
    /// Why a cycle that was owed was not measured.
    package enum Gap: UInt8, Hashable, Sendable, CaseIterable {
        /// No agreement, or no target for the ticket's values.
        case noClock
        case openingNotSeen
    }

    package enum State: Hashable, Sendable {
        /// At the verdict instant: the stop.
        case met(Timestamp)
        /// At the verdict instant: the breach, whether the clock still runs or was finished late.
        case missed(Timestamp)
        /// Unfinished and unbreached; will be missed at this instant if nothing stops it.
        case open(Timestamp)
        /// Unfinished, and nothing says when its deadline will be.
        case paused
        case unmeasured(Timestamp, Gap)
    }

    /// Of a ticket without a clock the agreement and objective that were owed, or empty names.
    package var clock: ClockKey
    package var state: State
    package var startedAt: Timestamp
    /// nil while it is open.
    package var stoppedAt: Timestamp?
    /// The ticket's, when it ended, or now.
    package var attributes: [String: String]

    package init(
        clock: ClockKey, state: State, startedAt: Timestamp, stoppedAt: Timestamp?, attributes: [String: String] = [:]
    ) {
        self.clock = clock
        self.state = state
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.attributes = attributes
    }

    /// The instant that says to which window it belongs.
    package var at: Timestamp? {
        switch state {
        case .met(let at), .missed(let at), .open(let at), .unmeasured(let at, _): at
        case .paused: nil
        }
    }
}

extension CycleStanding {
    /// - Returns: nil for a clock that was cancelled, which counts nowhere.
    package init?(_ clock: Clock, _ attributes: [String: String], asOf now: Timestamp) {
        guard let state = State(clock, asOf: now) else { return nil }
        self.init(
            clock: clock.key, state: state, startedAt: clock.startedAt, stoppedAt: clock.stoppedAt,
            attributes: attributes)
    }
}

extension CycleStanding {
    /// A cycle that nothing measures, by the instant of its start.
    package init(_ cycle: UnmeasuredCycle, _ attributes: [String: String]) {
        self.init(
            clock: cycle.clock, state: .unmeasured(cycle.startedAt, .noClock), startedAt: cycle.startedAt,
            stoppedAt: cycle.endedAt, attributes: attributes)
    }

    /// What a recorded verdict adds: the same as the clock, or the cycle that nothing measured, that it was made of.
    ///
    /// - Parameters:
    ///   - at: the verdict instant.
    ///   - reason: of one that was cancelled.
    /// - Returns: nil for what was cancelled or stands no more, which counts nowhere.
    package init?(
        _ outcome: Verdict.Outcome, of clock: ClockKey, at: Timestamp, startedAt: Timestamp, stoppedAt: Timestamp,
        reason: String?, attributes: [String: String]
    ) {
        let state: State
        switch outcome {
        case .met: state = .met(at)
        case .missed: state = .missed(at)
        case .cancelled where reason == Clock.openingNotSeen: state = .unmeasured(at, .openingNotSeen)
        case .unmeasured: state = .unmeasured(at, .noClock)
        case .cancelled, .withdrawn: return nil
        }
        self.init(
            clock: clock, state: state, startedAt: startedAt, stoppedAt: stoppedAt == .distantFuture ? nil : stoppedAt,
            attributes: attributes)
    }

    package init?(_ verdict: Verdict, _ attributes: [String: String]) {
        self.init(
            verdict.outcome, of: verdict.clock, at: verdict.at, startedAt: verdict.startedAt,
            stoppedAt: verdict.stoppedAt, reason: verdict.reason, attributes: attributes)
    }

    /// A ticket for which nobody promised anything, by the instant of its opening.
    package static func withoutClock(openedAt: Timestamp, _ attributes: [String: String]) -> CycleStanding {
        CycleStanding(
            clock: ClockKey(agreement: "", objective: "", cycle: ""), state: .unmeasured(openedAt, .noClock),
            startedAt: openedAt, stoppedAt: nil, attributes: attributes)
    }
}

extension CycleStanding.State {
    fileprivate init?(_ clock: Clock, asOf now: Timestamp) {
        switch clock.state {
        case .running, .paused:
            if let breachAt = clock.breachAt, breachAt <= now {
                self = .missed(breachAt)
            } else if let due = clock.breachAt ?? clock.deadline {
                self = .open(due)
            } else {
                self = .paused
            }
        case .met:
            guard let at = clock.stoppedAt else { return nil }
            self = .met(at)
        case .missed:
            guard let at = clock.breachAt ?? clock.stoppedAt else { return nil }
            self = .missed(at)
        case .cancelled:
            guard let at = clock.stoppedAt, clock.reason == Clock.openingNotSeen else { return nil }
            self = .unmeasured(at, .openingNotSeen)
        }
    }
}

extension Clock {
    /// The engine's word for a clock that was in time only if the ticket was opened when it was first seen.
    package static let openingNotSeen = "opening not seen"
}
