import Glibc

/// The files of a ledger, for one who only reads: how SQLite must be told to open them.
///
/// A ledger in WAL mode is three files while it is open, `-wal` and `-shm` beside it, and one when it was closed in
/// order. A reader makes neither of the two, and writes to neither.
package struct LedgerFile: Sendable {
    let path: String
    private let directory: String

    package init(directory: String) {
        self.directory = directory
        path = directory + "/ledger.sqlite"
    }

    /// How it is opened.
    struct Opening {
        /// The name to open it by: <https://www.sqlite.org/uri.html>.
        let uri: String
        /// What the file was then, if it is read without locks; nil where SQLite's own locks keep others off what is
        /// read.
        let unlocked: LedgerStamp?
    }

    func opening() throws(LedgerError) -> Opening {
        try demandReadable()
        // Before it is looked whether anybody has the ledger open: who comes between the two changes the file later.
        let stamp = self.stamp
        // Nothing outside of the one file, so that nobody has it open: it may be read like any file.
        guard size(path + "-wal") > 0 else {
            return Opening(uri: "file:\(escaped)?mode=ro&immutable=1", unlocked: stamp)
        }
        guard size(path + "-shm") > 0 else {
            throw LedgerError(
                "\(path) was left by a crash, and the index of its last part is missing; start slad, which mends it")
        }
        return Opening(uri: "file:\(escaped)?mode=ro&readonly_shm=1", unlocked: nil)
    }

    /// What the file is now.
    package var stamp: LedgerStamp { LedgerStamp(path) }

    private func demandReadable() throws(LedgerError) {
        guard access(path, R_OK) != 0 else { return }
        let error = errno
        if error == EACCES {
            throw LedgerError("\(path) may not be read; ask as root, or as a member of the group slad")
        }
        throw LedgerError(
            "cannot read \(path): \(String(cString: strerror(error))); has slad ever run with this state directory?")
    }

    /// 0 where there is no such file.
    private func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private var escaped: String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}

/// A file as it is at a moment: two that are equal, with nothing written in between, have the same bytes.
///
/// SQLite writes the file by a checkpoint or not at all while a daemon has the ledger open, and every write sets both
/// times (to the tick of the kernel's clock, some milliseconds; a daemon does not start, write and end within one).
package struct LedgerStamp: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let times: [Int]

    /// Of no file all is 0.
    init(_ path: String) {
        var status = stat()
        stat(path, &status)
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        times = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
