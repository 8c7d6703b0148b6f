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

    @Test("what the first installation puts in force loads without a finding")
    func installed() throws {
        let config = Self.here.appending(path: "../../config").standardizedFileURL
        let files = ["slad.yaml", "agreements/everyone.yaml"]
        let texts = try files.map { ($0, try String(contentsOf: config.appending(path: $0), encoding: .utf8)) }
        let catalogue = try Catalogue.loaded(CatalogueFiles(Dictionary(uniqueKeysWithValues: texts)))
        #expect(catalogue.warnings.map(\.text) == [])
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
