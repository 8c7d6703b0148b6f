import BusinessTime

/// An amount as a clock measures it.
struct Demand: Hashable, Sendable {
    let amount: Amount
    let target: OpenTime
    /// Elapsed amounts are open time of `always`, all others of the objective's calendar.
    let calendar: BusinessCalendar

    /// The demand on a cycle that started then: business days, and a promised instant, are fixed at the start.
    init(_ amount: Amount, on calendar: BusinessCalendar, from start: Timestamp) {
        self.amount = amount
        switch amount {
        case .elapsed(let elapsed):
            target = OpenTime(milliseconds: elapsed.milliseconds)
            self.calendar = .always
        case .open(let open):
            target = open
            self.calendar = calendar
        case .businessDays(let count):
            // Days that 50 years do not bring are never used up.
            target = calendar.openTime(ofBusinessDays: count, after: start) ?? .unreachable
            self.calendar = calendar
        case .promised(let instant):
            target = OpenTime(milliseconds: max(0, (instant - start).milliseconds))
            self.calendar = .always
        }
    }

    /// The deadline itself, where it is one and no duration.
    var promised: Timestamp? {
        if case .promised(let instant) = amount { instant } else { nil }
    }

    /// The cycle as this demand sees it: no pause moves a promised instant.
    func view(of cycle: Shared<Cycle>) -> Shared<Cycle> { promised == nil ? cycle : Shared(cycle.value.solid()) }
}

extension OpenTime {
    /// More than any calendar has.
    fileprivate static let unreachable = OpenTime(milliseconds: .max / 4)
}

/// What an objective asks of a ticket from an instant on; no amount where the agreement asks nothing.
struct Ruling: Hashable, Sendable {
    /// An amount and the calendar that it is counted on.
    struct Measure: Hashable, Sendable {
        let amount: Amount
        let calendar: BusinessCalendar
    }

    let since: Timestamp
    let measure: Measure?
    /// What the agreement of the group that holds instead asks, for the same metric.
    let other: Measure?
    /// Why nothing is asked.
    let reason: String
    /// Of an OLA the reason where the ticket has not left the team; nil of all others.
    var reasonInTeam: String?
    /// The team that has the ticket; of one that asks something, the last that had it meanwhile.
    var team: String?
    let cause: Cause

    /// Why nothing is asked any more of a clock of which this was asked before.
    func reason(after last: Ruling) -> String {
        team != nil && team == last.team ? reasonInTeam ?? reason : reason
    }

    /// Why a team's clock ends when somebody else gets the ticket; its breach stands then.
    static let handedOver = "handed over"
    /// Why nothing is asked where the target has no row for the ticket's value, and no `else`.
    static let noTarget = "no target for this value"

    /// Whether both ask the same.
    func isSame(as next: Ruling) -> Bool {
        measure == next.measure && other == next.other && reason == next.reason
    }
}
