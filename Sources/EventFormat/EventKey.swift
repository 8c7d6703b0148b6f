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
        // By its length first, as this runs for each key of each event.
        switch key.count {
        case 2: self.init(key, among: .at, .id, .by)
        case 3: self.init(key, among: .set, .seq)
        case 4: self.init(key, among: .type)
        case 6: self.init(key, among: .ticket, .visibility, .source, .reason)
        case 8: self.init(key, among: .corrects)
        case 9: self.init(key, among: .openedAt)
        default: return nil
        }
    }

    private init?(_ key: TextView, among known: EventKey...) {
        guard let found = known.first(where: { key == $0.word }) else { return nil }
        self = found
    }
}
