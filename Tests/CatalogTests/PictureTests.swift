import Foundation
import Testing

@testable import Catalog

@Suite("Pictures of findings")
struct PictureTests {
    private func picture(_ text: String, line: Int, column: Int, path: String = "slad.yaml") -> [String] {
        let finding = Finding(
            .error, file: "slad.yaml", at: Place(line: line, column: column), what: "wrong", hint: "write right")
        var pictures = FindingPictures(CatalogueFiles([path: text]))
        return pictures.picture(of: finding).split(separator: "\n").map(String.init)
    }

    @Test("the line stands below the finding, and a caret under the place")
    func plain() {
        #expect(
            picture("a: b\n  target: 4\n", line: 2, column: 11) == [
                "slad.yaml:2:11: error: wrong; write right",
                "    2 |   target: 4",
                "      |           ^",
            ])
    }

    @Test(
        "the caret stands under the place whatever stands before it",
        arguments: [
            ("\ttarget", 2, "→target", " ^"), ("ä: b", 4, "ä: b", "   ^"), ("日本: b", 5, "日本: b", "      ^"),
            ("e\u{301}: b", 5, "e\u{301}: b", "   ^"), ("a\u{7}b", 3, "a\u{FFFD}b", "  ^"), ("a:", 3, "a:", "  ^"),
            ("a\u{1B}[31mb", 1, "a\u{FFFD}[31mb", "^"),
        ])
    func caret(line: String, column: Int, shown: String, caret: String) {
        #expect(picture(line, line: 1, column: column).dropFirst() == ["    1 | \(shown)", "      | \(caret)"])
    }

    @Test(
        "of a long line the part around the place is shown",
        arguments: [(1, "", "…"), (60, "…", "…"), (300, "…", "…"), (499, "…", ""), (501, "…", "")])
    func long(column: Int, before: String, after: String) throws {
        var line = String(repeating: "x", count: 500)
        if column <= 500 {
            let index = line.index(line.startIndex, offsetBy: column - 1)
            line.replaceSubrange(index...index, with: "Y")
        }
        let lines = picture(line, line: 1, column: column)
        let shown = try #require(lines.dropFirst().first)
        #expect(shown.count <= ShownLine.limit + 2 + 8)
        #expect(shown.dropFirst(8).hasPrefix(before + "x") || shown.dropFirst(8).hasPrefix("Y"))
        #expect(shown.hasSuffix("x" + after) || shown.hasSuffix("Y"))
        guard column <= 500 else { return }
        let caret = try #require(lines.last)
        #expect(shown[shown.index(shown.startIndex, offsetBy: caret.count - 1)] == "Y")
    }

    @Test(
        "where there is no such line the finding stands alone",
        arguments: [("a\n", 0, 0), ("a\n", 9, 1), ("a\n", 1, 9), ("", 1, 1), ("   \n", 1, 2)])
    func none(text: String, line: Int, column: Int) {
        #expect(picture(text, line: line, column: column).count == 1)
        #expect(picture("a", line: 1, column: 1, path: "other.yaml").count == 1)
    }

    @Test("lines are counted as the parser counts them, and a byte order mark is none of the columns")
    func lineEnds() {
        #expect(picture("\u{FEFF}a\r\nb\r\nc", line: 3, column: 1).last == "      | ^")
        #expect(picture("\u{FEFF}a: 1", line: 1, column: 4).dropFirst() == ["    1 | a: 1", "      |    ^"])
    }

    @Test(
        "every finding of every bad configuration has its line, but for those about a whole file",
        arguments: GoldenTests.folders("bad"))
    func golden(name: String) throws {
        let files = try CatalogueFiles.read(directory: GoldenTests.here.appending(path: "bad/\(name)").path)
        let refused = try #require(throws: CatalogueRefused.self) { try Catalogue.loaded(files) }
        var pictures = FindingPictures(files)
        for finding in refused.findings where finding.line > 0 {
            let lines = pictures.picture(of: finding).split(separator: "\n")
            #expect(
                lines.count == 3 || pictures.line(of: finding)?.allSatisfy(\.isWhitespace) ?? false, "\(finding.text)")
        }
    }
}
