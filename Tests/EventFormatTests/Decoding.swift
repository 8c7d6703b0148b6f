import BusinessTime
import EventFormat
import SLAEngine

/// Everything that a text gives, in its order.
func decode(
    _ text: String,
    _ form: EventFileForm = .lines,
    limits: EventLimits = EventLimits()
) -> [DecodedLine] {
    decode(bytes: Array(text.utf8), form, limits: limits)
}

func decode(
    bytes: [UInt8],
    _ form: EventFileForm = .lines,
    limits: EventLimits = EventLimits()
) -> [DecodedLine] {
    var decoder = EventDecoder(limits: limits)
    return EventFile(bytes: bytes, form: form).decoded(with: &decoder)
}

extension EventFile {
    /// What is left of it.
    func decoded(with decoder: inout EventDecoder, explaining: Bool = true) -> [DecodedLine] {
        var rest = self
        var result: [DecodedLine] = []
        while let line = rest.next(with: &decoder, explaining: explaining) { result.append(line) }
        return result
    }
}

extension [DecodedLine] {
    var events: [TicketEvent] {
        compactMap { if case .event(let event, _) = $0 { event } else { nil } }
    }

    var places: [EventPlace] {
        map {
            switch $0 {
            case .event(_, let place): place
            case .finding(let finding): finding.place
            }
        }
    }

    var findings: [EventFinding] {
        compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    }
}

/// The event of a text that has one and no finding.
func event(_ text: String) -> TicketEvent? {
    let decoded = decode(text)
    return decoded.count == 1 ? decoded.events.first : nil
}

/// What is wrong with a text that has one finding and no event.
func finding(_ text: String, limits: EventLimits = EventLimits()) -> EventFinding? {
    let decoded = decode(text, limits: limits)
    return decoded.count == 1 ? decoded.findings.first : nil
}

/// An event with the keys that it needs, and `more`, which begins with a comma.
func line(_ more: String = "", type: String = "changed") -> String {
    #"{"ticket":"T-1","at":"2026-11-22T09:30:00+01:00","type":"\#(type)"\#(more)}"#
}

/// 2026-11-22T08:30:00Z.
let halfPastEight = Timestamp(millisecondsSinceEpoch: 1_795_336_200_000)
