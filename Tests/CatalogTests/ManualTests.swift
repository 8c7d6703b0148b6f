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
        let catalogue = try Catalogue.loaded(CatalogueFiles(["agreements/first.yaml": examples[0]]))
        #expect(catalogue.warnings.map(\.text) == [])
    }

    @Test("a number without a unit is told as the README tells it")
    func mistake() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let example = text.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]
        let mistaken = example.replacing("target: 2m", with: "target: 2")
        let refused = try #require(throws: CatalogueRefused.self) {
            try Catalogue.loaded(CatalogueFiles(["agreements/first.yaml": mistaken]))
        }
        for finding in refused.findings { #expect(text.contains("    \(finding.text)\n"), "\(finding.text)") }
    }

    @Test("each example of slad-agreements(5) loads without a finding", .enabled(if: hasZones, zonesMissing))
    func page() throws {
        let agreements = try ManualPage.agreements()
        try #require(agreements.count >= 6)
        for agreement in agreements {
            let catalogue = try ManualPage.catalogue(agreement)
            #expect(catalogue.warnings.map(\.text) == [], "\(agreement)")
            #expect(catalogue.calendars.count == 1)
        }
    }

    @Test("the goals and feeds of slad-agreements(5) load without a finding", .enabled(if: hasZones, zonesMissing))
    func settings() throws {
        let settings = try ManualPage.settings()
        try #require(settings.count == 2)
        let gold = try ManualPage.agreement("gold-support")
        for text in settings {
            let catalogue = try Catalogue.loaded(CatalogueFiles(["slad.yaml": text, "agreements/gold.yaml": gold]))
            #expect(catalogue.warnings.map(\.text) == [], "\(text)")
        }
    }

    @Test("the picture of a finding in slad-agreements(5) is one")
    func picture() throws {
        let text = "a:\n" + String(repeating: "\n", count: 12) + "    target: 4\n"
        let finding = Finding(
            .error, file: "agreements/gold.yaml", at: Place(line: 14, column: 13),
            what: "'4' has a number without a unit", hint: "write 4h for elapsed time or ...")
        var pictures = FindingPictures(CatalogueFiles(["agreements/gold.yaml": text]))
        #expect(try ManualPage.blocks().contains(pictures.picture(of: finding) + "\n"))
    }

    @Test("the demo's agreement loads without a finding")
    func demo() throws {
        let demo = Self.root.appending(path: "Tests/Demo")
        let catalogue = try Catalogue.loaded(CatalogueFiles.read(directory: demo.path))
        #expect(catalogue.warnings.map(\.text) == [])
        #expect(catalogue.rules.agreements.count == 1)
    }
}

/// The examples of slad-agreements(5).
enum ManualPage {
    static func blocks() throws -> [String] {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let page = here.appending(path: "../../docs/slad-agreements.5.scd").standardizedFileURL
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n```\n")
        return parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] + "\n" }
    }

    /// The examples of goals and feeds, as `slad.yaml` has them.
    static func settings() throws -> [String] {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let page = here.appending(path: "../../docs/slad-agreements.5.scd").standardizedFileURL
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "\n\t```\n\t")
        return parts.filter { $0.hasPrefix("goals:") || $0.hasPrefix("feeds:") }.map { part in
            part.components(separatedBy: "\n\t```")[0].replacing("\n\t", with: "\n") + "\n"
        }
    }

    static func agreements() throws -> [String] { try blocks().filter { $0.hasPrefix("agreement:") } }

    static func agreement(_ name: String) throws -> String {
        try #require(agreements().first { $0.hasPrefix("agreement: \(name)\n") })
    }

    /// The agreement beside the page's calendar.
    static func catalogue(_ agreement: String) throws -> Catalogue {
        let calendar = try #require(blocks().first { $0.hasPrefix("calendar:") })
        let holidays = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "good/calendars/holidays/de-be.ics")
        return try Catalogue.loaded(
            CatalogueFiles([
                "agreements/example.yaml": agreement,
                "calendars/example.yaml": calendar,
                "holidays/de-be.ics": try String(contentsOf: holidays, encoding: .utf8),
            ]))
    }
}
