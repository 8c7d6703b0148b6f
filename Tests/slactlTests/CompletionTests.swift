import ArgumentParser
import Foundation
import Testing

@testable import slactl

@Suite("What the Tab key completes")
struct CompletionTests {
    private static let bash = ["/bin/bash", "/usr/bin/bash"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("each shell has a script that knows the commands", arguments: ["bash", "zsh", "fish"])
    func script(shell: String) throws {
        let script = try Slactl.completionScript(for: #require(CompletionShell(rawValue: shell)))
        for word in ["breaches", "explain", "follow", "calendar", "submit"] {
            #expect(script.contains(word), "\(word)")
        }
    }

    @Test("that of bash is one", .enabled(if: bash != nil, "SKIPPED: no bash here to parse the script with"))
    func parses() throws {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.bash))
        process.arguments = ["-n"]
        let input = Pipe()
        process.standardInput = input
        try process.run()
        input.fileHandleForWriting.write(Data(Slactl.completionScript(for: .bash).utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
