/// Shows findings with the line that they are about and a caret under the place, as compilers do for people.
package struct FindingPictures {
    private let files: CatalogueFiles
    /// The lines of the file that was asked for last, since findings come by file.
    private var lines: (path: String, [Substring])?

    package init(_ files: CatalogueFiles) {
        self.files = files
    }

    /// The offending line as it stands in the file; nil where the finding is about the file as a whole, or the file is
    /// not there.
    package mutating func line(of finding: Finding) -> String? {
        guard finding.line > 0 else { return nil }
        if lines?.path != finding.file { lines = (finding.file, files.lines(of: finding.file)) }
        guard let lines = lines?.1, lines.indices.contains(finding.line - 1) else { return nil }
        return String(lines[finding.line - 1])
    }

    /// The finding's own line of text, below it the line of the file, and a caret; without a line break at the end.
    ///
    /// - Parameter mark: makes of the severity's word and of the caret what a terminal shows in colour.
    package mutating func picture(
        of finding: Finding, mark: (String, Finding.Severity) -> String = { text, _ in text }
    ) -> String {
        guard let line = line(of: finding), let shown = ShownLine(line, column: finding.column) else {
            return finding.text(mark)
        }
        let number = String(finding.line)
        let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
        let gutter = String(repeating: " ", count: margin.count)
        let caret = shown.indent + mark("^", finding.severity)
        return "\(finding.text(mark))\n\(margin) | \(shown.text)\n\(gutter) | \(caret)"
    }
}

/// A line of a file as a terminal can show it: a tab as an arrow, no control characters, and of a long line the part
/// around the place.
struct ShownLine {
    let text: String
    /// What stands before the caret.
    let indent: String

    /// What stands beside the margin on a usual terminal.
    static let limit = 100

    /// - Parameter column: from 1, in Unicode scalars; one behind the end is where something is missing.
    /// - Returns: nil where nothing could be shown.
    init?(_ line: String, column: Int) {
        let scalars = Array(line.unicodeScalars)
        guard (1...scalars.count + 1).contains(column), !line.allSatisfy(\.isWhitespace) || line.contains("\t") else {
            return nil
        }
        let first = scalars.count <= ShownLine.limit ? 0 : max(0, min(column - 41, scalars.count - ShownLine.limit))
        let part = scalars[first..<min(scalars.count, first + ShownLine.limit)]
        let before = part.prefix(column - 1 - first).map(ShownLine.visible)
        let lead = first > 0 ? "…" : ""
        let shown = part.map { String(ShownLine.visible($0)) }.joined()
        text = lead + shown + (part.endIndex < scalars.count ? "…" : "")
        let width = before.reduce(lead.count) { $0 + ShownLine.width($1) }
        indent = String(repeating: " ", count: width)
    }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar == "\t" ? "→" : isPrintable(scalar) ? scalar : "\u{FFFD}"
    }

    /// How many cells of a terminal it takes (Unicode Standard Annex 11, the wide ranges in use).
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}

extension CatalogueFiles {
    /// The lines of a file without their ends, and without a byte order mark; none where there is no such file.
    fileprivate func lines(of path: String) -> [Substring] {
        guard let file = files.first(where: { $0.path == path }) else { return [] }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = file.bytes.starts(with: mark) ? file.bytes.dropFirst(mark.count) : file.bytes[...]
        // Every line break of YAML 1.1, which is what the parser counts.
        return String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
}
