import BusinessTime
import Catalog
import SLAEngine
import Testing

/// The examples that slad-agreements(5) works out, with the instants that it names.
@Suite("Worked examples of the manual page", .enabled(if: hasZones, zonesMissing))
struct WorkedExampleTests {
    /// An event: time of the day, type, and attributes that it sets.
    private typealias Line = (at: String, type: EventType, set: [String: String])

    /// The clocks as `objective: started deadline verdict (stopped)`, in the order of their starts.
    private func clocks(_ agreement: String, _ lines: [Line], now: String = "23:59") throws -> [String] {
        let rules = try ManualPage.catalogue(agreement).rules
        let events = try lines.enumerated().map { index, line in
            RecordedEvent(
                number: Int64(index + 1),
                event: TicketEvent(
                    ticket: "T", at: try instant(line.at), type: line.type, id: "e\(index)",
                    by: line.type == .created ? .customer : .system, isPublic: true,
                    changes: line.set.sorted { $0.key < $1.key }.map { AttributeChange(key: $0.key, value: $0.value) }))
        }
        let revision = Revision(number: 1, loadedAt: try instant("00:00"), rules: rules)
        let state = TicketFold(History(events), revisions: [revision], now: try instant(now)).state()
        return state.clocks.sorted {
            ($0.startedAt, $0.key.objective) < ($1.startedAt, $1.key.objective)
        }.map(text)
    }

    private func instant(_ text: String) throws -> Timestamp {
        try Timestamp(rfc3339: text.count == 5 ? "2026-11-23T\(text):00Z" : text)
    }

    private func text(_ clock: Clock) -> String {
        func time(_ instant: Timestamp?) -> String { instant.map { String($0.utcText.dropFirst(11).prefix(5)) } ?? "-" }
        let verdict = clock.reason.map { "\(clock.state.rawValue): \($0)" } ?? clock.state.rawValue
        return "\(clock.key.objective) \(time(clock.startedAt)) deadline \(time(clock.deadline)) "
            + "breach \(time(clock.breachAt)) \(verdict) \(time(clock.stoppedAt))"
    }

    @Test("between teams: each stay is a cycle of its own")
    func teams() throws {
        let lines: [Line] = [
            ("09:00", .created, ["team": "l1"]), ("10:00", .changed, ["team": "l2"]),
            ("10:20", .assigned, ["assignee": "ann"]), ("13:00", .changed, ["team": "l1"]),
            ("15:00", .changed, ["team": "l2"]),
        ]
        let found = try clocks(ManualPage.agreement("second-level"), lines, now: "15:10")
        #expect(
            found == [
                "take-over 10:00 deadline 10:30 breach - met 10:20",
                "work 10:00 deadline 14:00 breach - cancelled: handed over 13:00",
                "take-over 15:00 deadline 15:30 breach 15:30 running -",
                "work 15:00 deadline 19:00 breach 19:00 running -",
            ])
    }

    @Test("with suppliers: each stay on hold is a cycle of its own")
    func supplier() throws {
        let lines: [Line] = [
            ("09:00", .created, ["service": "shipping", "status": "new"]), ("10:00", .changed, ["status": "on hold"]),
            ("14:00", .changed, ["status": "open"]), ("16:00", .changed, ["status": "on hold"]),
        ]
        #expect(
            try clocks(ManualPage.agreement("carrier"), lines, now: "17:00") == [
                "answer-of-the-carrier 10:00 deadline 18:00 breach - met 14:00",
                "answer-of-the-carrier 16:00 deadline 00:00 breach 00:00 running -",
            ])
    }

    @Test("versions: the one in force at the start judges to the end")
    func versions() throws {
        let text = try ManualPage.agreement("silver-support")
        let late: [Line] = [("2026-12-31T23:00:00Z", .created, [:])]
        let early: [Line] = [("2027-01-01T00:30:00Z", .created, [:])]
        let now = "2027-01-01T05:00:00Z"
        #expect(try clocks(text, late, now: now) == ["resolution 23:00 deadline 07:00 breach 07:00 running -"])
        #expect(try clocks(text, early, now: now) == ["resolution 00:30 deadline 06:30 breach 06:30 running -"])
    }

    @Test("a promise of one's own lies between two events")
    func custom() throws {
        let text = try ManualPage.agreement("paid-orders")
        let paid: [Line] = [("09:00", .created, [:]), ("10:00", .custom("payment-received"), [:])]
        let name = "paid-orders-reach-the-factory"
        #expect(
            try clocks(text, paid + [("11:30", .custom("factory-order"), [:])])
                == ["\(name) 10:00 deadline 12:00 breach - met 11:30"])
        #expect(
            try clocks(text, paid + [("11:00", .custom("payment-received"), [:]), ("11:10", .resolved, [:])])
                == ["\(name) 10:00 deadline 12:00 breach 12:00 running -"])
        #expect(
            try clocks(text, paid + [("11:00", .custom("order-cancelled"), [:])])
                == ["\(name) 10:00 deadline 12:00 breach - cancelled: its cancel condition holds 11:00"])
    }

    @Test(
        "when a ticket changes: the three ways",
        arguments: [
            ("retroactive", "x 09:00 deadline 10:00 breach 11:00 running -"),
            ("carry", "x 09:00 deadline 11:45 breach 11:45 running -"),
            ("restart", "x 11:00 deadline 12:00 breach 12:00 running -"),
        ])
    func change(policy: String, expected: String) throws {
        let text = """
            agreement: a
            kind: sla
            on_rematch: \(policy)
            objectives: [{objective: x, metric: resolution, target: {by: priority, P1: 1h, else: 8h}}]
            """
        let lines: [Line] = [("09:00", .created, ["priority": "P3"]), ("11:00", .changed, ["priority": "P1"])]
        #expect(try clocks(text, lines, now: "11:30").last == expected)
    }
}
