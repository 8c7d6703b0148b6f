import Foundation
import Glibc
import Inbox

/// A spool of its own below the temporary directory, removed with this object.
final class TemporarySpool {
    struct Failure: Error {
        let call: String
        let code: Int32
    }

    let path: String

    init() throws {
        var template = Array("\(NSTemporaryDirectory())/slad-inbox-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(call: "mkdtemp", code: errno) }
        path = String(cString: made)
        try check("chmod", chmod(path, 0o755))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(settle: Int64 = 2_000, maxFileBytes: Int = 1 << 20) throws -> Inbox {
        var settings = SpoolSettings(directory: path)
        settings.settleMilliseconds = settle
        settings.maxFileBytes = maxFileBytes
        return try Inbox(settings)
    }

    /// Writes a file in place, as a careless producer does.
    func write(_ text: String, to file: String) throws {
        try write(text, to: FileName("inbox/\(file)"))
    }

    func write(_ text: String, to file: FileName) throws {
        try write(Array(text.utf8), to: file)
    }

    /// Writes a file below the spool's root.
    func write(_ bytes: [UInt8], to file: String) throws {
        try write(bytes, to: FileName(file))
    }

    func write(_ bytes: [UInt8], to file: FileName) throws {
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        let descriptor = try check("open", openat(AT_FDCWD, cPath(file), flags, 0o640))
        defer { Glibc.close(descriptor) }
        _ = try check("write", Int32(Glibc.write(descriptor, bytes, bytes.count)))
    }

    /// Opens a file in the inbox in place, as a producer that takes its time.
    func begin(_ file: String) throws -> Writer {
        Writer(try check("open", Glibc.open("\(path)/inbox/\(file)", O_WRONLY | O_CREAT, 0o640)))
    }

    /// A producer with a file open; it closes it with its end.
    final class Writer {
        private let descriptor: Int32

        fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { Glibc.close(descriptor) }

        func write(_ text: String) {
            let bytes = Array(text.utf8)
            _ = Glibc.write(descriptor, bytes, bytes.count)
        }
    }

    /// What gzip(1) makes of a text, without name and time.
    func gzipped(_ text: String) throws -> [UInt8] {
        try gzipped(Data(text.utf8))
    }

    func gzipped(_ content: Data) throws -> [UInt8] {
        let plain = "\(path)/.plain"
        defer { unlink(plain) }
        try content.write(to: URL(filePath: plain))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "--no-name", "--stdout", plain]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        gzip.waitUntilExit()
        guard gzip.terminationStatus == 0 else { throw Failure(call: "gzip", code: gzip.terminationStatus) }
        return Array(bytes)
    }

    /// Renames within the inbox, as a careful producer does; over a file of that name, if there is one.
    func rename(_ file: String, to newName: String) throws {
        _ = try check("rename", Glibc.rename("\(path)/inbox/\(file)", "\(path)/inbox/\(newName)"))
    }

    /// Takes a file from everybody but root and, where root tests, its owner.
    func close(_ file: String) throws {
        try check("chmod", chmod("\(path)/inbox/\(file)", geteuid() == 0 ? 0o600 : 0))
    }

    /// The content of a file below the spool's root; nil if there is none.
    func content(_ file: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(file)").map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a directory below the spool's root, sorted.
    func list(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(directory)").sorted()
    }

    /// When a file in the inbox last changed, in milliseconds.
    func changedMilliseconds(_ file: String) throws -> Int64 {
        var status = stat()
        _ = try check("lstat", lstat("\(path)/inbox/\(file)", &status))
        return Int64(status.st_ctim.tv_sec) * 1_000 + Int64(status.st_ctim.tv_nsec / 1_000_000)
    }

    @discardableResult
    func check(_ call: String, _ result: Int32) throws -> Int32 {
        guard result >= 0 else { throw Failure(call: call, code: errno) }
        return result
    }

    private func cPath(_ file: FileName) -> [CChar] {
        (Array("\(path)/".utf8) + file.bytes).map(CChar.init(bitPattern:)) + [0]
    }
}

/// An instant at which everything that a test has written has settled.
let longAfter: Int64 = 9_000_000_000_000

extension InboxScan {
    /// The names of the files, fit to be compared.
    var shown: [String] { files.map(\.name.description) }
}

/// Scans when everything has settled, and expects one file.
func onlyFile(_ inbox: Inbox) throws -> InboxFile {
    let files = try inbox.ready(limit: 10, nowMilliseconds: longAfter).files
    guard let file = files.first, files.count == 1 else { throw UnexpectedFiles(names: files.map(\.name)) }
    return file
}

struct UnexpectedFiles: Error {
    let names: [FileName]
}

/// Runs the body as somebody who may not read root's files; for others than root nothing changes.
///
/// It is the file system's user of this thread alone (setfsuid(2)), so that other tests go on as they are. Swift does
/// not import the function.
func withoutPrivileges<Result>(_ body: () throws -> Result) throws -> Result {
    guard geteuid() == 0 else { return try body() }
    guard let symbol = dlsym(nil, "setfsuid") else { throw TemporarySpool.Failure(call: "dlsym", code: ENOSYS) }
    let setfsuid = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> Int32).self)
    _ = setfsuid(65_534)
    defer { _ = setfsuid(0) }
    return try body()
}

extension Inbox {
    /// Whether there are notifications to read.
    var isWoken: Bool {
        var poll = pollfd(fd: notificationDescriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, 0) == 1
    }
}
