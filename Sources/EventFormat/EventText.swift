import BusinessTime
import Foundation
package import SLAEngine

/// Writes an event as the line of the event format that says the same.
package enum EventText {
    /// One JSON object without a line break, its keys in alphabetical order; what is absent is left out.
    package static func line(of event: TicketEvent) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding strings, integers and booleans cannot fail.
        let data = (try? encoder.encode(EventLine(event))) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

/// The keys of the event format.
private struct EventLine: Encodable {
    let ticket: String
    let at: String
    let type: String
    let id: String
    let source: String?
    let seq: Int64?
    let by: String
    let `public`: Bool
    let set: [String: String?]?
    let corrects: String?
    let openedAt: String?
    let reason: String?

    enum CodingKeys: String, CodingKey {
        case ticket, at, type, id, source, seq, by, `public`, set, corrects, reason
        case openedAt = "opened_at"
    }

    init(_ event: TicketEvent) {
        ticket = event.ticket
        at = event.at.utcText
        type = event.type.word
        id = event.id
        source = event.source
        seq = event.seq
        by = event.by.word
        `public` = event.isPublic
        set = event.changes.isEmpty ? nil : Dictionary(uniqueKeysWithValues: event.changes.map { ($0.key, $0.value) })
        corrects = event.corrects
        openedAt = event.openedAt?.utcText
        reason = event.reason
    }
}
