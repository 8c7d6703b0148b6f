import CLinux
import Glibc

/// An open socket; closed when nobody has it any more, as a source of events must not lose it before it is cancelled.
package final class SocketDescriptor: Sendable {
    package let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    /// A new stream socket that no child inherits.
    ///
    /// - Parameter isBlocking: whether calls wait.
    static func stream(isBlocking: Bool) throws(ControlError) -> SocketDescriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (isBlocking ? 0 : SOCK_NONBLOCK.rawValue))
        let number = socket(AF_UNIX, type, 0)
        guard number >= 0 else { throw ControlError(.other, "cannot make a socket: \(errorText(errno))") }
        return SocketDescriptor(number)
    }

    /// Writes as much as the socket takes; -1 with `errno` as send(2). A reader that is gone is no signal.
    func write(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
}

/// The words for an errno value.
func errorText(_ error: Int32) -> String {
    slad_error_text(error).map { String(cString: $0) } ?? "error \(error)"
}

/// Calls a function of the system with the address of a path (unix(7)).
///
/// - Returns: what the function returned, or nil if the path is too long for an address.
func withSocketAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // One byte is the end of the text.
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
