import Foundation
import Glibc
import Testing

@testable import Inbox

@Suite struct FullDiskTests {
    @Test(
        "with a full disk bad lines stay in their file, are told once, and are kept when there is room",
        .enabled(if: SmallDisk.isPossible, "SKIPPED: only root, where it may, mounts a small tmpfs for this test")
    )
    func full() throws {
        let disk = try SmallDisk()
        defer { disk.unmount() }
        let inbox = try Inbox(SpoolSettings(directory: disk.path))
        try disk.write(String(repeating: "bad\n", count: 5_000), to: "inbox/a.ndjson")
        try disk.fill("filler")
        for attempt in 1...3 {
            let file = try onlyFile(inbox)
            let error = try #require(throws: InboxError.self) {
                try inbox.reject(file, lines: .init(repeating: 0x62, count: 20_000), reasons: "why", date: "2026-11-22")
            }
            #expect(error.code == ENOSPC)
            let notice = inbox.postpone(file, error)
            #expect((notice != nil) == (attempt == 1))
            if let notice { #expect(notice.description.contains("make room on its file system; it stays")) }
            #expect(disk.list("inbox") == ["a.ndjson"])
            #expect(disk.list("rejected").allSatisfy { $0.hasSuffix(".reasons") }, "no half of a file stays")
            #expect(try inbox.ready(limit: 1, nowMilliseconds: longAfter + 59_999).files.isEmpty)
            _ = try inbox.ready(limit: 1, nowMilliseconds: longAfter + 60_000)
        }
        try disk.remove("filler")
        let departure = try inbox.reject(
            onlyFile(inbox), lines: Array("bad\n".utf8), reasons: "why", date: "2026-11-22")
        #expect(departure == .moved(to: "rejected/a.ndjson"))
        #expect(disk.list("rejected") == ["a.ndjson", "a.ndjson.reasons"])
        #expect(disk.list("inbox").isEmpty)
    }
}

/// A file system of 128 KiB in memory.
private struct SmallDisk {
    let path: String

    /// Whether this process may mount; tried, because root in a container often may not.
    static let isPossible: Bool = {
        guard geteuid() == 0, let disk = try? SmallDisk() else { return false }
        disk.unmount()
        return true
    }()

    init() throws {
        var template = Array("\(NSTemporaryDirectory())/slad-disk-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw TemporarySpool.Failure(call: "mkdtemp", code: errno) }
        path = String(cString: made)
        do {
            try SmallDisk.run("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", path])
        } catch {
            rmdir(path)
            throw error
        }
    }

    func unmount() {
        try? SmallDisk.run("umount", ["--lazy", path])
        rmdir(path)
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(file)"))
    }

    /// Fills the disk but for a page or two, so that directories and reasons may still find room.
    func fill(_ file: String) throws {
        let descriptor = open("\(path)/\(file)", O_WRONLY | O_CREAT, 0o640)
        guard descriptor >= 0 else { throw TemporarySpool.Failure(call: "open", code: errno) }
        defer { close(descriptor) }
        let page = [UInt8](repeating: 0, count: 4_096)
        while Glibc.write(descriptor, page, page.count) == page.count {}
        var status = stat()
        fstat(descriptor, &status)
        ftruncate(descriptor, status.st_size - 4_096)
    }

    func remove(_ file: String) throws {
        guard unlink("\(path)/\(file)") == 0 else { throw TemporarySpool.Failure(call: "unlink", code: errno) }
    }

    func list(_ directory: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(directory)").sorted()) ?? []
    }

    private static func run(_ command: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [command] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TemporarySpool.Failure(call: command, code: process.terminationStatus)
        }
    }
}
