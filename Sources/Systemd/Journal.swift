import CSystemd
import Glibc

/// Where entries go: the journal, a terminal, a test's list.
package protocol EntrySink {
    /// Hands the entry over; when it returns, the entry counts as told.
    func send(_ entry: JournalEntry) throws(JournalError)
}

/// The journal of this machine.
package struct Journal: EntrySink, Sendable {
    package init() {}

    /// Whether a journal listens on this machine.
    package static var isPresent: Bool { (try? probe(socketPath)) != nil }

    /// Sends the entry to the journal.
    ///
    /// Entries of one sender keep their order. An entry is not readable at once: see `JournalReader.waitFor`.
    /// - Throws: where no journal listens, where it lives but does not read and its socket is full, or where the entry
    ///   could not be sent.
    package func send(_ entry: JournalEntry) throws(JournalError) {
        // sd_journal_sendv(3) answers 0, success, where there is no journal at all.
        try Self.probe(Self.socketPath)
        try check(Self.sendVector(entry.encoded()), "send an entry to the journal")
    }

    /// Where journald takes entries (systemd-journald.service(8)).
    private static let socketPath = "/run/systemd/journal/socket"

    /// How long a full socket may take to get room: a busy journald needs far less, and a loop that tells of some
    /// hundred files one by one must not stand still for as long as its watchdog waits.
    private static let roomMilliseconds: Int32 = 25

    /// Throws unless a datagram socket listens at the path and has room.
    static func probe(_ path: String) throws(JournalError) {
        let attempt = "reach the journal at \(path)"
        let remedy = "start systemd-journald, or let this service see that socket"
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw JournalError(attempt, number: errno, remedy: remedy) }
        defer { close(descriptor) }
        guard connectUnix(descriptor, to: path) == 0 else { throw JournalError(attempt, number: errno, remedy: remedy) }
        guard hasRoom(descriptor) else {
            throw JournalError(
                attempt, because: "its socket is full", remedy: "see: systemctl status systemd-journald")
        }
    }

    /// Whether the receiver takes a datagram: sd_journal_sendv(3) would wait for it without end.
    private static func hasRoom(_ descriptor: Int32) -> Bool {
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&room, 1, roomMilliseconds) > 0
    }

    /// One buffer with all fields, and a vector of places in it.
    private static func sendVector(_ fields: [[UInt8]]) -> Int32 {
        var bytes = Array(fields.joined())
        return bytes.withUnsafeMutableBytes { buffer in
            var offset = 0
            let vector = fields.map { field in
                defer { offset += field.count }
                return iovec(iov_base: buffer.baseAddress?.advanced(by: offset), iov_len: field.count)
            }
            return sd_journal_sendv(vector, Int32(vector.count))
        }
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
