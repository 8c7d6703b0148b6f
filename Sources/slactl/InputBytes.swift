import Catalog
import Glibc

/// Reads a file, or standard input where the path is `-`, piece by piece.
final class InputBytes {
    /// For messages.
    let name: String
    private let descriptor: CInt
    private let pieceLimit = 65_536
    private let progress: ProgressBar
    /// In bytes; nil of a pipe or a terminal.
    private let size: Int?

    init(path: String, _ progress: ProgressBar = .none) throws(InputFault) {
        name = path
        self.progress = progress
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        let code = errno
        // Of one that could not be opened this fails too, for another reason.
        size = InputBytes.size(of: descriptor)
        guard descriptor >= 0 else { throw InputFault(path, code) }
        progress.begin("reading", "bytes", total: size)
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next bytes; nil at the end.
    func next() throws(InputFault) -> [UInt8]? {
        var code: CInt = 0
        let piece = [UInt8](unsafeUninitializedCapacity: pieceLimit) { buffer, count in
            while true {
                let got = read(descriptor, buffer.baseAddress, pieceLimit)
                if got < 0, errno == EINTR { continue }
                code = got < 0 ? errno : 0
                count = max(0, got)
                return
            }
        }
        guard code == 0 else { throw InputFault(name, code) }
        progress.add(piece.count)
        return piece.isEmpty ? nil : piece
    }

    private static func size(of descriptor: CInt) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Everything that is left.
    ///
    /// - Parameter limit: in bytes; a longer input is refused.
    func rest(limit: Int) throws(InputFault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size ?? 0, limit) + 1)
        while let piece = try next() {
            bytes += piece
            guard bytes.count <= limit else {
                throw InputFault(
                    "\(quoted(name)) has more than \(limit >> 20) MiB; split it, or make it lines (ndjson)")
            }
        }
        return bytes
    }
}

/// An input that cannot be read; one line.
struct InputFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ name: String, _ code: CInt) {
        let shown = name == "-" ? "standard input" : quoted(name)
        description = "cannot read \(shown): \(String(cString: strerror(code)))"
    }
}
