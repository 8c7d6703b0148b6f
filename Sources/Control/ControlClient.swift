import Glibc

/// The client's end: asks one question and waits for the answer.
package struct ControlClient {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// A daemon that is busy with a backlog answers between two of its turns; beyond this something is wrong.
    private static let patienceSeconds = 20

    /// - Throws: `ControlError` where nobody answers. An answer may itself be `.error`.
    package func ask(_ request: ControlRequest) throws -> ControlAnswer {
        let socket = try open()
        var request = try request.line()[...]
        while !request.isEmpty {
            let count = socket.write(request)
            guard count > 0 else { throw failure(errno) }
            request = request.dropFirst(count)
        }
        return try ControlAnswer(line: try readLine(socket))
    }

    private func open() throws(ControlError) -> SocketDescriptor {
        let socket = try SocketDescriptor.stream(isBlocking: true)
        var patience = timeval(tv_sec: ControlClient.patienceSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket.number, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withSocketAddress(path) { connect(socket.number, $0, $1) }
        guard result == 0 else { throw failure(result == nil ? ENAMETOOLONG : errno) }
        return socket
    }

    private func readLine(_ socket: SocketDescriptor) throws(ControlError) -> [UInt8] {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while line.last != UInt8(ascii: "\n") {
            let count = recv(socket.number, &buffer, buffer.count, 0)
            guard count >= 0 else { throw failure(errno) }
            guard count > 0 else {
                throw ControlError(.nobody, "slad ended the connection on \(path) without an answer; ask again")
            }
            line += buffer[..<count]
        }
        return line
    }

    private func failure(_ error: Int32) -> ControlError {
        switch error {
        case ENOENT, ENOTDIR: ControlError(.missing, "no slad runs with the control socket \(path)")
        case ECONNREFUSED: ControlError(.nobody, "nobody answers on \(path); slad ended without removing it")
        case EACCES, EPERM: ControlError(.permission, "\(path) may not be opened: root and the group slad may")
        case EAGAIN:
            ControlError(
                .other, "slad did not answer within \(ControlClient.patienceSeconds) s; see systemctl status slad")
        default: ControlError(.other, "slad cannot be asked on \(path): \(errorText(error))")
        }
    }
}
