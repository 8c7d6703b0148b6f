import EventFormat
import SLAEngine

extension TicketEvent {
    /// Whether it sets a status that is in no category.
    func hasUnknownStatus(_ statuses: StatusMap?) -> Bool {
        changes.contains { change in
            change.key == "status" && change.value.map { statuses?.category(of: $0) == nil } ?? false
        }
    }
}

/// The words of the feeds that were met, so that each doubtful one is told once.
struct Vocabulary {
    /// A feed that sends more words has another trouble.
    private static let limit = 1_000
    /// How many words for a status are told as unknown.
    private static let unknownStatusesLimit = 100
    private static let contradictionsLimit = 100

    private var types: Set<String> = []
    private var keys: Set<String> = []
    private var unknownStatuses: Set<String> = []
    /// Types with statuses that say the contrary.
    private var contradictions: Set<[String]> = []

    /// What is to be told of the words of an event, by the statuses that are known now.
    mutating func notices(on event: TicketEvent, _ statuses: StatusMap?) -> [Notice] {
        var notices: [Notice] = []
        if case .custom(let word) = event.type, isNew(word, in: \.types),
            let meant = Misspelling.likely(ofType: event.type)
        {
            notices.append(.misspelling(what: "the event type", word, meant: meant, ticket: event.ticket))
        }
        for change in event.changes {
            if change.key == "status", let status = change.value, isUnknown(status, statuses) {
                notices.append(.unknownStatus(status, ticket: event.ticket))
            }
            if isNew(change.key, in: \.keys), let meant = Misspelling.likely(ofAttribute: change.key) {
                notices.append(.misspelling(what: "the attribute", change.key, meant: meant, ticket: event.ticket))
            }
        }
        if let notice = contradiction(of: event, statuses) { notices.append(notice) }
        return notices
    }

    /// Other statuses may be known after a reload, and mean something else.
    mutating func forgetStatuses() { (unknownStatuses, contradictions) = ([], []) }

    private mutating func contradiction(of event: TicketEvent, _ statuses: StatusMap?) -> Notice? {
        guard let category = statuses.flatMap(event.statusAgainstType),
            contradictions.count < Vocabulary.contradictionsLimit
        else { return nil }
        let status = event.changes.first { $0.key == "status" }?.value ?? "null"
        guard contradictions.insert([event.type.word, status]).inserted else { return nil }
        return .contradiction(type: event.type.word, status: status, category: category, ticket: event.ticket)
    }

    private mutating func isNew(_ word: String, in words: WritableKeyPath<Vocabulary, Set<String>>) -> Bool {
        guard self[keyPath: words].count < Vocabulary.limit else { return false }
        return self[keyPath: words].insert(word).inserted
    }

    private mutating func isUnknown(_ status: String, _ statuses: StatusMap?) -> Bool {
        statuses?.category(of: status) == nil && unknownStatuses.count < Vocabulary.unknownStatusesLimit
            && unknownStatuses.insert(status).inserted
    }
}
