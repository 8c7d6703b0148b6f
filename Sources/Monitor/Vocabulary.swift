import EventFormat
import SLAEngine

/// The words of the feeds that were met, so that each doubtful one is told once.
struct Vocabulary {
    /// A feed that sends more words has another trouble.
    private static let limit = 1_000
    /// How many words for a status are told as unknown.
    private static let unknownStatusesLimit = 100

    private var types: Set<String> = []
    private var keys: Set<String> = []
    private var unknownStatuses: Set<String> = []

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
        return notices
    }

    /// Other statuses may be known after a reload.
    mutating func forgetStatuses() { unknownStatuses = [] }

    private mutating func isNew(_ word: String, in words: WritableKeyPath<Vocabulary, Set<String>>) -> Bool {
        guard self[keyPath: words].count < Vocabulary.limit else { return false }
        return self[keyPath: words].insert(word).inserted
    }

    private mutating func isUnknown(_ status: String, _ statuses: StatusMap?) -> Bool {
        statuses?.category(of: status) == nil && unknownStatuses.count < Vocabulary.unknownStatusesLimit
            && unknownStatuses.insert(status).inserted
    }
}
