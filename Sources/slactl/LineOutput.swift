import Glibc

/// Writes lines to standard output, many at a time.
final class LineOutput {
    private var buffer: [UInt8] = []
    private let descriptor: CInt
    private static let enough = 65_536

    init(descriptor: CInt = STDOUT_FILENO) {
        self.descriptor = descriptor
    }

    func write(line: String) throws(OutputFault) {
        buffer += line.utf8
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= LineOutput.enough { try flush() }
    }

    func write(_ bytes: [UInt8]) throws(OutputFault) {
        guard bytes.count < LineOutput.enough else {
            try flush()
            return try put(bytes)
        }
        buffer += bytes
        if buffer.count >= LineOutput.enough { try flush() }
    }

    func flush() throws(OutputFault) {
        defer { buffer.removeAll(keepingCapacity: true) }
        try put(buffer)
    }

    private func put(_ bytes: [UInt8]) throws(OutputFault) {
        let code = writeAll(bytes, to: descriptor)
        guard code == 0 else {
            throw OutputFault("cannot write to standard output: \(String(cString: strerror(code)))")
        }
    }
}

/// Writes all the bytes; 0, or the errno value of what failed.
func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno != EINTR { return errno }
            rest = rest.dropFirst(max(0, written))
        }
        return 0
    }
}

/// Something that cannot be written; one line.
struct OutputFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
