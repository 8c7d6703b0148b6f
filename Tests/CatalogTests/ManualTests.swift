import Catalog
import Foundation
import SLAEngine
import Testing

/// The configurations that README.md and the demo show.
@Suite("The configurations that a newcomer sees first")
struct ManualTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    @Test("the agreement of the README loads without a finding")
    func readme() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let examples = text.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        try #require(examples.count == 1)
        let catalogue = try Catalogue.load(CatalogueFiles(["agreements/first.yaml": examples[0]]))
        #expect(catalogue.warnings.map(\.text) == [])
    }

    @Test("a number without a unit is told as the README tells it")
    func mistake() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let example = text.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]
        let mistaken = example.replacing("target: 2m", with: "target: 2")
        let refused = try #require(throws: CatalogueRefused.self) {
            try Catalogue.load(CatalogueFiles(["agreements/first.yaml": mistaken]))
        }
        for finding in refused.findings { #expect(text.contains("    \(finding.text)\n"), "\(finding.text)") }
    }

    @Test("the demo's agreement loads without a finding")
    func demo() throws {
        let demo = Self.root.appending(path: "Tests/Demo")
        let catalogue = try Catalogue.load(CatalogueFiles.read(directory: demo.path))
        #expect(catalogue.warnings.map(\.text) == [])
        #expect(catalogue.rules.agreements.count == 1)
    }
}
