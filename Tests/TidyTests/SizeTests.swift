import Testing

/// Sizes are told, not judged.
@Suite("Sizes")
struct SizeTests {
    @Test("files over 250 lines and functions over 40 are printed")
    func sizes() throws {
        for file in try Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests") {
            if file.lines.count > 250 { print("tidy: \(file.path) has \(file.lines.count) lines") }
            for function in try functions(in: file.text) where function.lines > 40 {
                print("tidy: \(file.path):\(function.line) is a function of \(function.lines) lines")
            }
        }
    }

    @Test("a function's length is counted from its name to its closing brace")
    func lengths() throws {
        let text = """
            protocol P { func without() -> Int }
            func one() {}
            func three(
                of: Int
            ) -> Int { [1].map { $0 }[0] }
            init() {
                // a brace in a comment: }
            }
            """
        #expect(try functions(in: text).map(\.lines) == [1, 1, 3, 3])
    }
}

/// A function of a source file.
private struct FunctionSize {
    /// Where it begins, counted from 1.
    var line: Int
    var lines: Int
}

private func functions(in text: String) throws -> [FunctionSize] {
    let code = codeOnly(text)
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    return try matches(of: #"\bfunc[ ]+\S|\binit[?]?[(<]|\bsubscript[(<]"#, in: code)
        .map { FunctionSize(line: $0.line, lines: length(lines[($0.line - 1)...])) }
}

/// The number of lines until the braces that open in them are closed.
private func length(_ lines: ArraySlice<Substring>) -> Int {
    var depth = 0
    for (count, line) in zip(1..., lines) {
        for character in line where "{}".contains(character) { depth += character == "{" ? 1 : -1 }
        if depth < 0 || (depth == 0 && line.contains("}")) { return count }
    }
    return lines.count
}
