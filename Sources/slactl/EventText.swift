/// An event as a line of JSON, with its keys in the order of slad-events(5).
struct EventText {
    /// A value of `set`; nil removes the attribute.
    typealias Attribute = (key: String, value: String?)

    var ticket: String
    var at: String
    var type: String
    var by: String?
    var isPublic: String?
    var set: [Attribute] = []
    var id: String?
    var seq: String?
    var corrects: String?
    var openedAt: String?
    var source: String?
    var reason: String?

    /// Without a line feed.
    var line: String {
        let texts = [
            ("ticket", json(ticket)), ("at", json(at)), ("type", json(type)), ("by", by.map(json)),
            ("public", isPublic.map(bare)), ("set", set.isEmpty ? nil : object), ("id", id.map(json)),
            ("seq", seq.map(bare)), ("corrects", corrects.map(json)), ("opened_at", openedAt.map(json)),
            ("source", source.map(json)), ("reason", reason.map(json)),
        ]
        return "{" + texts.compactMap { key, text in text.map { "\"\(key)\":\($0)" } }.joined(separator: ",") + "}"
    }

    private var object: String {
        "{" + set.map { "\(json($0.key)):\($0.value.map(json) ?? "null")" }.joined(separator: ",") + "}"
    }

    /// A number or truth as it is; anything else as a text, which the decoder then refuses with its reason.
    private func bare(_ text: String) -> String {
        text == "true" || text == "false" || Int64(text).map({ String($0) == text }) == true ? text : json(text)
    }
}

/// A JSON string (RFC 8259, section 7).
private func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\0"..."\u{1F}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
