import Glibc

/// Keeps a second daemon off the same ledger: two writers would tell every breach twice.
final class LedgerLock {
    private let descriptor: Int32

    /// Takes the lock file beside the ledger; the kernel lets it go with the process.
    init(path: String) throws(LedgerError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw LedgerError(
                "cannot open \(path): \(String(cString: strerror(errno))); "
                    + "the state directory must exist and belong to the user slad runs as")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw LedgerError("another slad has the ledger beside \(path); stop it, or name another state directory")
        }
    }

    deinit {
        close(descriptor)
    }
}
