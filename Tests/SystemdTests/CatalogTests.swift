import Foundation
import Glibc
import Testing

/// The message catalogue, systemd/slad.catalog (https://systemd.io/CATALOG).
@Suite("The message catalogue")
struct CatalogTests {
    /// Part of the interface: these never change.
    private static let ids = [
        "warning": "1634af67d9304ac48a9403804c0b5961",
        "breach": "0bdc95960fb54041ac9eeb7704579194",
        "withdrawn": "6de4e915f8b04caabecb07053abc8a2c",
        "corrected": "5f8b58df1203465e9b6d254cdfe6276f",
        "ladder": "4c4dcd2884e7439cb36f4ef70251b782",
        "met": "03ea748b77e045008498d2176358b81f",
        "finished-late": "24023502d45648de9fecca02caaeffa2",
        "answered": "83f0c912e2154e798f84c267b1031d31",
        "digest": "e2553896bb494c49b8beb9072f53d551",
        "summary": "1ead513eb41f44d796c0924a4a7fc052",
        "rejected": "2255057da9884445a72eeffff21c1108",
        "held": "a54b939047854cdaab113a183245139d",
        "spool": "32133f98edab432986c6e70f6f2236e6",
        "started": "57039b5843d44e3b9b43cb792251bb51",
        "reloaded": "41969d3b56e44fbfb513382b40eb5524",
        "refused": "b7fb5ffbd063496b86711ff3c7e34ff8",
        "last-good": "4e00733eabfa49f2bc2d6b9a872b33b6",
        "clock-step": "c1d2dffb08914cbd80ffa1f18f2dc5e6",
        "alive": "d10f96537321406eb783c1700d6deef2",
        "window": "8b3ab66d49764291976534f54977cff9",
        "lost": "04bf4c4bdc2d4a09af8b7d92cf763b4b",
        "burn": "c18f993121e34afdb7bb36ea8f17d1f1",
        "misses-left": "cdb400b5c88844d3973c1a64df7efc1e",
        "below": "9efaa2f60b4e41b1ac89e8decaecf3d5",
        "back": "35e364af80ff4c408831bb9ce3f32d51",
        "window-corrected": "afa8e67030714be187afa1b99040652b",
        "feed": "f160f7f84c5240f198d317534f52122e",
        "feed-returned": "72442b9026e34578802cdc7f6a4ee33f",
    ]

    private static let fields: Set<String> = [
        "SLA_TICKET", "SLA_CUSTOMER", "SLA_TEAM", "SLA_AGREEMENT", "SLA_AGREEMENT_KIND", "SLA_OBJECTIVE", "SLA_METRIC",
        "SLA_CYCLE", "SLA_THRESHOLD", "SLA_DEADLINE", "SLA_TARGET", "SLA_ELAPSED", "SLA_OVERRUN", "SLA_LATE_BY",
        "SLA_REASON", "SLA_PLAN", "SLA_ALERT_ID", "SLA_COUNTS", "SLA_AGREEMENTS", "SLA_CUSTOMERS",
        "SLA_GOAL", "SLA_SHARE", "SLA_WINDOW", "SLA_WINDOW_FROM", "SLA_WINDOW_TO", "SLA_DENOMINATOR", "SLA_ATTAINMENT",
        "SLA_MET", "SLA_MISSED", "SLA_OPEN", "SLA_MISSES_LEFT", "SLA_EXCLUDED", "SLA_COVERAGE_TICKETS",
        "SLA_COVERAGE_FEEDS", "SLA_REFERS_TO", "SLA_FEED", "SLA_SILENT_SINCE",
    ]

    private static let journalctl = "/usr/bin/journalctl"
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("systemd/slad.catalog")

    private func text() throws -> String { try String(contentsOf: Self.file, encoding: .utf8) }

    @Test(
        "journalctl compiles it, and finds each kind under its id with a subject",
        .enabled(if: access(journalctl, X_OK) == 0, "SKIPPED: no journalctl here to compile the catalogue with")
    )
    func compiles() throws {
        let text = try text()
        let subjects = Dictionary(uniqueKeysWithValues: entries(text).map { ($0.id, $0.subject) })
        let listed = try withTemporaryDirectory { root in
            for directory in ["/usr/lib/systemd/catalog", "/var/lib/systemd/catalog"] {
                try FileManager.default.createDirectory(atPath: root + directory, withIntermediateDirectories: true)
            }
            try text.write(toFile: root + "/usr/lib/systemd/catalog/slad.catalog", atomically: false, encoding: .utf8)
            try #require(output(["--root=\(root)", "--update-catalog"]).status == 0)
            return try output(["--root=\(root)", "--list-catalog"]).text
        }
        // A header that the compiler does not understand becomes text of the entry before it, without an error.
        let lines = Self.ids.values.sorted().map { "\($0) slad: \(subjects[$0] ?? "?")" }
        #expect(listed.split(separator: "\n").map(String.init) == lines)
    }

    @Test("each entry stands under the name of its kind, and every kind has one")
    func kinds() throws {
        let entries = entries(try text())
        #expect(entries.count == Self.ids.count)
        #expect(Dictionary(uniqueKeysWithValues: entries.map { ($0.kind, $0.id) }) == Self.ids)
    }

    @Test("each entry says who defined it, where to read more, and what to do", arguments: ids.keys.sorted())
    func content(kind: String) throws {
        let entry = try #require(entries(try text()).first { $0.kind == kind })
        #expect(entry.headers.contains("Defined-By: slad"))
        #expect(entry.headers.contains { $0.hasPrefix("Support: ") })
        #expect(entry.headers.contains { $0.hasPrefix("Documentation: man:") })
        #expect(entry.body.contains("What to do: "))
    }

    @Test("only fields that entries have are put into the text, and lines fit a terminal")
    func usedFields() throws {
        let text = try text()
        let pieces = text.matches(of: /@([A-Za-z_]+)@/).map { String($0.1) }
        #expect(Set(pieces).isSubset(of: Self.fields))
        #expect(text.count { $0 == "@" } == pieces.count * 2)
        // journalctl puts three columns before each line.
        let lines = entries(text).flatMap { $0.body.split(separator: "\n") }
        #expect(lines.filter { $0.count > 79 } == [])
    }
}

/// One entry of a catalogue file.
private struct CatalogEntry {
    let kind: String
    let id: String
    let headers: [String]
    let body: String
    var subject: String { headers.first { $0.hasPrefix("Subject: ") }.map { String($0.dropFirst(9)) } ?? "" }
}

/// Each entry: a comment with its kind, `-- ID`, headers, an empty line, and the text up to the next comment.
private func entries(_ text: String) -> [CatalogEntry] {
    text.split(separator: "\n# ").compactMap { piece in
        let halves = piece.split(separator: "\n\n", maxSplits: 1)
        let head = halves[0].split(separator: "\n").map(String.init)
        guard head.count > 1, head[1].hasPrefix("-- "), halves.count == 2 else { return nil }
        return CatalogEntry(
            kind: head[0],
            id: String(head[1].dropFirst(3)),
            headers: Array(head[2...]),
            body: String(halves[1])
        )
    }
}

/// Runs journalctl; gives its exit status and what it printed.
private func output(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/journalctl")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
