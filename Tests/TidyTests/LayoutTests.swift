import Testing

@Suite("What lies where")
struct LayoutTests {
    @Test("the top of the repository holds what belongs there, and nothing else")
    func topLevel() throws {
        let kept: Set<String> = [
            "Package.swift", "Sources", "Tests", "config", "systemd", "docs", "README.md", "Makefile",
            ".ci", ".gitignore", ".swift-format", ".editorconfig",
        ]
        let made: Set<String> = [".git", ".build", ".swiftpm", ".index-build", "Package.resolved"]
        let others = try Repository.names().filter { !kept.union(made).contains($0) && !$0.hasPrefix(".build-") }
        #expect(others == [])
    }

    @Test("a directory of Tests is named after one of Sources")
    func testsMirrorSources() throws {
        let helpers: Set<String> = ["SLATesting", "TidyTests", "EndToEnd", "Demo", "Benchmarks"]
        let sources = Set(try Repository.names(in: "Sources"))
        let strangers = try Repository.names(in: "Tests").filter { name in
            !helpers.contains(name) && !(name.hasSuffix("Tests") && sources.contains(String(name.dropLast(5))))
        }
        #expect(strangers == [])
    }

    @Test("no line is longer than 120 characters")
    func lineLength() throws {
        var findings: [String] = []
        for file in try ["Package.swift", "Sources", "Tests", "Makefile", "systemd"].flatMap(Repository.files(below:))
        where !file.path.contains("/good/") && !file.path.contains("/bad/") {
            for (index, line) in file.lines.enumerated() where line.count > 120 {
                findings.append("\(file.path):\(index + 1): \(line.count) characters")
            }
        }
        #expect(findings == [])
    }
}
