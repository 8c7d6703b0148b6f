import BusinessTime
import Ledger
import SLAEngine
import SLATesting

/// Random values for every column of the ledger, thick with what databases and encodings get wrong.
struct RandomRecords {
    var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func event(ticket: String) -> TicketEvent {
        var event = TicketEvent(
            ticket: ticket, at: moment(), type: type(), id: text(), by: generator.pick([.customer, .agent, .system]),
            isPublic: generator.chance(50))
        event.source = generator.chance(50) ? text() : nil
        event.seq = generator.chance(50) ? generator.pick([0, -1, .min, .max, 7]) : nil
        event.corrects = generator.chance(30) ? text() : nil
        event.openedAt = generator.chance(30) ? moment() : nil
        event.reason = generator.chance(50) ? text() : nil
        event.changes = changes()
        return event
    }

    mutating func announcement(ticket: String) -> Announcement {
        let kind = generator.pick(AnnouncementKind.allCases)
        let key = AlertKey(
            ticket: ticket, clock: ClockKey(agreement: text(), objective: text(), cycle: text()), threshold: text(),
            count: Int.random(in: 1...3, using: &generator), correction: Int.random(in: 0...3, using: &generator),
            isWithdrawal: kind == .withdrawn)
        return Announcement(
            kind: kind, key: key, at: moment(), trueAt: moment(),
            agreementKind: generator.pick(AgreementKind.allCases), metric: generator.pick(Metric.allCases),
            customer: optionalText(), team: optionalText(), startedAt: moment(),
            deadline: generator.chance(50) ? moment() : nil,
            deadlineOffset: Int.random(in: -43_200...50_400, using: &generator),
            trueAtOffset: Int.random(in: -43_200...50_400, using: &generator), target: amount(), targetText: text(),
            elapsed: amount(),
            overrun: generator.chance(50) ? amount() : nil,
            overrunElapsed: generator.chance(50) ? ElapsedTime(milliseconds: amount().milliseconds) : nil,
            reason: optionalText(), refersTo: optionalText(), plan: optionalText(),
            revision: Int.random(in: 1...5, using: &generator), isSummarised: generator.chance(30))
    }

    mutating func text() -> String {
        let length = generator.pick([1, 2, 5, 31, 63, 64, 65, 66, 200])
        switch generator.pick([0, 1, 2, 3, 4, 5, 6]) {
        case 0:
            return generator.pick([
                "0", "007", "1e5", " 12 ", "-1", "0x1F", "NULL", "null", "1.0", "9223372036854775808",
            ])
        case 1: return String(repeating: "x", count: length)
        case 2: return String(repeating: "ü", count: length)
        // The same to a reader and to Swift, not the same bytes: one letter, and a letter with its dots.
        case 3: return generator.pick(["Zo\u{EB}", "Zoe\u{308}", "\u{212B}", "\u{C5}", "A\u{30A}"])
        case 4:
            return generator.pick([
                "🧑‍🚒 brennt", "שלום", "a\nb\tc", "'; DROP TABLE event; --", "\u{FEFF}mark", "?1 :name",
            ])
        case 5: return "v\(Int.random(in: 0..<50, using: &generator))"
        default: return String((0..<length).map { _ in generator.pick(Array("abcXYZ äß€ /%=\"")) })
        }
    }

    private mutating func changes() -> [AttributeChange] {
        (0..<generator.pick([0, 0, 1, 2, 5, 100])).map { index in
            let value = generator.chance(15) ? nil : generator.chance(10) ? "" : text()
            return AttributeChange(key: "\(index) \(text())", value: value)
        }
    }

    private mutating func type() -> EventType {
        generator.pick([
            .created, .replied, .noted, .changed, .assigned, .resolved, .closed, .reopened, .merged, .cancelled,
            .retracted, .custom("payment-received"), .custom("z\u{FC}g"), .custom("zu\u{308}g"),
        ])
    }

    mutating func optionalText() -> String? {
        generator.chance(60) ? text() : nil
    }

    mutating func moment() -> Timestamp {
        Timestamp(millisecondsSinceEpoch: Int64.random(in: 0...7_289_568_000_000, using: &generator))
    }

    mutating func amount() -> OpenTime {
        OpenTime(milliseconds: generator.pick([0, 1, 999, 3_600_000, .max]))
    }
}

/// A value letter by letter: texts that Swift takes for equal may differ in their scalars.
func spelled<Value>(_ value: Value) -> String {
    "\(value)".unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
}
