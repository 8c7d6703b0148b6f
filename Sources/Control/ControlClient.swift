import Glibc

/// The client's end: asks one question and waits for the answer.
package struct ControlClient {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// A daemon that is busy with a backlog answers between two of its turns; beyond this something is wrong.
    private static let patienceSeconds = 20
    /// A change is answered when its figures are counted, after other changes and a reload.
    private static let changePatienceSeconds = 600

    /// - Throws: `ControlError` where nobody answers. An answer may itself be `.error`.
    package func ask(_ request: ControlRequest) throws -> ControlAnswer {
        let patience = request.changesState ? ControlClient.changePatienceSeconds : ControlClient.patienceSeconds
        let socket = try open(patience)
        var bytes = try request.line()[...]
        while !bytes.isEmpty {
            let count = socket.write(bytes)
            guard count > 0 else { throw failure(errno, patience) }
            bytes = bytes.dropFirst(count)
        }
        guard let line = try readLine(socket, patience) else {
            let next = request.changesState ? "slactl exclude --list says whether it was recorded" : "ask again"
            throw ControlError(.nobody, "slad ended the connection on \(path) without an answer; \(next)")
        }
        return try ControlAnswer(line: line)
    }

    private func open(_ patience: Int) throws(ControlError) -> SocketDescriptor {
        let socket = try SocketDescriptor.stream(isBlocking: true)
        var time = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket.number, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = withSocketAddress(path) { connect(socket.number, $0, $1) }
        guard result == 0 else { throw failure(result == nil ? ENAMETOOLONG : errno, patience) }
        return socket
    }

    /// - Returns: nil where the connection ends before.
    private func readLine(_ socket: SocketDescriptor, _ patience: Int) throws(ControlError) -> [UInt8]? {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while line.last != UInt8(ascii: "\n") {
            let count = recv(socket.number, &buffer, buffer.count, 0)
            guard count >= 0 else { throw failure(errno, patience) }
            guard count > 0 else { return nil }
            line += buffer[..<count]
        }
        return line
    }

    private func failure(_ error: Int32, _ patience: Int) -> ControlError {
        switch error {
        case ENOENT, ENOTDIR: ControlError(.missing, "no slad runs with the control socket \(path)")
        case ECONNREFUSED: ControlError(.nobody, "nobody answers on \(path); slad ended without removing it")
        case EACCES, EPERM: ControlError(.permission, "\(path) may not be opened: root and the group slad may")
        case EAGAIN:
            ControlError(
                .other, "slad did not answer within \(patience) s; see systemctl status slad")
        default: ControlError(.other, "slad cannot be asked on \(path): \(errorText(error))")
        }
    }
}
