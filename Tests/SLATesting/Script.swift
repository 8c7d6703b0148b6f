package import BusinessTime
package import SLAEngine

/// An event of a time line and when the engine comes to know it.
package struct ScriptedEvent: Sendable {
    package let event: TicketEvent
    package let knownAt: Timestamp
}

/// Reads time lines such as `09:30 replied by agent status pending`, one event a line.
///
/// After the moment comes a type (a status or attribute alone is a `changed`), then in any order `by ACTOR`, `public`,
/// `internal`, `status WORD`, `KEY=VALUE` (`KEY=` removes), `id ID`, `source S`, `seq N`, `corrects ID`,
/// `opened MOMENT`, `known MOMENT`. `_` in a value is a space. Without an id the events are `e1`, `e2`, ...
package enum Script {
    package static func events(_ lines: [String], ticket: String = "T-1") -> [ScriptedEvent] {
        lines.enumerated().map { index, line in
            var reader = LineReader(line: line, ticket: ticket, id: "e\(index + 1)")
            return reader.read()
        }
    }

    /// The event as a line of a time line.
    package static func line(_ event: TicketEvent) -> String {
        var words = [event.at.playText, event.type.word, "by", event.by.word, event.isPublic ? "public" : "internal"]
        for change in event.changes {
            let value = (change.value ?? "").replacing(" ", with: "_")
            words += change.key == "status" && change.value != nil ? ["status", value] : ["\(change.key)=\(value)"]
        }
        words += ["id", event.id]
        if let source = event.source { words += ["source", source] }
        if let seq = event.seq { words += ["seq", String(seq)] }
        if let corrects = event.corrects { words += ["corrects", corrects] }
        if let openedAt = event.openedAt { words += ["opened", openedAt.playText] }
        return words.joined(separator: " ")
    }
}

private struct LineReader {
    let line: String
    var words: ArraySlice<String>
    var event: TicketEvent
    var by: Actor?
    var isPublic: Bool?
    var knownAt: Timestamp?

    init(line: String, ticket: String, id: String) {
        self.line = line
        words = line.split(separator: " ").map(String.init)[...]
        event = TicketEvent(
            ticket: ticket, at: .playDay, type: .changed, id: id, by: .system, isPublic: true)
    }

    mutating func read() -> ScriptedEvent {
        event.at = Timestamp(play: next())
        if let word = words.first, word != "status", !word.contains("=") { event.type = EventType(next()) }
        while let word = words.popFirst() { take(word) }
        event.by = by ?? (event.type == .created ? .customer : .system)
        event.isPublic = isPublic ?? (event.type != .noted)
        event.changes.sort { $0.key < $1.key }
        return ScriptedEvent(event: event, knownAt: knownAt ?? event.at)
    }

    private mutating func take(_ word: String) {
        switch word {
        case "by": by = Actor(next())
        case "public": isPublic = true
        case "internal": isPublic = false
        case "status": event.changes.append(AttributeChange(key: "status", value: value(next())))
        case "id": event.id = next()
        case "source": event.source = next()
        case "seq": event.seq = Int64(next())
        case "corrects": event.corrects = next()
        case "opened": event.openedAt = Timestamp(play: next())
        case "known": knownAt = Timestamp(play: next())
        default: takeAttribute(word)
        }
    }

    private mutating func takeAttribute(_ word: String) {
        guard let equals = word.firstIndex(of: "=") else {
            preconditionFailure("'\(word)' in '\(line)' means nothing")
        }
        let text = String(word[word.index(after: equals)...])
        event.changes.append(
            AttributeChange(key: String(word[..<equals]), value: text.isEmpty ? nil : value(text)))
    }

    private func value(_ word: String) -> String { word.replacing("_", with: " ") }

    private mutating func next() -> String {
        guard let word = words.popFirst() else { preconditionFailure("'\(line)' ends too early") }
        return word
    }
}
