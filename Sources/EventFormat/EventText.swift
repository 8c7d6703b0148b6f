import BusinessTime
package import SLAEngine

/// Writes an event as the line of the event format that says the same.
package enum EventText {
    /// One JSON object without a line break; keys in a fixed order, what is the default is left out.
    package static func line(of event: TicketEvent) -> String {
        var object = JSONObject()
        object.add("ticket", text: event.ticket)
        object.add("at", text: event.at.utcText)
        object.add("type", text: event.type.word)
        object.add("id", text: event.id)
        object.add("source", text: event.source)
        object.add("seq", raw: event.seq.map(String.init))
        object.add("by", text: event.by.word)
        object.add("public", raw: event.isPublic ? "true" : "false")
        object.add("set", raw: event.changes.isEmpty ? nil : set(event.changes))
        object.add("corrects", text: event.corrects)
        object.add("opened_at", text: event.openedAt?.utcText)
        object.add("reason", text: event.reason)
        return object.text
    }

    private static func set(_ changes: [AttributeChange]) -> String {
        var object = JSONObject()
        for change in changes {
            if let value = change.value {
                object.add(change.key, text: value)
            } else {
                object.add(change.key, raw: "null")
            }
        }
        return object.text
    }
}

/// An object of JSON that is being written.
private struct JSONObject {
    private var members: [String] = []

    var text: String { "{" + members.joined(separator: ",") + "}" }

    mutating func add(_ key: String, text: String?) {
        add(key, raw: text.map(quoted))
    }

    mutating func add(_ key: String, raw: String?) {
        guard let raw else { return }
        members.append("\(quoted(key)):\(raw)")
    }

    /// RFC 8259, section 7: the quote, the backslash and control characters must be escaped.
    private func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
