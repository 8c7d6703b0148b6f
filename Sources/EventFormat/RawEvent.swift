import CSimdJSON

/// The values of one event by their keys, as they stand in the document; nothing is known of them yet but that each
/// key is ours and stands once.
struct RawEvent {
    private var values = InlineArray<12, JSONNode?>(repeating: nil)
    /// Only the last word of `type` counts, since the envelope of a CloudEvent has it: `com.example.ticket.replied`.
    var typeIsDotted = false

    /// Keys are named as in the envelope of a CloudEvent.
    let isCloudEvent: Bool

    init(isCloudEvent: Bool = false) {
        self.isCloudEvent = isCloudEvent
    }

    /// The value of a key; its own key is the one that the document uses, `subject` for `ticket` in a CloudEvent.
    subscript(key: EventKey) -> JSONNode? {
        get { values[key.rawValue] }
        set { values[key.rawValue] = newValue }
    }

    /// Takes a document apart that is our own form, or a CloudEvent where it has a `specversion`.
    init(document: JSONNode, limits: EventLimits) throws(EventProblem) {
        self.init()
        guard document.kind == .object else {
            throw .notAnObject(document)
        }
        var unknown: JSONNode?
        for member in document.members {
            guard !member.isDuplicate else { throw .duplicateKey(member) }
            if let key = EventKey(member.key) {
                self[key] = member
            } else if member.key == "specversion" {
                self = try RawEvent(cloudEvent: document, limits: limits)
                return
            } else if unknown == nil {
                unknown = member
            }
        }
        if let unknown { throw .unknownKey(unknown) }
    }
}

extension EventProblem {
    fileprivate static func notAnObject(_ document: JSONNode) -> EventProblem {
        let isList = document.kind == .array
        return EventProblem(
            "an event is an object, and this is \(document.kind.words)",
            hint: isList ? "lists stand in .json files; else write a line each, without brackets" : "write \(example)"
        )
    }

    static func duplicateKey(_ member: JSONNode, within container: String? = nil) -> EventProblem {
        EventProblem(
            "the key \(shown(member.key)) stands twice" + (container.map { " in \"\($0)\"" } ?? ""),
            hint: "keep one of them"
        ).atKey(member)
    }

    /// A finding and not ignored, since a misspelt `set` would lose what it sets.
    static func unknownKey(_ member: JSONNode, within container: String? = nil) -> EventProblem {
        let meant = nearest(to: member.key.string, among: EventKey.allCases.lazy.map(\.word.description))
        return EventProblem(
            "unknown key \(shown(member.key))" + (container.map { " in \"\($0)\"" } ?? ""),
            hint: meant.map { "did you mean \"\($0)\"?" }
                ?? #"attributes stand in "set", as in "set":{"status":"open"}; leave out what is no event's key"#
        ).atKey(member)
    }
}
