import BusinessTime

/// A stretch of time in which a clock ran: `[from, to)`.
struct Span: Hashable, Sendable {
    let from: Timestamp
    let to: Timestamp
}

/// One run of one clock, from what started it to what ended it.
struct Cycle: Hashable, Sendable {
    enum End: Hashable, Sendable {
        /// By what the metric waits for.
        case stopped
        /// By a resolution alone: a reopening may take it up again.
        case resolved
        case cancelled(reason: String)
    }

    /// `opening`, or the id of the event that started it, with its source where an earlier cycle has that name; never
    /// its rank.
    let name: String
    let startedAt: Timestamp
    let startedBy: String
    /// Nobody saw the opening, so the true time is longer.
    let openingAssumed: Bool

    /// The finished stretches, in order; while the clock runs the last one is open and is `runningSince`.
    private(set) var spans: [Span] = []
    private(set) var runningSince: Timestamp?
    private(set) var end: End?
    private(set) var endedAt: Timestamp?
    private(set) var endedBy: String?
    /// Nothing paused it when it ended.
    private(set) var endedWhileRunning = false
    /// A change of attributes in the instant of the end came too late for it.
    private(set) var endedBeforeAttributes = false
    /// Stops that a reopening undid: from the stop to the reopening.
    private(set) var interruptions: [Span] = []

    init(name: String, startedAt: Timestamp, startedBy: String, openingAssumed: Bool) {
        self.name = name
        self.startedAt = startedAt
        self.startedBy = startedBy
        self.openingAssumed = openingAssumed
    }

    mutating func run(from at: Timestamp) {
        runningSince = at
    }

    mutating func halt(at: Timestamp) {
        guard let from = runningSince else { return }
        spans.append(Span(from: from, to: at))
        runningSince = nil
    }

    mutating func finish(_ end: End, by step: Step) {
        endedWhileRunning = runningSince != nil
        halt(at: step.at)
        self.end = end
        endedAt = step.at
        endedBy = step.event
        endedBeforeAttributes = step.change.actsBeforeAttributes
    }

    /// A reopening takes the cycle up again; the time while resolved does not count.
    mutating func takeUpAgain(at: Timestamp) {
        interruptions.append(Span(from: endedAt ?? at, to: at))
        end = nil
        endedAt = nil
        endedBy = nil
        endedWhileRunning = false
        endedBeforeAttributes = false
    }
}

extension Cycle {
    /// An instant in which the cycle was stopped, until a reopening undid that, is taken to be the reopening.
    func afterInterruption(_ instant: Timestamp) -> Timestamp {
        interruptions.last { $0.from <= instant && instant < $0.to }?.to ?? instant
    }

    /// Whether the cycle was stopped, until a reopening undid that, all the time after `from` and until `to`.
    func isInterrupted(from: Timestamp, to: Timestamp) -> Bool {
        interruptions.contains { $0.from < from && to <= $0.to }
    }

    /// The cycle as it was when a change of attributes ended it at `t`, whatever its ticket did later.
    func ended(at t: Timestamp) -> Cycle {
        var cycle = self
        let ran = spans + (runningSince.map { [Span(from: $0, to: t)] } ?? [])
        cycle.spans = ran.filter { $0.from < t }.map { Span(from: $0.from, to: min($0.to, t)) }
        cycle.runningSince = nil
        cycle.interruptions = interruptions.filter { $0.from < t }
        cycle.end = nil
        cycle.endedAt = t
        cycle.endedBy = nil
        cycle.endedBeforeAttributes = false
        // A pause of that instant came after the attributes.
        cycle.endedWhileRunning = cycle.spans.last?.to == t
        return cycle
    }
}

extension Cycle {
    /// `run(t)`: the open time that has counted until `t`.
    func run(until t: Timestamp, on calendar: BusinessCalendar) -> OpenTime {
        var total = OpenTime.zero
        for span in spans { total += calendar.openTime(from: span.from, to: min(span.to, t)) }
        if let runningSince { total += calendar.openTime(from: runningSince, to: t) }
        return total
    }

    /// The earliest instant at which `run` reaches `amount`; nil while nothing says when, or never.
    func instant(ofRun amount: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        guard amount > .zero else { return startedAt }
        var rest = amount
        for span in spans {
            let open = calendar.openTime(from: span.from, to: span.to)
            if open >= rest { return calendar.deadline(after: span.from, open: rest) }
            rest = rest - open
        }
        return runningSince.flatMap { calendar.deadline(after: $0, open: rest) }
    }

    /// The deadline to show: that of a cycle that was stopped while it ran is the one that was valid at the stop.
    func deadline(ofRun target: OpenTime, on calendar: BusinessCalendar) -> Timestamp? {
        if let reached = instant(ofRun: target, on: calendar) { return reached }
        guard let endedAt, endedWhileRunning else { return nil }
        return calendar.deadline(after: endedAt, open: target - run(until: endedAt, on: calendar))
    }
}
