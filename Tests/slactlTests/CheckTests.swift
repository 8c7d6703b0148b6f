import Catalog
import Foundation
import Report
import Testing

@testable import slactl

@Suite("slactl check")
struct CheckTests {
    private let files = CatalogueFiles([
        "agreements/a.yaml":
            "agreement: a\nkind: sla\nobjectives:\n  - {objective: x, metric: resolution, target: 4}\n",
        "slad.yaml": "tell_within: 7\n",
    ])

    private var findings: [Finding] {
        [
            Finding(
                .error, file: "agreements/a.yaml", at: Place(line: 4, column: 48), what: "'4' has no unit", hint: "4h"),
            Finding(.warning, file: "slad.yaml", at: .wholeFile, what: "odd", hint: "look"),
        ]
    }

    @Test("for people each finding has its line and a caret, for logs a line alone")
    func formats() {
        let report = FindingsReport(findings, in: files)
        #expect(report.lines(.lines, Paint(isOn: true)) == findings.map(\.text))
        #expect(report.lines(.json, .none) == [])
        #expect(
            report.lines(.text, .none) == [
                """
                agreements/a.yaml:4:48: error: '4' has no unit; 4h
                    4 |   - {objective: x, metric: resolution, target: 4}
                      |                                                ^
                """,
                "slad.yaml: warning: odd; look",
            ])
        #expect(report.summary == "1 error, 1 warning")
    }

    @Test("on a terminal the severity and the caret have its colour, and nothing else has one")
    func colours() {
        let report = FindingsReport(findings, in: files)
        let (red, yellow, plain) = ("\u{1B}[31m", "\u{1B}[33m", "\u{1B}[0m")
        #expect(
            report.lines(.text, Paint(isOn: true)) == [
                """
                agreements/a.yaml:4:48: \(red)error\(plain): '4' has no unit; 4h
                    4 |   - {objective: x, metric: resolution, target: 4}
                      |                                                \(red)^\(plain)
                """,
                "slad.yaml: \(yellow)warning\(plain): odd; look",
            ])
    }

    @Test("for programs there is one array, without what a finding does not have")
    func json() throws {
        let text = try FindingsReport(findings, in: files).json()
        #expect(
            text == """
                [
                  {
                    "column" : 48,
                    "file" : "agreements/a.yaml",
                    "hint" : "4h",
                    "line" : 4,
                    "severity" : "error",
                    "text" : "  - {objective: x, metric: resolution, target: 4}",
                    "what" : "'4' has no unit"
                  },
                  {
                    "file" : "slad.yaml",
                    "hint" : "look",
                    "severity" : "warning",
                    "what" : "odd"
                  }
                ]
                """)
        #expect(try FindingsReport([], in: files).json().filter { !$0.isWhitespace } == "[]")
    }

    @Test("of one file its own findings are told")
    func oneFile() {
        let report = FindingsReport(findings, in: files, of: "slad.yaml")
        #expect(report.findings.map(\.file) == ["slad.yaml"] && report.errors == 0)
    }

    @Test("a file in its place stands for the configuration around it")
    func paths() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "slad-check-\(UUID().uuidString)").path
        let agreements = root + "/agreements"
        try FileManager.default.createDirectory(atPath: agreements, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for name in ["slad.yaml", "gold.yaml", "agreements/gold.yaml"] {
            try Data().write(to: URL(filePath: "\(root)/\(name)"))
        }
        func path(_ name: String) throws -> [String?] {
            let checked = try CheckedPath("\(root)/\(name)")
            return [checked.directory.replacing(root, with: "ROOT"), checked.file]
        }
        #expect(try path("agreements/gold.yaml") == ["ROOT", "agreements/gold.yaml"])
        #expect(try path("agreements/../slad.yaml") == ["ROOT", "slad.yaml"])
        #expect(try path("agreements") == ["ROOT/agreements", nil])
        #expect(try path("nothing") == ["ROOT/nothing", nil])
        let missing = #expect(throws: MisplacedFile.self) { try path("agreements/gold.yml") }
        #expect(missing?.description == "there is no file \(agreements)/gold.yml; write it, or name another")
        let misplaced = #expect(throws: MisplacedFile.self) { try path("gold.yaml") }
        #expect(misplaced?.description.contains("draft/agreements/NAME.yaml") == true)
    }
}
