import Foundation
import Monitor
import Systemd
import Testing

/// What docs/slad-journal.7.scd says of the kinds of entries.
@Suite("The manual of the journal")
struct ManualTests {
    @Test("its table has every kind with its id and priority, and no other")
    func kinds() throws {
        let rows = try page().split(separator: "\n|  ").dropFirst().compactMap(row(of:))
        let expected = MessageKind.allCases.map { [$0.rawValue, $0.id.description, String($0.priority.rawValue)] }
        #expect(rows == expected)
    }

    @Test("it says of every kind what to do")
    func sections() throws {
        let page = try page()
        for kind in MessageKind.allCases {
            #expect(page.contains("\n*\(kind.rawValue)*\n\t"), "no section on \(kind.rawValue)")
        }
    }

    /// Word, id and number of the priority; nil for rows of other tables.
    private func row(of text: Substring) -> [String]? {
        let lines = text.split(separator: "\n")
        guard lines.count >= 3, lines[1].hasPrefix(":  "), lines[2].hasPrefix(":  ") else { return nil }
        let priority = lines[2].dropFirst(3).prefix { $0.isNumber }
        return [String(lines[0]), String(lines[1].dropFirst(3)), String(priority)]
    }

    private func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        return try String(contentsOf: root.appending(path: "docs/slad-journal.7.scd"), encoding: .utf8)
    }
}
