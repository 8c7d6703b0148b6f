import Yams

// The parser's errors in words for operators.
extension YAMLDocuments {
    func finding(for error: any Error, text: String) -> Finding {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            syntaxFinding(problem, context: context, at: Place(mark), text: text)
        case .duplicatedKeysInMapping(let keys, let context):
            duplicateFinding(keys.first ?? "", first: Place(context.mark), text: text)
        default:
            Finding(
                .error,
                file: file,
                at: .wholeFile,
                what: "not YAML: \(quoted("\(error)"))",
                hint: "look at the whole file"
            )
        }
    }

    private func syntaxFinding(_ problem: String, context: YamlError.Context?, at place: Place, text: String) -> Finding
    {
        var began = ""
        if let context, context.mark.line != place.line { began = ", \(context.text) on line \(context.mark.line)" }
        let what = "not YAML: \(problem)\(began)"
        return Finding(.error, file: file, at: place, what: what, hint: hint(problem, character(at: place, in: text)))
    }

    private func hint(_ problem: String, _ character: Unicode.Scalar?) -> String {
        switch (problem, character) {
        case (_, "\t"): "indent with spaces, not with tabs"
        case (_, "%"), (_, "@"), (_, "`"): "put a text that begins with such a character in quotes"
        case ("mapping values are not allowed in this context", _):
            "put a text that has ': ' in it in quotes, or correct the indentation"
        case ("could not find expected ':'", _): "write key: value, with a space after the colon"
        case ("found undefined alias", _): "a text that begins with * stands in quotes"
        default: "look at the indentation, quotes and brackets here and just before"
        }
    }

    private func character(at place: Place, in text: String) -> Unicode.Scalar? {
        lines(of: text).dropFirst(place.line - 1).first?.unicodeScalars.dropFirst(place.column - 1).first
    }

    /// Names the second of the two keys where it can be found, for that is the one that was added by mistake.
    private func duplicateFinding(_ key: String, first: Place, text: String) -> Finding {
        let second = secondPlace(of: key, first: first, text: text)
        let other = second == nil ? "" : "; the first is on line \(first.line)"
        return Finding(
            .error,
            file: file,
            at: second ?? first,
            what: "the key \(quoted(key)) stands twice in one mapping",
            hint: "keep one of them\(other)"
        )
    }

    /// Where the second of two keys stands; nil where it cannot be told.
    ///
    /// In block style it stands in the same column as the first, and nothing between them stands further left.
    private func secondPlace(of key: String, first: Place, text: String) -> Place? {
        let indent = first.column - 1
        for (offset, line) in lines(of: text).dropFirst(first.line).enumerated() {
            let content = line.unicodeScalars.drop { $0 == " " }
            guard let start = content.first, start != "#", start != "\r" else { continue }
            let column = line.unicodeScalars.count - content.count
            // The first key may stand behind the dash of a list, where the second has only the spaces.
            guard column >= indent else { return nil }
            guard column == indent, Substring(content).hasPrefix(key) else { continue }
            let rest = content.dropFirst(key.unicodeScalars.count).drop { $0 == " " }
            if rest.first == ":" { return Place(line: first.line + 1 + offset, column: column + 1) }
        }
        return nil
    }

    private func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
}
