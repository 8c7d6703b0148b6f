import CLinux
import Glibc

/// Who is at the other end, as the kernel knows it.
package struct ControlPeer: Hashable, Sendable {
    package let uid: UInt32
    package let gid: UInt32
    package let pid: Int32

    package init(uid: UInt32, gid: UInt32, pid: Int32) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
    }

    /// Whether it may ask for what changes the daemon's state: root, and the daemon's own user.
    package var mayChangeState: Bool { uid == 0 || uid == getuid() }
}

/// The daemon's end of one connection: lines in, lines out. Never waits; one answer is out before the next line is
/// read.
package final class ControlConnection {
    package enum Input: Hashable, Sendable {
        case line([UInt8])
        /// Nothing more has arrived yet.
        case nothing
        /// The client has no more to ask, or is gone.
        case ended
        case tooLong
    }

    package let socket: SocketDescriptor
    package let peer: ControlPeer?
    private var lines = RequestLines()
    private var output: ArraySlice<UInt8> = []

    init(_ socket: SocketDescriptor) {
        self.socket = socket
        var (uid, gid, pid) = (UInt32(0), UInt32(0), Int32(0))
        let isKnown = slad_peer(socket.number, &uid, &gid, &pid) == 0
        peer = isKnown ? ControlPeer(uid: uid, gid: gid, pid: pid) : nil
    }

    /// Part of an answer waits for the client to read.
    package var isSending: Bool { !output.isEmpty }

    /// The next line, as far as it has arrived.
    package func next() -> Input {
        while true {
            if let line = lines.next() { return .line(line) }
            if lines.isTooLong { return .tooLong }
            switch receive() {
            case .some(true): continue
            case .some(false): return lines.last().map(Input.line) ?? .ended
            case nil: return .nothing
            }
        }
    }

    /// Sends what goes now; the rest waits for `flush`.
    ///
    /// - Returns: false if the client is gone.
    package func send(_ bytes: [UInt8]) -> Bool {
        output = bytes[...]
        return flush()
    }

    /// - Returns: false if the client is gone.
    package func flush() -> Bool {
        while !output.isEmpty {
            let count = socket.write(output)
            guard count > 0 else { return errno == EAGAIN || errno == EINTR }
            output = output.dropFirst(count)
        }
        output = []
        return true
    }

    /// - Returns: whether bytes came; nil if none wait.
    private func receive() -> Bool? {
        let count = withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
            let count = recv(socket.number, buffer.baseAddress, buffer.count, 0)
            if count > 0 { lines.take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        guard count < 0 else { return count > 0 }
        return errno == EAGAIN || errno == EINTR ? nil : false
    }
}

/// Cuts bytes into lines, up to a limit.
struct RequestLines {
    private var bytes: [UInt8] = []
    private var searched = 0

    /// More came without a line break than a request may have.
    private(set) var isTooLong = false

    mutating func take(_ more: some Sequence<UInt8>) {
        bytes += more
    }

    /// The next whole line, without its break.
    mutating func next() -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            isTooLong = bytes.count > ControlLimits.requestBytes
            return nil
        }
        let line = Array(bytes[..<end])
        guard line.count <= ControlLimits.requestBytes else {
            isTooLong = true
            return nil
        }
        bytes.removeSubrange(...end)
        searched = 0
        return line
    }

    /// What came behind the last break, once: a client may end without one.
    mutating func last() -> [UInt8]? {
        defer { bytes = [] }
        searched = 0
        return bytes.isEmpty ? nil : bytes
    }
}
