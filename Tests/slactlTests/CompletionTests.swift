import ArgumentParser
import Foundation
import Testing

@testable import slactl

@Suite("What the Tab key completes")
struct CompletionTests {
    private static let bash = program("bash")
    private static let zsh = program("zsh")
    private static let fish = program("fish")

    private static func program(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    @Test("each shell has a script that knows the commands", arguments: ["bash", "zsh", "fish"])
    func script(shell: String) throws {
        let script = try Slactl.completionScript(for: #require(CompletionShell(rawValue: shell)))
        for word in ["breaches", "explain", "follow", "calendar", "submit"] {
            #expect(script.contains(word), "\(word)")
        }
    }

    @Test("that of bash is one", .enabled(if: bash != nil, "SKIPPED: no bash here to parse the script with"))
    func parses() throws {
        #expect(try parse(.bash, with: Self.bash, "-n") == 0)
    }

    @Test("that of zsh is one", .enabled(if: zsh != nil, "SKIPPED: no zsh here to parse the script with"))
    func parsesZsh() throws {
        #expect(try parse(.zsh, with: Self.zsh, "-n") == 0)
    }

    @Test("that of fish is one", .enabled(if: fish != nil, "SKIPPED: no fish here to parse the script with"))
    func parsesFish() throws {
        #expect(try parse(.fish, with: Self.fish, "--no-execute") == 0)
    }

    /// - Returns: the exit status of the shell that reads the script and runs nothing of it.
    private func parse(_ shell: CompletionShell, with program: String?, _ option: String) throws -> Int32 {
        let file = FileManager.default.temporaryDirectory.appending(path: "slactl-\(UUID().uuidString)")
        try Slactl.completionScript(for: shell).write(to: file, atomically: false, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: try #require(program))
        process.arguments = [option, file.path]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
