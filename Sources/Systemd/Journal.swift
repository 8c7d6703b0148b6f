import CSystemd
import Glibc

/// Where entries go: the journal, a terminal, a test's list.
package protocol EntrySink {
    /// Hands the entry over; when it returns, the entry counts as told.
    func send(_ entry: JournalEntry) throws(JournalError)
}

/// The journal of this machine.
///
/// Keeps one connected socket from the first entry on. Not to be shared between threads.
package final class Journal: EntrySink {
    /// Where journald takes entries (systemd-journald.service(8)).
    package static let socketPath = "/run/systemd/journal/socket"

    private let path: String
    private var socket: JournalSocket?

    package init(path: String = Journal.socketPath) {
        self.path = path
    }

    /// Whether a journal listens on this machine.
    package static var isPresent: Bool { (try? JournalSocket(connectedTo: socketPath)) != nil }

    /// Sends the entry to the journal.
    ///
    /// Entries of one sender keep their order. An entry is not readable at once: see `JournalReader.waitFor`.
    /// - Throws: where no journal listens, where it lives but does not read and its socket is full, or where the entry
    ///   could not be sent.
    package func send(_ entry: JournalEntry) throws(JournalError) {
        let datagram = entry.datagram()
        switch try connected().send(datagram) {
        case .sent: return
        case .tooLong: return try sendAsFile(entry)
        case .full: throw fullSocket
        case .failed: break
        }
        // A journald that was started anew has a new socket.
        socket = nil
        switch try connected().send(datagram) {
        case .sent: return
        case .tooLong: return try sendAsFile(entry)
        case .full: throw fullSocket
        case .failed(let number): throw JournalError("send an entry to the journal", number: number)
        }
    }

    private func connected() throws(JournalError) -> JournalSocket {
        if let socket { return socket }
        let fresh = try JournalSocket(connectedTo: path)
        socket = fresh
        return fresh
    }

    private var fullSocket: JournalError {
        JournalError(
            "reach the journal at \(path)", because: "its socket is full",
            remedy: "see: systemctl status systemd-journald")
    }

    /// What does not fit into a datagram libsystemd sends as a sealed file, over a socket of its own.
    ///
    /// It answers 0, success, where there is no journal at all, and waits for room without end: the kernel refuses what
    /// is too long before it looks at the receiver, so that both are asked here, of the journal as it is now.
    private func sendAsFile(_ entry: JournalEntry) throws(JournalError) {
        let fresh = try JournalSocket(connectedTo: path)
        guard fresh.hasRoom() else { throw fullSocket }
        try check(Journal.sendVector(entry.encoded()), "send an entry to the journal")
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
