/// The keys of an event (docs/slad-events.5.scd).
enum EventKey: Int, CaseIterable {
    case ticket, at, type, id, seq, by, visibility, set, corrects, openedAt, reason, source

    /// As it stands in a file.
    var word: StaticString {
        switch self {
        case .ticket: "ticket"
        case .at: "at"
        case .type: "type"
        case .id: "id"
        case .seq: "seq"
        case .by: "by"
        case .visibility: "public"
        case .set: "set"
        case .corrects: "corrects"
        case .openedAt: "opened_at"
        case .reason: "reason"
        case .source: "source"
        }
    }

    init?(_ key: TextView) {
        // Not a loop over `allCases`: this runs for each key of each event.
        var candidate = 0
        while let known = EventKey(rawValue: candidate) {
            if key == known.word {
                self = known
                return
            }
            candidate += 1
        }
        return nil
    }
}
