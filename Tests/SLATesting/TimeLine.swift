import BusinessTime
package import SLAEngine

/// One ticket lived through from its first event: what was told, when, and how its clocks stand.
package struct TimeLine {
    package private(set) var bench: Bench

    /// - Parameters:
    ///   - lines: see `Script`.
    ///   - reloads: rules loaded while the ticket lives.
    package init(_ rules: Rules, _ lines: [String], reloads: [(at: String, rules: Rules)] = [], until end: String) {
        bench = Bench(rules: rules)
        var inputs = Script.events(lines).enumerated().map { Input(at: $1.knownAt, rank: $0, event: $1.event) }
        inputs += reloads.map { Input(at: Timestamp(play: $0.at), rank: .max, rules: $0.rules) }
        // All that is known at one instant is known at once, and before what is due at that instant.
        for instant in Set(inputs.map(\.at)).sorted() {
            while let wakeup = bench.nextWakeup, wakeup < instant { bench.advance(to: wakeup) }
            let known = inputs.filter { $0.at == instant }.sorted { $0.rank < $1.rank }
            for event in known.compactMap(\.event) { bench.receive(event) }
            bench.advance(to: instant)
            for rules in known.compactMap(\.rules) {
                bench.adopt(rules, at: instant)
                bench.advance(to: instant)
            }
        }
        bench.live(until: Timestamp(play: end))
        self.end = Timestamp(play: end)
    }

    private let end: Timestamp

    private struct Input {
        let at: Timestamp
        let rank: Int
        var event: TicketEvent?
        var rules: Rules?
    }

    /// Everything told, a line each: `11:00 breach resolution`, with `#n` from the second time on, `[cycle]` where it
    /// is not the opening, and the instant where it was told late.
    package var told: [String] {
        bench.told.map { entry in
            let announcement = entry.announcement
            let key = announcement.key
            var text = "\(entry.toldAt.playText) \(announcement.kind.rawValue) \(key.clock.objective)"
            if announcement.kind == .warning || announcement.kind == .ladder { text += " \(key.threshold)" }
            if announcement.kind == .withdrawn || announcement.kind == .corrected { text += " \(key.threshold)" }
            if key.clock.cycle != "opening" { text += " [\(key.clock.cycle)]" }
            if key.count > 1 { text += " #\(key.count)" }
            if announcement.trueAt != entry.toldAt { text += " of \(announcement.trueAt.playText)" }
            return text
        }
    }

    /// The clocks, a line each: `resolution met 09:00-10:30, deadline 13:00`.
    package var clocks: [String] {
        clockValues.map { clock in
            var text = "\(clock.key.objective)"
            if clock.key.cycle != "opening" { text += " [\(clock.key.cycle)]" }
            text += " \(clock.state.rawValue) \(clock.startedAt.playText)-\(clock.stoppedAt?.playText ?? "")"
            if let deadline = clock.deadline { text += ", deadline \(deadline.playText)" }
            if let breachAt = clock.breachAt, breachAt <= end { text += ", breached \(breachAt.playText)" }
            if let reason = clock.reason { text += ", \(reason)" }
            return text
        }
    }

    package var clockValues: [Clock] {
        let clocks = bench.state(of: "T-1", asOf: end)?.clocks ?? []
        return clocks.sorted {
            ($0.key.agreement, $0.key.objective, $0.startedAt) < ($1.key.agreement, $1.key.objective, $1.startedAt)
        }
    }

    package var announcements: [Announcement] { bench.told.map(\.announcement) }
}
