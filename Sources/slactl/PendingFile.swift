import CLinux
import Catalog
import Glibc

/// A file of events in the inbox, under a name that slad leaves alone until it is whole (slad-intake(7)).
///
/// It is removed again unless `publish()` was called.
final class PendingFile {
    private let inbox: String
    private let stem: String
    /// With the dot that stands before it.
    let ending: String
    private let descriptor: CInt
    private let hidden: String
    private var isPublished = false
    private(set) var size = 0

    /// - Parameters:
    ///   - stem: of the name that it will have; unique.
    ///   - ending: of that name, `.ndjson` or `.json`.
    init(inbox: String, stem: String, ending: String, _ unfinished: UnfinishedFiles) throws(OutputFault) {
        self.inbox = inbox
        self.stem = stem
        self.ending = ending
        hidden = "\(inbox)/.\(stem)\(ending).tmp"
        // Readable to the group, which the directory gives, and writable to nobody else, whatever the caller's mask.
        let mask = umask(0o027)
        descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        let code = errno
        umask(mask)
        guard descriptor >= 0 else { throw OutputFault(inbox: inbox, code) }
        unfinished.add(hidden)
    }

    deinit {
        close(descriptor)
        if !isPublished { unlink(hidden) }
    }

    func write(_ bytes: [UInt8]) throws(OutputFault) {
        let code = writeAll(bytes, to: descriptor)
        guard code == 0 else { throw OutputFault(inbox: inbox, code) }
        size += bytes.count
    }

    /// Has the content on the disk.
    func flush() throws(OutputFault) {
        guard fdatasync(descriptor) == 0 else { throw OutputFault(inbox: inbox, errno) }
    }

    /// Gives it out under its name; never in the place of another file.
    ///
    /// Producers may not read the inbox, so they cannot flush the directory itself. Flushing the file once more does:
    /// a journalling file system (ext4, XFS, Btrfs) has its new name on the disk before it returns, which is what test
    /// generic/322 of xfstests holds them to.
    func publish() throws(OutputFault) -> String {
        for attempt in 0..<100 {
            let path = "\(inbox)/\(stem)\(attempt == 0 ? "" : "-\(attempt)")\(ending)"
            let result = slad_rename_noreplace(AT_FDCWD, hidden, AT_FDCWD, path)
            if result == -EEXIST { continue }
            guard result == 0 else { throw OutputFault(inbox: inbox, -result) }
            isPublished = true
            guard fsync(descriptor) == 0 else { throw OutputFault(inbox: inbox, errno) }
            return path
        }
        throw OutputFault(inbox: inbox, EEXIST)
    }
}

extension OutputFault {
    init(inbox: String, _ code: CInt) {
        let failure = "cannot put events into \(quoted(inbox)): \(String(cString: strerror(code)))"
        switch code {
        case EACCES, EPERM:
            self.init("\(failure); as root: usermod -aG slad-submit \(userName()), then log in again")
        case ENOENT: self.init("\(failure); is slad installed? else name its spool with --spool")
        case ENOSPC, EDQUOT: self.init("\(failure); make room there, then submit again: nothing was submitted")
        default: self.init(failure)
        }
    }
}

private func userName() -> String {
    guard let entry = getpwuid(geteuid()) else { return "USER" }
    return String(cString: entry.pointee.pw_name)
}
