package import BusinessTime

/// What a reopening does to a clock that a resolution stopped.
package enum ReopenPolicy: String, Hashable, Sendable, CaseIterable {
    /// The same cycle goes on; the time while resolved does not count.
    case resume
    /// The verdict stands and a new target starts.
    case newCycle = "new_cycle"
    /// The verdict stands and nothing goes on.
    case ignore
}

/// What happens to an open clock when another target or agreement takes over.
package enum RematchPolicy: String, Hashable, Sendable, CaseIterable {
    /// The new target counts from the start of the cycle.
    case retroactive
    /// The share of the old target that has run counts as run of the new.
    case carry
    /// A new cycle begins with the change.
    case restart
}

/// What starts, stops and holds the clocks of an objective, where it says so itself; nil is what the metric says.
package struct ClockConditions: Hashable, Sendable {
    package var start: Trigger?
    package var stop: Trigger?
    package var restart: Trigger?
    package var cancel: Trigger?
    package var pause: Trigger?
    package var resume: Trigger?

    package init(
        start: Trigger? = nil, stop: Trigger? = nil, restart: Trigger? = nil, cancel: Trigger? = nil,
        pause: Trigger? = nil, resume: Trigger? = nil
    ) {
        self.start = start
        self.stop = stop
        self.restart = restart
        self.cancel = cancel
        self.pause = pause
        self.resume = resume
    }
}

/// A metric with a target, warnings, and what starts, stops and holds its clocks.
package struct Objective: Hashable, Sendable {
    package var name: String
    package var metric: Metric
    package var target: TargetTable
    package var calendar: BusinessCalendar
    package var warnings: [Threshold]
    package var ladder: [Threshold]
    package var conditions: ClockConditions
    /// In `waiting_customer` a public message of the customer ends the pause; `resume: status` turns that off.
    package var messageEndsPause: Bool
    /// Of a custom metric: a start after a stop opens the next cycle.
    package var repeats: Bool
    package var onReopen: ReopenPolicy
    /// A reopening later than this after the resolution starts a new cycle, whatever `onReopen` says.
    package var resumeWithin: ElapsedTime
    /// nil is what the agreement's kind says.
    package var onRematch: RematchPolicy?
    /// Whether pauses before a change count as pauses under the new target, where that is retroactive.
    package var creditsPauses: Bool
    /// How long the telling of a breach is held back; state and ledger know it at its instant.
    package var grace: ElapsedTime

    package init(
        name: String, metric: Metric, target: TargetTable, calendar: BusinessCalendar = .always,
        warnings: [Threshold] = [], ladder: [Threshold] = [], conditions: ClockConditions = ClockConditions(),
        messageEndsPause: Bool = true, repeats: Bool = true, onReopen: ReopenPolicy = .resume,
        resumeWithin: ElapsedTime = .days(7), onRematch: RematchPolicy? = nil, creditsPauses: Bool = true,
        grace: ElapsedTime = .zero
    ) {
        self.name = name
        self.metric = metric
        self.target = target
        self.calendar = calendar
        self.warnings = warnings
        self.ladder = ladder
        self.conditions = conditions
        self.messageEndsPause = messageEndsPause
        self.repeats = repeats
        self.onReopen = onReopen
        self.resumeWithin = resumeWithin
        self.onRematch = onRematch
        self.creditsPauses = creditsPauses
        self.grace = grace
    }
}
