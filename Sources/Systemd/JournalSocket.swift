import Glibc

/// A datagram socket that is connected to a journal's; closed when it is released.
final class JournalSocket {
    /// What became of a datagram.
    enum Outcome: Hashable {
        case sent
        /// It is longer than the socket takes.
        case tooLong
        /// The receiver lives but does not read.
        case full
        /// An error number of errno(3).
        case failed(Int32)
    }

    /// How long a full socket may take to get room: a busy journald needs far less, and a loop that tells of some
    /// hundred files one by one must not stand still for as long as its watchdog waits.
    private static let roomMilliseconds: Int64 = 25

    private let descriptor: Int32

    /// - Throws: unless a datagram socket listens at the path.
    init(connectedTo path: String) throws(JournalError) {
        let attempt = "reach the journal at \(path)"
        let remedy = "start systemd-journald, or let this service see that socket"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw JournalError(attempt, number: errno, remedy: remedy) }
        guard connectUnix(descriptor, to: path) == 0 else { throw JournalError(attempt, number: errno, remedy: remedy) }
        // Room for the longest entries; the kernel's limit may give less.
        var bytes: Int32 = 8 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    /// Sends a datagram whole or not at all; waits for room no longer than `roomMilliseconds`.
    func send(_ bytes: [UInt8]) -> Outcome {
        let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
        var start: Int64?
        while true {
            if Glibc.send(descriptor, bytes, bytes.count, flags) >= 0 { return .sent }
            switch errno {
            case EINTR: continue
            case EMSGSIZE, ENOBUFS: return .tooLong
            case EAGAIN: break
            case let number: return .failed(number)
            }
            // Others send, too: that there was room does not say that there still is.
            let now = Int64(monotonicMicroseconds() / 1_000)
            let left = (start ?? now) + JournalSocket.roomMilliseconds - now
            start = start ?? now
            guard left > 0, waitsForRoom(milliseconds: Int32(left)) else { return .full }
        }
    }

    /// Whether the receiver's queue has room, or gets it within `roomMilliseconds`.
    func hasRoom() -> Bool { waitsForRoom(milliseconds: Int32(JournalSocket.roomMilliseconds)) }

    private func waitsForRoom(milliseconds: Int32) -> Bool {
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&room, 1, milliseconds) > 0
    }
}

/// connect(2) to a socket of the file system; -1 with `errno` where it fails.
private func connectUnix(_ descriptor: Int32, to path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { field in
        guard path.utf8.count < field.count else { return false }
        field.copyBytes(from: path.utf8)
        return true
    }
    guard fits else {
        errno = ENAMETOOLONG
        return -1
    }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
