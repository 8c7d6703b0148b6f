import Glibc

/// The files of a ledger, for one who only reads: how SQLite must be told to open them.
///
/// A ledger in WAL mode is three files while it is open, `-wal` and `-shm` beside it, and one when it was closed in
/// order. A reader makes neither of the two, and writes to neither.
struct LedgerFile {
    let path: String
    private let directory: String

    init(directory: String) {
        self.directory = directory
        path = directory + "/ledger.sqlite"
    }

    /// The name to open it by: <https://www.sqlite.org/uri.html>.
    func uri() throws(LedgerError) -> String {
        try demandReadable()
        // Nothing outside of the one file, so that nobody has it open: it may be read like any file.
        guard size(path + "-wal") > 0 else { return "file:\(escaped)?mode=ro&immutable=1" }
        guard size(path + "-shm") > 0 else {
            throw LedgerError(
                "\(path) was left by a crash, and the index of its last part is missing; start slad, which mends it")
        }
        return "file:\(escaped)?mode=ro&readonly_shm=1"
    }

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
