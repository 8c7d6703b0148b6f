import Catalog
import Report

/// How `slactl check` prints findings.
enum CheckFormat: String, CaseIterable {
    /// For people: each with its line and a caret.
    case text
    /// A line a finding, for logs and editors.
    case lines
    /// For programs.
    case json
}

/// What was found in a configuration, or in one file of it.
struct FindingsReport {
    let findings: [Finding]
    private let files: CatalogueFiles

    /// - Parameter file: the one that was asked about; nil is all.
    init(_ findings: [Finding], in files: CatalogueFiles, of file: String? = nil) {
        self.findings = findings.filter { file == nil || $0.file == file }
        self.files = files
    }

    var errors: Int { findings.count { $0.severity == .error } }

    /// The findings as they go to standard error; none for `json`.
    ///
    /// - Parameter paint: for `text`; a line a finding is for logs and editors, and has no colours.
    func lines(_ format: CheckFormat, _ paint: Paint) -> [String] {
        switch format {
        case .text:
            var pictures = FindingPictures(files)
            return findings.map { pictures.picture(of: $0) { paint.text($0, $1.tone) } }
        case .lines: return findings.map(\.text)
        case .json: return []
        }
    }

    /// One array of objects.
    func json() throws -> String {
        var pictures = FindingPictures(files)
        return try JSONText.pretty(findings.map { FindingRow($0, text: pictures.line(of: $0)) })
    }

    /// `2 errors, 1 warning`.
    var summary: String {
        let warnings = findings.count - errors
        let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
        return counts.isEmpty
            ? "no errors" : counts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}

extension Finding.Severity {
    fileprivate var tone: Paint.Tone {
        switch self {
        case .error: .bad
        case .warning: .doubtful
        }
    }
}

/// A finding for programs; the keys are documented in slactl(1).
private struct FindingRow: Encodable {
    let severity: String
    let file: String
    /// From 1; not there where the finding is about the file as a whole.
    let line: Int?
    let column: Int?
    let what: String
    let hint: String
    /// The offending line as it stands in the file.
    let text: String?

    init(_ finding: Finding, text: String?) {
        severity = finding.severity.rawValue
        file = finding.file
        line = finding.line > 0 ? finding.line : nil
        column = finding.column > 0 ? finding.column : nil
        what = finding.what
        hint = finding.hint
        self.text = text
    }
}
