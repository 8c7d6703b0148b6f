import EventFormat
import Foundation
import Testing

/// Real help desks' logs, where the machine has some: `SLAD_DATA` names a directory with `*.ndjson.gz`.
@Suite("Real logs")
struct RealLogTests {
    private static let directory = ProcessInfo.processInfo.environment["SLAD_DATA"]

    @Test(
        "every line of the real logs is an event",
        .enabled(if: directory != nil, "SKIPPED: SLAD_DATA names no directory with *.ndjson.gz, so no real log is read")
    )
    func realLogs() throws {
        let directory = try #require(RealLogTests.directory)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".ndjson.gz") }
        #expect(!names.isEmpty, "no *.ndjson.gz in \(directory)")
        for name in names {
            let decoded = decode(bytes: try inflated(directory + "/" + name))
            #expect(decoded.findings.isEmpty, "\(name): \(decoded.findings.first?.what ?? "")")
            #expect(decoded.events.count > 1_000, "\(name)")
        }
    }

    private func inflated(_ path: String) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "gzip -dc \(path)")
        return Array(data)
    }
}
