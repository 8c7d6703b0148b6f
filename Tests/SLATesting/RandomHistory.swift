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
        event.changes = changes(isFirst: index == 0)
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
            .reopened, .merged, .cancelled, .retracted, .custom("payment-received"), .custom("payment-received"),
            .custom("factory-order"), .created,
        ])
    }

    private mutating func changes(isFirst: Bool) -> [AttributeChange] {
        var changes: [AttributeChange] = []
        if generator.chance(15) { changes.append(AttributeChange(key: "assignee", value: assignee())) }
        if isFirst ? generator.chance(40) : generator.chance(15) {
            changes.append(AttributeChange(key: "team", value: team()))
        }
        if generator.chance(10) { changes.append(AttributeChange(key: "promise", value: promise())) }
        if generator.chance(20) { changes.append(AttributeChange(key: "priority", value: priority())) }
        if generator.chance(10) { changes.append(AttributeChange(key: "segment", value: segment())) }
        if generator.chance(45) { changes.append(AttributeChange(key: "status", value: status())) }
        return changes
    }

    private mutating func assignee() -> String? { generator.chance(20) ? nil : generator.pick(["ann", "bob"]) }

    private mutating func team() -> String? { generator.chance(15) ? nil : generator.pick(["l1", "l2"]) }

    private mutating func promise() -> String? {
        generator.chance(10) ? nil : Timestamp.minute(Int.random(in: 0...300, using: &generator)).utcText
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
            agreements.append(
                Agreement(name: "other", kind: kind(), group: "other", order: 1, objectives: objectives()))
        }
        if generator.chance(20) { agreements.append(contentsOf: rivals()) }
        if generator.chance(25) { agreements = versions(of: agreements) }
        return Rules(agreements: agreements, tellWithin: generator.chance(20) ? .minutes(30) : .days(7))
    }

    private mutating func match() -> Condition {
        generator.pick([.always, .always, .absent("segment"), .not(.attribute("priority", isOneOf: ["P3"]))])
    }

    package mutating func objectives() -> [Objective] {
        var objectives = [objective("response", .firstResponse), objective("resolution", .resolution)]
        if generator.chance(20) { objectives.remove(at: Int.random(in: 0...1, using: &generator)) }
        if generator.chance(60) { objectives.append(objective("more", generator.pick(Metric.allCases))) }
        return objectives
    }

    package mutating func objective(_ name: String, _ metric: Metric) -> Objective {
        var objective = Objective(name: name, metric: metric, target: target())
        if generator.chance(30) { objective.calendar = calendar() }
        objective.warnings = [Threshold(sample: "50%"), Threshold(sample: "10m before")]
        objective.ladder = generator.chance(60) ? [Threshold(sample: "20m after")] : []
        objective.onReopen = generator.pick([.resume, .resume, .newCycle, .ignore])
        objective.resumeWithin = .minutes(generator.pick([30, 60, 1_000]))
        objective.messageEndsPause = generator.chance(80)
        objective.conditions = conditions(metric)
        if metric == .custom { objective.repeats = generator.chance(70) }
        objective.onRematch = generator.chance(50) ? nil : generator.pick(RematchPolicy.allCases)
        objective.creditsPauses = generator.chance(70)
        return objective
    }

    package mutating func kind() -> AgreementKind { generator.pick([.sla, .sla, .ola, .uc]) }

    private mutating func target() -> TargetTable {
        if generator.chance(6) { return TargetTable(promisedIn: "promise") }
        if generator.chance(35) { return TargetTable(amount(120)) }
        var rows: [String: Amount?] = ["none": nil]
        for priority in ["P1", "P2", "P3"] { rows[priority] = amount(150) }
        return TargetTable(
            attribute: "priority", rows: rows, otherwise: generator.chance(50) ? .unmeasured : .amount(amount(90)))
    }

    private mutating func amount(_ longest: Int64) -> Amount {
        let minutes = Int64.random(in: 1...longest, using: &generator)
        return generator.chance(50)
            ? .elapsed(.minutes(minutes)) : .open(OpenTime(milliseconds: minutes * 60_000))
    }

    /// Open a few times a day, every day alike, in UTC.
    private mutating func calendar() -> BusinessCalendar {
        var edges: Set<Int> = []
        while edges.count < 6 { edges.insert(60 * Int.random(in: 0...440, using: &generator)) }
        let sorted = edges.sorted()
        let day = stride(from: 0, to: 6, by: 2).compactMap { CivilInterval(open: sorted[$0], close: sorted[$0 + 1]) }
        let definition = CalendarDefinition(
            name: "odd hours", zone: .utc, weekly: [[CivilInterval]](repeating: day, count: 7), layers: [])
        return BusinessCalendar(
            definition, indexedFrom: .playDay - .days(3), to: .playDay + .days(30))
    }
}

extension RandomHistory {
    /// Agreements of one group, of one way to treat a change; what they say of a metric may differ.
    package mutating func rivals() -> [Agreement] {
        let kind = kind()
        let metric = generator.pick(Metric.allCases)
        let policy: RematchPolicy? = generator.chance(40) ? nil : generator.pick(RematchPolicy.allCases)
        let credits = generator.chance(70)
        return (1...Int.random(in: 1...3, using: &generator)).map { order in
            let objective = objective("o", metric).with {
                $0.onRematch = policy
                $0.creditsPauses = credits
            }
            return Agreement(
                name: "a\(order)", kind: kind, match: order == 3 ? .always : holding(), order: order,
                objectives: [objective])
        }
    }

    /// The same agreements in several versions, of other matches and targets.
    package mutating func versions(of agreements: [Agreement]) -> [Agreement] {
        agreements.flatMap { agreement in
            var version = agreement
            if generator.chance(20) { version.effectiveFrom = minute() }
            if generator.chance(15) { version.effectiveUntil = minute() }
            var versions = [version]
            while versions.count < 3, generator.chance(50) {
                version.effectiveFrom = minute()
                guard versions.allSatisfy({ $0.effectiveFrom != version.effectiveFrom }) else { continue }
                version.effectiveUntil = generator.chance(15) ? minute() : nil
                if generator.chance(50) { version.match = holding() }
                if generator.chance(70) { version.objectives[0].target = target() }
                versions.append(version)
            }
            return versions
        }
    }

    private mutating func minute() -> Timestamp { .minute(Int.random(in: 0...span, using: &generator)) }

    private mutating func holding() -> Condition {
        generator.pick([
            .always, .absent("segment"), .not(.attribute("priority", isOneOf: ["P3"])),
            .attribute("segment", isOneOf: ["gold"]), .attribute("team", isOneOf: ["l2"]),
            .attribute("team", isOneOf: ["l1"]), .attribute("priority", isOneOf: ["P1", "P2"]), .present("team"),
        ])
    }

    /// Conditions of an objective's own: always those that a custom metric must have, seldom others.
    private mutating func conditions(_ metric: Metric) -> ClockConditions {
        var own = ClockConditions()
        if metric == .custom || generator.chance(8) { own.start = trigger() }
        if metric == .custom || generator.chance(8) { own.stop = trigger() }
        if generator.chance(metric == .custom ? 15 : 5) { own.restart = trigger() }
        if generator.chance(metric == .custom ? 15 : 5) { own.cancel = trigger() }
        if generator.chance(30) {
            own.pause = generator.pick([
                Trigger([.category([.waitingCustomer, .waitingSupplier])]), Trigger([.category([.waitingCustomer])]),
                .never,
            ])
        } else if generator.chance(15) {
            own.pause = trigger()
            own.resume = generator.chance(80) ? trigger() : nil
        }
        return own
    }

    private mutating func trigger() -> Trigger {
        generator.chance(80) ? Trigger([condition()]) : Trigger([condition(), condition()])
    }

    private mutating func condition() -> Condition {
        let events: [Condition] = [
            .event([.custom("payment-received")]), .event([.custom("factory-order")]), .event([.replied]),
            .event([.noted]), .event([.changed, .assigned]), .all([.event([.replied]), .by([.customer])]),
            .all([.by([.agent]), .isPublic(true)]), .by([.customer]), .isPublic(false),
            .all([.event([.changed]), .attribute("priority", isOneOf: ["P1"])]),
        ]
        let states: [Condition] = [
            .category([.open]), .category([.waitingSupplier]), .category([.resolved, .closed]),
            .not(.category([.waitingCustomer])), .attribute("priority", isOneOf: ["P1", "P2"]),
            .attributeIsNot("team", oneOf: ["l1"]), .present("assignee"), .absent("team"),
            .any([.category([.waitingCustomer]), .present("segment")]),
        ]
        return generator.chance(50) ? generator.pick(events) : generator.pick(states)
    }
}
