import Foundation
import Testing

@testable import Catalog

/// The mapping files in `maps/bad/`: each is refused with the findings that stand beside it as `NAME.expected`.
///
/// `SLAD_RECORD=1` writes these anew, to be read before they are committed.
@Suite("Mapping files with mistakes", .enabled(if: hasZones, zonesMissing))
struct MapGoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "maps/bad")

    static func names() -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    @Test("have exactly the findings that they expect", arguments: names())
    func golden(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: name))
        let refused = try #require(throws: CatalogueRefused.self) {
            try EventMap(Array(bytes), file: name, zones: ZoneData())
        }
        let found = refused.findings.map { $0.text + "\n" }.joined()
        let expectation = Self.folder.appending(path: name.replacing(".yaml", with: ".expected"))
        if ProcessInfo.processInfo.environment["SLAD_RECORD"] == "1" {
            try found.write(to: expectation, atomically: true, encoding: .utf8)
        }
        #expect(found == (try String(contentsOf: expectation, encoding: .utf8)))
    }

    @Test("are there")
    func present() {
        #expect(Self.names().count >= 5)
    }
}
