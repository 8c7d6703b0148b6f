package import BusinessTime
import SLAEngine

/// What is compared of a clock. Deadline and breach only if they have come.
package struct NaiveVerdict: Hashable, Sendable, CustomStringConvertible {
    package var key: String
    package var state: String
    package var start: Int
    package var stop: Int?
    package var deadline: Timestamp?
    package var breach: Timestamp?
    /// Why it was cancelled.
    package var reason: String?

    package init(
        key: String, state: String, start: Int, stop: Int?, deadline: Timestamp?, breach: Timestamp?, reason: String?
    ) {
        self.key = key
        self.state = state
        self.start = start
        self.stop = stop
        self.deadline = deadline
        self.breach = breach
        self.reason = reason
    }

    package var description: String {
        var text = "\(key) \(state) \(start)-\(stop.map(String.init) ?? "")"
        if let deadline { text += ", deadline \(deadline.minutesText)" }
        if let breach { text += ", breached \(breach.minutesText)" }
        if let reason { text += ", \(reason)" }
        return text
    }
}

extension Timestamp {
    /// Minutes of the play day, with the milliseconds past the minute.
    fileprivate var minutesText: String {
        let rest = (self - .playDay).milliseconds - Int64(playMinute) * 60_000
        return rest == 0 ? "\(playMinute)" : "\(playMinute)+\(rest)ms"
    }
}

/// What an objective asks of a ticket: an amount, or nothing and why.
struct NaiveAsking: Equatable {
    var amount: Amount?
    /// What the agreement that holds instead asks for the same metric.
    var other: Amount?
    var calendar: BusinessCalendar
    var reason: String
    /// Of an OLA: why, where the ticket has not left the team.
    var reasonInTeam: String?

    /// Whether both ask the same; the team does not matter.
    static func == (left: NaiveAsking, right: NaiveAsking) -> Bool {
        left.amount == right.amount && left.other == right.other && left.calendar == right.calendar
            && left.isHandOver == right.isHandOver && (left.isHandOver || left.reason == right.reason)
    }

    private var isHandOver: Bool { reasonInTeam != nil }

    /// Asked where a table has no row, to see what would have been measured: nobody misses it.
    static let hole = Amount.elapsed(.days(10_000))

    static func nothing(_ reason: String) -> NaiveAsking {
        NaiveAsking(amount: nil, other: nil, calendar: .always, reason: reason)
    }

    private init(amount: Amount?, other: Amount?, calendar: BusinessCalendar, reason: String) {
        self.amount = amount
        self.other = other
        self.calendar = calendar
        self.reason = reason
    }

    /// - Parameter agreements: in the order in which each group tries them.
    init(
        _ agreement: Agreement, _ objective: Objective, _ attributes: [String: String], _ agreements: [Agreement],
        fillsHoles: Bool
    ) {
        self = .nothing("")
        var facts = NaiveFacts()
        facts.attributes = attributes
        let holding = agreements.first { $0.group == agreement.group && facts.meets($0.match) }
        guard holding?.name == agreement.name else {
            reason = holding == nil ? "no longer matched" : "superseded"
            if agreement.kind == .ola { (reason, reasonInTeam) = ("handed over", reason) }
            let same = (holding?.objectives ?? []).filter { $0.metric == objective.metric }
            let named = same.first { $0.name == objective.name }
            if let own = named ?? (objective.metric == .custom ? nil : same.first),
                case .amount(let amount) = own.target.choice(for: attributes)
            {
                other = amount
                calendar = own.calendar
            }
            return
        }
        let target = holding?.objectives.first { $0.name == objective.name }?.target
        switch target?.choice(for: attributes) {
        case .amount(let amount):
            self.amount = amount
            calendar = objective.calendar
        case .noClock, nil: reason = "no clock for this value"
        case .unmeasured where fillsHoles: amount = NaiveAsking.hole
        case .unmeasured: reason = "no target for this value"
        }
    }
}

/// One run: a row of minutes, each of which counted or not.
struct NaiveRun {
    enum Ending: Equatable {
        case stopped, resolved
        case cancelled(String)
    }

    enum Minute {
        case counted, paused, stopped
    }

    /// How it ended when its agreement had to let it go.
    private struct Drop {
        let at: Int
        let reason: String
        let verdict: NaiveRun
    }

    var name: String
    let start: Int
    let isAssumed: Bool
    /// A part of a cycle, begun by a change of attributes.
    var isPart = false
    /// No reopening takes it up again.
    var isFinal = false
    private(set) var stop: Int?
    private(set) var ending: Ending?
    /// Since when what is asked of it is asked.
    private(set) var askedSince: Int
    private(set) var asking = NaiveAsking.nothing("")
    /// What counts: the amount that is asked, or what another agreement asks instead.
    private var measure: (amount: Amount, calendar: BusinessCalendar)?
    private var minutes: [Minute] = []
    private var wasPausedAtStop = false
    private var breach: Int64?
    /// Before it pauses are not credited.
    private var creditedFrom: Int
    private var carried: (milliseconds: Int64, at: Int)?
    private var resolution: (stop: Int?, wasPaused: Bool)?
    private var drops: [Drop] = []
    private var wasAskedBefore = false

    init(name: String, start: Int, isAssumed: Bool, asking: NaiveAsking) {
        self.name = name
        self.start = start
        self.isAssumed = isAssumed
        askedSince = start
        creditedFrom = start
        ask(asking)
    }

    /// Something was asked of it at some time.
    var wasAsked: Bool { wasAskedBefore || asking.amount != nil }

    /// It was judged, and not merely ended.
    var hasVerdict: Bool {
        guard asking.amount != nil, ending == .stopped || ending == .resolved else { return false }
        return verdict("", isPaused: false).state != "cancelled"
    }

    /// What is asked since its start.
    mutating func ask(_ asking: NaiveAsking) {
        self.asking = asking
        measure = (asking.amount ?? asking.other).map { ($0, asking.calendar) }
    }

    // MARK: - Minutes

    mutating func pass(isPaused: Bool) {
        minutes.append(stop != nil ? .stopped : isPaused ? .paused : .counted)
    }

    private func isOpen(at minute: Int) -> Bool {
        guard let measure else { return false }
        if case .elapsed = measure.amount { return true }
        return measure.calendar.isOpen(at: .minute(minute))
    }

    private func counts(_ index: Int) -> Bool {
        if let carried, start + index < carried.at { return false }
        let isCounted = minutes[index] == .counted || minutes[index] == .paused && start + index < creditedFrom
        return isCounted && isOpen(at: start + index)
    }

    private var promised: Int64? {
        if case .promised(let instant) = measure?.amount { (instant - .playDay).milliseconds } else { nil }
    }

    private var target: Int64 {
        switch measure?.amount {
        case .elapsed(let elapsed): elapsed.milliseconds
        case .open(let open): open.milliseconds
        case .promised(let instant): max(0, (instant - .minute(start)).milliseconds)
        case .businessDays, nil: 0
        }
    }

    /// How much has run until a minute.
    private func run(until minute: Int) -> Int64 {
        if promised != nil { return Int64(minute - start) * 60_000 }
        let counted = minutes.indices.filter { start + $0 < minute && counts($0) }.count
        return (carried?.milliseconds ?? 0) + Int64(counted) * 60_000
    }

    /// When the target was used up, if it has been.
    private var usedUp: Int64? {
        if let promised { return max(promised, Int64(start) * 60_000) }
        guard measure != nil else { return nil }
        var run = carried?.milliseconds ?? 0
        if run >= target { return Int64(carried?.at ?? start) * 60_000 }
        for index in minutes.indices where counts(index) {
            if run + 60_000 >= target { return Int64(start + index) * 60_000 + target - run }
            run += 60_000
        }
        return nil
    }

    /// - Parameter isBefore: before the events of the minute.
    mutating func look(_ minute: Int, isBefore: Bool) {
        guard stop == nil, breach == nil, asking.amount != nil, let usedUp else { return }
        let now = Int64(minute) * 60_000
        guard isBefore ? usedUp < now : usedUp <= now else { return }
        breach = usedUp > now - 60_000 ? usedUp : now
    }

    // MARK: - Ends

    mutating func end(_ facts: NaiveFacts, _ ending: Ending, isPaused: Bool) {
        stop = facts.minute
        self.ending = ending
        wasPausedAtStop = isPaused
    }

    mutating func takeUp() {
        resolution = (stop, wasPausedAtStop)
        stop = nil
        ending = nil
    }

    /// It stays as it was resolved: another run goes on.
    mutating func leaveResolved() {
        stop = resolution?.stop
        wasPausedAtStop = resolution?.wasPaused ?? false
        ending = .resolved
        isFinal = true
    }

    // MARK: - Another target

    mutating func follow(
        _ next: NaiveAsking, since: Int, _ facts: NaiveFacts, _ objective: Objective, isPaused: Bool
    ) {
        if asking.amount != nil, next.amount == nil { drop(since, next.reason, facts, isPaused: isPaused) }
        let isAskedAgain = asking.amount == nil
        let before = (run: run(until: since), target: target, isKnown: measure != nil)
        asking = next
        guard let amount = next.amount ?? next.other else { return }
        measure = (amount, next.calendar)
        if objective.onRematch == .carry, amount != NaiveAsking.hole {
            let share = before.target == 0 ? (1, 1) : (before.run, before.target)
            carried = (before.isKnown ? target * share.0 / share.1 : 0, since)
        } else if !objective.creditsPauses {
            creditedFrom = since
        }
        guard next.amount != nil else { return }
        askedSince = since
        // What no longer holds is forgotten; what held and holds keeps its instant, unless the deadline is later.
        guard let usedUp, usedUp < Int64(facts.minute) * 60_000, !isAskedAgain else { return breach = nil }
        breach = breach.map { max($0, usedUp) }
        // What falls into the time while it was resolved is felt at the reopening.
        if since < facts.minute, let stop = resolution?.stop, (breach ?? 0) >= Int64(stop) * 60_000 {
            breach = breach.map { _ in Int64(facts.minute) * 60_000 }
        }
    }

    private mutating func drop(
        _ since: Int, _ reason: String, _ facts: NaiveFacts, isPaused: Bool
    ) {
        wasAskedBefore = true
        var verdict = self
        verdict.stop = since
        verdict.ending = .cancelled(reason)
        verdict.wasPausedAtStop = isPaused
        // A breach that is told is withdrawn; that of a team which had the ticket stands.
        if reason != "handed over" { verdict.breach = nil }
        verdict.drops = []
        drops.append(Drop(at: since, reason: reason, verdict: verdict))
    }

    // MARK: - The verdict

    func verdict(_ name: String, isPaused: Bool) -> NaiveVerdict {
        guard asking.amount != nil else {
            return drops.last?.verdict.verdict(name, isPaused: isPaused, isDropped: true)
                ?? verdict(name, isPaused: isPaused, isDropped: false)
        }
        return verdict(name, isPaused: isPaused, isDropped: false)
    }

    private func verdict(_ name: String, isPaused: Bool, isDropped: Bool) -> NaiveVerdict {
        var verdict = NaiveVerdict(
            key: "\(name)/\(self.name)", state: "", start: start, stop: stop, deadline: nil, breach: nil, reason: nil)
        var deadline = promised ?? usedUp
        if let stop {
            let isLate = (deadline ?? .max) < Int64(stop) * 60_000
            let breach = isLate ? isDropped ? breach : breach ?? Int64(stop) * 60_000 : nil
            verdict.breach = breach.map(NaiveRun.moment)
            if deadline == nil, !wasPausedAtStop { deadline = onward(from: stop) }
            switch ending {
            case .cancelled(let reason) where breach == nil: (verdict.state, verdict.reason) = ("cancelled", reason)
            case _ where breach != nil: verdict.state = "missed"
            case _ where isAssumed: (verdict.state, verdict.reason) = ("cancelled", "opening not seen")
            default: verdict.state = "met"
            }
        } else {
            verdict.breach = breach.map(NaiveRun.moment)
            verdict.state = isPaused && promised == nil ? "paused" : "running"
        }
        verdict.deadline = verdict.state == "cancelled" ? nil : deadline.map(NaiveRun.moment)
        if verdict.state == "cancelled" { verdict.stop = nil }
        return verdict
    }

    /// The deadline that was valid when it stopped.
    private func onward(from stop: Int) -> Int64? {
        var run = run(until: stop)
        for minute in stop..<stop + 20_000 where isOpen(at: minute) {
            if run + 60_000 >= target { return Int64(minute) * 60_000 + target - run }
            run += 60_000
        }
        return nil
    }

    private static func moment(_ milliseconds: Int64) -> Timestamp {
        .playDay + ElapsedTime(milliseconds: milliseconds)
    }
}
