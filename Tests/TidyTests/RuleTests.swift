import Testing

@Suite("Words that are not used")
struct RuleTests {
    @Test("the sources keep the rules")
    func sources() throws {
        let files = try Repository.swiftFiles(below: "Sources")
        #expect(try Rule.sources.flatMap { try $0.findings(in: files) } == [])
    }

    @Test("the tests neither sleep nor use XCTest")
    func tests() throws {
        let files = try Repository.swiftFiles(below: "Tests")
        #expect(try Rule.tests.flatMap { try $0.findings(in: files) } == [])
    }

    @Test("no file names a path of one machine")
    func machinePaths() throws {
        let tops = ["Package.swift", "Sources", "Tests", "config", "systemd", "docs", "Makefile", "README.md"]
        let files = try tops.flatMap { try Repository.files(below: $0) }.filter { $0.target != "TidyTests" }
        #expect(try Rule.everywhere.flatMap { try $0.findings(in: files) } == [])
    }

    @Test(
        "each rule bites",
        arguments: [
            "let a = try! f()", "let a = b as! C", "struct A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
            "fatalError(\"no\")", "public struct A {}", "public import B", "public final class A {}", "print(1)",
            "// TODO later", "Task.sleep(for: x)", "usleep(5)", "var a = 1", "private var a = 1",
            "    static var a = 1", "    static var a: Int = 1", "    static var a: Int",
            "DispatchQueue.global().async {", "Task { await f() }", "Task.detached { }",
        ]
    )
    func bites(line: String) throws {
        #expect(try !findings(line).isEmpty)
    }

    @Test(
        "what only looks like it is left alone",
        arguments: [
            "let a = try? f()", "let a = \"try! f()\"", "// print(1)", "table.print(1)", "let isPublic = true",
            "    var a = 1", "static var a: Int { 1 }", "static let a = 1", "func blueprint() {}", "event.public",
            "case internal, public", "DispatchQueue(label: label)", "let a = #\"print(\"1\")\"#",
        ]
    )
    func leavesAlone(line: String) throws {
        #expect(try findings(line) == [])
    }

    private func findings(_ line: String) throws -> [String] {
        let file = SourceFile(path: "Sources/Inbox/A.swift", text: line + "\n")
        return try Rule.sources.flatMap { try $0.findings(in: [file]) }
    }
}
