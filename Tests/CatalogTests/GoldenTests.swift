import Catalog
import Foundation
import SLAEngine
import Testing

/// The configurations beside this file.
///
/// Those in `good/` load without an error, those in `bad/` with the findings that
/// stand in their file `expected`. `SLAD_RECORD=1` writes these files anew, to be read before they are committed.
@Suite("Configurations in files")
struct GoldenTests {
    static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func folders(_ kind: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: here.appending(path: kind).path)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    @Test("a good configuration loads, with the warnings that it expects", arguments: folders("good"))
    func good(name: String) throws {
        let folder = Self.here.appending(path: "good/\(name)")
        let catalogue = try Catalogue.loaded(CatalogueFiles.read(directory: folder.path))
        try compare(catalogue.warnings, with: folder.appending(path: "expected"))
    }

    @Test("a bad configuration is refused with exactly the findings that it expects", arguments: folders("bad"))
    func bad(name: String) throws {
        let folder = Self.here.appending(path: "bad/\(name)")
        let files = try CatalogueFiles.read(directory: folder.path)
        let refused = try #require(throws: CatalogueRefused.self) { try Catalogue.loaded(files) }
        try compare(refused.findings, with: folder.appending(path: "expected"))
    }

    @Test("there are good and bad configurations to try")
    func present() {
        #expect(Self.folders("good").count >= 5)
        #expect(Self.folders("bad").count >= 15)
    }

    @Test("the sample configuration loads without a finding")
    func samples() throws {
        let config = Self.here.appending(path: "../../config").standardizedFileURL
        let catalogue = try Catalogue.loaded(CatalogueFiles.read(directory: config.path))
        #expect(catalogue.warnings.map(\.text) == [])
        let agreements = catalogue.rules.agreements
        #expect(Set(agreements.map(\.kind)) == Set(AgreementKind.allCases))
        #expect(agreements.flatMap(\.objectives).contains { $0.metric == .custom })
        #expect(catalogue.calendars.count == 3)
    }

    private func firstInstalled(_ edit: (Substring) -> String = { String($0) }) throws -> Catalogue {
        let config = Self.here.appending(path: "../../config").standardizedFileURL
        let settings = try String(contentsOf: config.appending(path: "slad.yaml"), encoding: .utf8)
        let agreement = try String(contentsOf: config.appending(path: "first/first.yaml"), encoding: .utf8)
        let lines = agreement.split(separator: "\n", omittingEmptySubsequences: false).map(edit)
        return try Catalogue.loaded(
            CatalogueFiles(["slad.yaml": settings, "agreements/first.yaml": lines.joined(separator: "\n")]))
    }

    @Test("what the first installation brings promises nothing, and says so")
    func installed() throws {
        let catalogue = try firstInstalled()
        #expect(catalogue.rules.agreements == [])
        #expect(catalogue.rules.canary == nil)
        #expect(
            catalogue.warnings.map(\.text) == [
                "agreements: warning: no agreement: nothing is measured; write one, such as agreements/support.yaml",
                "agreements/first.yaml: warning: no agreement in this file; write one, or remove it",
            ])
    }

    @Test("the agreement that it brings loads without a finding once its lines are no comments any more")
    func uncommented() throws {
        let catalogue = try firstInstalled { line in
            line.hasPrefix("##") ? String(line) : String(line.dropFirst(line.hasPrefix("# ") ? 2 : 0))
        }
        #expect(catalogue.warnings.map(\.text) == [])
        #expect(catalogue.rules.agreements.map(\.name) == ["first-try"])
    }

    /// A missing file expects nothing.
    private func compare(_ findings: [Finding], with expectation: URL) throws {
        let found = findings.map(\.text)
        if ProcessInfo.processInfo.environment["SLAD_RECORD"] == "1", !found.isEmpty {
            try (found.joined(separator: "\n") + "\n").write(to: expectation, atomically: true, encoding: .utf8)
        }
        let text = (try? String(contentsOf: expectation, encoding: .utf8)) ?? ""
        let expected = text.split(separator: "\n").map(String.init)
        let difference = found.difference(from: expected).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(found == expected, "\(difference.joined(separator: "\n"))")
    }
}
