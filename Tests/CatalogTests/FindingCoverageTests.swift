import Foundation
import Testing

/// Every sentence with which a configuration or mapping file can be refused stands in a golden file or a test.
@Suite("The findings of the catalogue")
struct FindingCoverageTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()

    /// What never happens with the libraries and files of a machine that is whole, each with the reason.
    private static let unreachable: Set<String> = [
        // The first line of tzdata.zi, and no sentence.
        "# version",
        // Zones that count leap seconds lie below right/, and then their other name is said.
        "a zone without them",
        // The parser refuses it itself.
        "an alias without its anchor", "write it out",
        // For what the parser might say one day beyond what it can say now.
        "look at the whole file",
    ]

    @Test("each is told in a golden file or a test", .enabled(if: hasZones, zonesMissing))
    func covered() throws {
        let told = try Self.expectations()
        let folder = Self.here.appending(path: "../../Sources/Catalog").standardizedFileURL
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for sentence in Self.sentences(in: text) where !Self.unreachable.contains(sentence.joined(separator: "…")) {
                count += 1
                #expect(told.contains { Self.has($0, sentence) }, "\(name): \(sentence.joined(separator: "…"))")
            }
        }
        #expect(count > 400)
    }

    /// The lines of the golden files and of the tests.
    private static func expectations() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: here.path)
        let wanted = names.filter { name in
            name.hasSuffix("expected") || name.hasSuffix("Tests.swift") && name != "FindingCoverageTests.swift"
        }
        return try wanted.flatMap { name -> [String] in
            let text = try String(contentsOf: here.appending(path: name), encoding: .utf8)
            let plain = text.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
            return plain.split(separator: "\n").map(String.init)
        }
    }

    /// Whether the parts of a sentence stand in a line, in order.
    private static func has(_ line: String, _ parts: [String]) -> Bool {
        var rest = line[...]
        for part in parts where !part.isEmpty {
            guard let place = rest.range(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }

    /// The texts in quotes that are more than a word, cut at what is put into them.
    static func sentences(in source: String) -> [[String]] {
        source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.flatMap { line in
            var texts: [[String]] = []
            var rest = line[...]
            while let start = rest.firstIndex(of: "\"") {
                rest = rest[rest.index(after: start)...]
                texts.append(text(&rest))
            }
            return texts.filter { $0.joined().contains(" ") && $0.joined().count >= 8 }
        }
    }

    /// A text up to its closing quote; what is put into it is passed over.
    private static func text(_ rest: inout Substring) -> [String] {
        var parts = [""]
        while let next = rest.popFirst(), next != "\"" {
            guard next == "\\", let escaped = rest.popFirst() else {
                parts[parts.count - 1].append(next)
                continue
            }
            guard escaped == "(" else {
                parts[parts.count - 1].append(escaped)
                continue
            }
            passOver(&rest)
            parts.append("")
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Up to the parenthesis that closes.
    private static func passOver(_ rest: inout Substring) {
        var depth = 1
        while depth > 0, let next = rest.popFirst() {
            switch next {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"": _ = text(&rest)
            default: break
            }
        }
    }
}
