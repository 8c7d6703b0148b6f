import CLinux
import Glibc

/// The socket in the file system on which clients knock. Never waits.
package final class ControlListener {
    package let socket: SocketDescriptor
    private let path: String
    /// The file that was made, so that another one's is not removed.
    private let file: (device: dev_t, inode: ino_t)?

    /// Opens the socket, 0660. A file that nobody answers on is replaced; nothing else is.
    ///
    /// - Throws: `ControlError`: `.missing` without its directory, `.inUse` where another process answers.
    package init(path: String) throws(ControlError) {
        try ControlListener.clear(path)
        self.path = path
        socket = try SocketDescriptor.stream(isBlocking: false)
        // Until the mode is set nobody but the owner may connect, whatever the mask.
        fchmod(socket.number, 0o600)
        let number = socket.number
        guard withSocketAddress(path, { bind(number, $0, $1) }) == 0, chmod(path, 0o660) == 0, listen(number, 16) == 0
        else { throw ControlListener.failure(path, errno) }
        file = ControlListener.identity(path)
    }

    /// The next client; nil if none waits.
    package func accept() -> ControlConnection? {
        let number = slad_accept(socket.number)
        return number < 0 ? nil : ControlConnection(SocketDescriptor(number))
    }

    /// Removes the file, if it is still this one's.
    package func remove() {
        guard let file, let there = ControlListener.identity(path), there == file else { return }
        unlink(path)
    }

    private static func clear(_ path: String) throws(ControlError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ControlError(.other, "\(path) is there and no socket; remove it, or name another with --control")
        }
        let probe = try SocketDescriptor.stream(isBlocking: false)
        let result = withSocketAddress(path) { connect(probe.number, $0, $1) }
        guard result != 0, errno == ECONNREFUSED else {
            throw ControlError(.inUse, "another slad answers on \(path); stop it, or name another with --control")
        }
        unlink(path)
    }

    private static func identity(_ path: String) -> (device: dev_t, inode: ino_t)? {
        var status = stat()
        return lstat(path, &status) == 0 ? (status.st_dev, status.st_ino) : nil
    }

    private static func failure(_ path: String, _ error: Int32) -> ControlError {
        if path.utf8.count > 107 {
            return ControlError(.other, "\(path) is too long for a socket; name a shorter one with --control")
        }
        return ControlError(
            error == ENOENT ? .missing : error == EACCES ? .permission : .other,
            "cannot open the control socket \(path): \(errorText(error))")
    }
}
