package import BusinessTime
package import SLAEngine

/// One thing that happens to an engine, and the daemon's time at which it does.
package struct Action: Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// The number says where the event stands in the order in which the ledger recorded its set.
        case receive(TicketEvent, number: Int64)
        case advance
        case adopt(Rules, name: String)
        case lookAtAll
    }

    package let now: Timestamp
    package let kind: Kind

    package init(now: Timestamp, kind: Kind) {
        self.now = now
        self.kind = kind
    }

    package var description: String {
        switch kind {
        case .receive(let event, let number): "\(now.playText) takes \(event.ticket) \(number): \(Script.line(event))"
        case .advance: "\(now.playText) advances"
        case .adopt(_, let name): "\(now.playText) loads \(name)"
        case .lookAtAll: "\(now.playText) looks at all"
        }
    }
}

extension Bench {
    package mutating func take(_ action: Action) {
        switch action.kind {
        case .receive(let event, let number): receive(event, number: number)
        case .advance: advance(to: action.now)
        case .adopt(let rules, _): adopt(rules, at: action.now)
        case .lookAtAll: lookAtAll()
        }
    }
}

extension RandomHistory {
    /// Events of a few tickets in an arrival order of their own, with looks at the tickets between them.
    ///
    /// The daemon's time only grows. An event may come long before or after its instant.
    package mutating func schedule(tickets: Int, rules: [Rules] = []) -> [Action] {
        var kinds: [Action.Kind] = []
        for ticket in 1...tickets {
            let events = events(ticket: "T-\(ticket)", count: Int.random(in: 1...9, using: &generator))
            kinds += arrivals(events).map { .receive($0.event, number: $0.number) }
        }
        if tickets > 1 { kinds.shuffle(using: &generator) }
        var actions: [Action] = []
        var now = Timestamp.minute(0)
        var loads = rules.enumerated().map { Action.Kind.adopt($1, name: "revision \($0 + 2)") }[...]
        for kind in kinds {
            now = now + .minutes(Int64(generator.pick([0, 0, 3, 10, 40, 90])))
            actions.append(Action(now: now, kind: kind))
            if generator.chance(50) { actions.append(Action(now: now, kind: .advance)) }
            if generator.chance(25), let load = loads.popFirst() { actions.append(Action(now: now, kind: load)) }
            if generator.chance(5) { actions.append(Action(now: now, kind: .lookAtAll)) }
        }
        return actions
    }

    /// Another order of arrival of the same set: events of one instant and one `seq` keep theirs, which is their
    /// number.
    package mutating func arrivals(_ events: [TicketEvent]) -> [(event: TicketEvent, number: Int64)] {
        let numbered = events.enumerated().map { (event: $1, number: Int64($0 + 1)) }
        var shuffled = numbered.shuffled(using: &generator)
        for index in shuffled.indices {
            for later in shuffled.indices[(index + 1)...] where isTied(shuffled[index].event, shuffled[later].event) {
                if shuffled[later].number < shuffled[index].number { shuffled.swapAt(index, later) }
            }
        }
        return shuffled
    }

    private func isTied(_ left: TicketEvent, _ right: TicketEvent) -> Bool {
        left.at == right.at && left.seq == right.seq
    }
}
