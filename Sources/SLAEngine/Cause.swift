/// The event behind a change of a clock's state, for people.
package struct Cause: Hashable, Sendable {
    /// The id of the event.
    package let event: String
    /// Its feed; an id is unique within that alone.
    package let source: String?
    /// What it did: the type's word, and the status it set.
    package let what: String
    /// Why, where the feed says so.
    package let reason: String?
}

extension Timeline {
    func cause(of step: Step) -> Cause {
        let event = events[step.event]
        let status = event.changes.first { $0.key == "status" }?.value
        let what = step.change == .opened ? "opening" : event.type.word
        return Cause(
            event: event.id, source: event.source, what: status.map { "\(what), status \($0)" } ?? what,
            reason: event.reason)
    }
}
