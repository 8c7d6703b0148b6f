import Foundation
import Glibc
import Testing

/// Makes journal files with any fields, the trusted ones too, by systemd-journal-remote(8).
enum JournalFile {
    private static let program = "/lib/systemd/systemd-journal-remote"

    /// Whether the program is there; `make deps` installs it.
    static let canBeMade = access(program, X_OK) == 0

    static let skipped: Comment =
        "SKIPPED: the journal reader is not tested, for lack of the package systemd-journal-remote (make deps)"

    /// One entry to be written: when it was received, and its fields.
    struct Entry {
        let microseconds: UInt64
        let fields: [(String, String)]
    }

    /// Writes the entries as one journal file into the directory.
    static func make(_ entries: [Entry], in directory: String) throws {
        let input = entries.reduce(into: Data()) { $0.append(export($1)) }
        try #require(try run(program, ["--output=\(directory)/made.journal", "-"], input: input) == 0)
    }

    /// The entry in the journal export format (https://systemd.io/JOURNAL_EXPORT_FORMATS), each field with its length.
    private static func export(_ entry: Entry) -> Data {
        var data = Data("__REALTIME_TIMESTAMP=\(entry.microseconds)\n".utf8)
        data.append(Data("__MONOTONIC_TIMESTAMP=\(entry.microseconds % 1_000_000_000)\n".utf8))
        data.append(Data("_BOOT_ID=0123456789abcdef0123456789abcdef\n".utf8))
        for (name, value) in entry.fields {
            data.append(Data((name + "\n").utf8))
            withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { data.append(contentsOf: $0) }
            data.append(Data((value + "\n").utf8))
        }
        return data + Data("\n".utf8)
    }
}

/// Runs a program with this input, its output thrown away; gives its exit status.
func run(_ program: String, _ arguments: [String], input: Data) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: input)
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
}
