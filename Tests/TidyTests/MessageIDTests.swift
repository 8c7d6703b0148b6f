import Testing

@Suite("Message ids")
struct MessageIDTests {
    private let hexadecimal = "\\b[0-9a-f]{32}\\b"

    @Test("the catalogue explains every kind of message, and no other")
    func catalogueAndSourceAgree() throws {
        let explained = try ids(in: "systemd/slad.catalog", pattern: "^-- (\(hexadecimal))$")
        let written = try ids(in: "Sources/Monitor/MessageKind.swift", pattern: "(\(hexadecimal))")
        #expect(!written.isEmpty)
        #expect(Set(explained) == Set(written))
        #expect(explained.count == Set(explained).count, "an id is explained twice")
        #expect(written.count == Set(written).count, "two kinds share an id")
    }

    @Test("every entry of the catalogue has a subject and says what to do")
    func entriesAreComplete() throws {
        for file in try Repository.files(below: "systemd/slad.catalog") {
            for entry in "\n\(file.text)".components(after: "\n-- ") {
                let parts = entry.split(separator: "\n\n", maxSplits: 1)
                #expect(parts[0].contains("\nSubject: "), "no subject: \(entry)")
                #expect(parts.count == 2 && parts[1].contains { $0.isLetter }, "no body: \(entry)")
            }
        }
    }

    private func ids(in path: String, pattern: String) throws -> [String] {
        try Repository.files(below: path).flatMap { try matches(of: pattern, in: $0.text).map(\.group) }
    }
}

extension String {
    /// What follows each occurrence of a separator; what stands before the first is left out.
    fileprivate func components(after separator: String) -> [Substring] {
        Array(split(separator: separator, omittingEmptySubsequences: false).dropFirst())
    }
}
