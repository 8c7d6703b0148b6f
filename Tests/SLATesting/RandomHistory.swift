import BusinessTime
package import SLAEngine

/// Random tickets, thick with what goes wrong: duplicate instants, unknown statuses, corrections, merges, reopenings.
package struct RandomHistory {
    package var generator: SplitMix64
    /// The last minute in which something happens.
    package var span = 240

    package init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// Events of one ticket in the order in which they arrive; not sorted by time.
    package mutating func events(ticket: String, count: Int) -> [TicketEvent] {
        var events: [TicketEvent] = []
        let first = Int.random(in: 0...20, using: &generator)
        var minutes: [Int] = [first]
        for index in 0..<count {
            let minute =
                generator.chance(25) ? generator.pick(minutes) : Int.random(in: first...span, using: &generator)
            minutes.append(minute)
            events.append(event(ticket, index, minute: index == 0 ? first : minute, earlier: events))
        }
        return events
    }

    private mutating func event(_ ticket: String, _ index: Int, minute: Int, earlier: [TicketEvent]) -> TicketEvent {
        var event = TicketEvent(
            ticket: ticket, at: .minute(minute), type: type(isFirst: index == 0), id: "e\(index + 1)",
            seq: generator.chance(20) ? Int64.random(in: 1...3, using: &generator) : nil,
            by: generator.pick([.customer, .agent, .agent, .system]), isPublic: true)
        event.isPublic = event.type == .noted ? generator.chance(30) : !generator.chance(5)
        event.changes = changes()
        if index == 0 || generator.chance(12), generator.chance(25) {
            event.openedAt = .minute(minute - Int.random(in: -5...60, using: &generator))
        }
        if !earlier.isEmpty, event.type == .retracted || generator.chance(6) {
            event.corrects = generator.pick(earlier).id
        }
        if event.type == .retracted, event.corrects == nil { event.type = .noted }
        return event
    }

    private mutating func type(isFirst: Bool) -> EventType {
        if isFirst, generator.chance(75) { return .created }
        return generator.pick([
            .replied, .replied, .replied, .noted, .changed, .changed, .changed, .changed, .assigned, .resolved, .closed,
            .reopened, .merged, .cancelled, .retracted, .custom("payment-received"), .created,
        ])
    }

    private mutating func changes() -> [AttributeChange] {
        var changes: [AttributeChange] = []
        if generator.chance(20) { changes.append(AttributeChange(key: "priority", value: priority())) }
        if generator.chance(10) { changes.append(AttributeChange(key: "segment", value: segment())) }
        if generator.chance(45) { changes.append(AttributeChange(key: "status", value: status())) }
        return changes
    }

    private mutating func priority() -> String? {
        generator.chance(10) ? nil : generator.pick(["P1", "P2", "P3", "none", "odd"])
    }

    private mutating func segment() -> String? {
        generator.chance(20) ? nil : generator.pick(["gold", "silver"])
    }

    private mutating func status() -> String? {
        generator.chance(3)
            ? nil
            : generator.pick(["open", "new", "pending", "pending", "on hold", "resolved", "closed", "odd", "Open"])
    }
}

extension RandomHistory {
    /// Rules with agreements that exclude each other and tables with holes.
    package mutating func rules() -> Rules {
        var agreements = [
            Agreement(
                name: "gold", match: .attribute("segment", isOneOf: ["gold"]), order: 1, objectives: objectives()),
            Agreement(name: "base", match: match(), order: 2, objectives: objectives()),
        ]
        if generator.chance(30) { agreements.removeFirst() }
        if generator.chance(30) {
            agreements.append(Agreement(name: "other", group: "other", order: 1, objectives: objectives()))
        }
        return Rules(agreements: agreements, tellWithin: generator.chance(20) ? .minutes(30) : .days(7))
    }

    private mutating func match() -> Condition {
        generator.pick([.always, .always, .absent("segment"), .not(.attribute("priority", isOneOf: ["P3"]))])
    }

    package mutating func objectives() -> [Objective] {
        var objectives = [objective("response", .firstResponse), objective("resolution", .resolution)]
        if generator.chance(20) { objectives.remove(at: Int.random(in: 0...1, using: &generator)) }
        return objectives
    }

    package mutating func objective(_ name: String, _ metric: Metric) -> Objective {
        var objective = Objective(name: name, metric: metric, target: target())
        objective.warnings = [Threshold(sample: "50%"), Threshold(sample: "10m before")]
        objective.ladder = generator.chance(60) ? [Threshold(sample: "20m after")] : []
        objective.onReopen = generator.pick([.resume, .resume, .newCycle, .ignore])
        objective.resumeWithin = .minutes(generator.pick([30, 60, 1_000]))
        objective.pausesIn = generator.pick([[.waitingCustomer, .waitingSupplier], [.waitingCustomer], []])
        return objective
    }

    private mutating func target() -> TargetTable {
        if generator.chance(35) { return .minutes(Int64.random(in: 1...120, using: &generator)) }
        var rows: [String: Int64?] = ["none": nil]
        for priority in ["P1", "P2", "P3"] { rows[priority] = Int64.random(in: 1...150, using: &generator) }
        let otherwise: TargetTable.Choice =
            generator.chance(50)
            ? .unmeasured : .amount(.elapsed(.minutes(Int64.random(in: 1...90, using: &generator))))
        return .byPriority(rows, else: otherwise)
    }
}
