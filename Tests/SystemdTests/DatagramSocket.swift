import Glibc
import Testing

/// A real datagram socket in the file system, as the manager and the journal listen on one.
final class DatagramSocket {
    let descriptor: Int32

    init(boundTo path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(descriptor >= 0)
        try #require(withAddress(path) { bind(descriptor, $0, $1) } == 0)
    }

    deinit { close(descriptor) }

    /// Sends it datagrams until it has no room for another.
    func fill(_ path: String) throws {
        let sender = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(sender >= 0)
        defer { close(sender) }
        try #require(withAddress(path) { connect(sender, $0, $1) } == 0)
        while send(sender, "x", 1, Int32(MSG_DONTWAIT)) == 1 {}
        try #require(errno == EAGAIN)
    }

    /// The next datagram that has arrived; nil if there is none.
    func receive() -> String? { receive(flags: Int32(MSG_DONTWAIT)) }

    /// Waits for the next datagram; nil if none arrives in that time.
    func wait(seconds: Int) -> String? {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return receive(flags: 0)
    }

    private func receive(flags: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let length = recv(descriptor, &buffer, buffer.count, flags)
        return length < 0 ? nil : String(decoding: buffer.prefix(length), as: UTF8.self)
    }
}

private func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
