import Foundation

/// A text file of the repository.
struct SourceFile {
    /// Where it is, from the top of the repository: `Sources/Inbox/Spool.swift`.
    var path: String
    var text: String

    /// The target whose directory it lies in: `Inbox`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    var lines: [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Where a regular expression matches in the text, as findings `path:line: match`.
    ///
    /// - Parameter inCode: look only at code: comments and the insides of string literals are blank.
    func findings(of pattern: String, inCode: Bool) throws -> [String] {
        try matches(of: pattern, in: inCode ? codeOnly(text) : text)
            .map { "\(path):\($0.line): \($0.text.trimmingCharacters(in: .whitespacesAndNewlines))" }
    }
}

/// A place where a regular expression matched.
struct Match {
    /// Counted from 1.
    var line: Int
    var text: String
    /// The last group of the expression, or the whole match where it has none.
    var group: String
}

/// All matches of an expression, in which `^` and `$` mean line ends.
func matches(of pattern: String, in text: String) throws -> [Match] {
    let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    let whole = text as NSString
    return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map { result in
        let group = result.range(at: expression.numberOfCaptureGroups)
        return Match(
            line: whole.substring(to: result.range.location).count { $0 == "\n" } + 1,
            text: whole.substring(with: result.range),
            group: group.location == NSNotFound ? "" : whole.substring(with: group)
        )
    }
}
