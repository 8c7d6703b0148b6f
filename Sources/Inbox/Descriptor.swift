import Glibc

/// A descriptor that is closed when it is released.
final class Descriptor {
    let number: Int32

    /// Takes over a descriptor that a system call returned.
    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Writes all the bytes and has them on the disk; returns 0 or the errno value of what failed.
    func writeDurably(_ bytes: [UInt8]) -> Int32 {
        let code = writeAll(bytes)
        if code != 0 { return code }
        return fdatasync(number) == 0 ? 0 : errno
    }

    /// Writes all the bytes; returns 0 or the errno value of what failed.
    func writeAll(_ bytes: [UInt8]) -> Int32 {
        bytes.withUnsafeBytes { buffer -> Int32 in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 && errno != EINTR { return errno }
                rest = rest.dropFirst(max(0, written))
            }
            return 0
        }
    }

    /// Reads once, as much as there is room for; a count of 0 is the end of the file.
    func readOnce(into bytes: inout [UInt8]) -> (count: Int, code: Int32) {
        while true {
            let got = read(number, &bytes, bytes.count)
            if got >= 0 { return (got, 0) }
            if errno != EINTR { return (0, errno) }
        }
    }

    /// Reads to the end, or to a limit in bytes, into one piece of memory.
    ///
    /// Complexity: O(limit) memory.
    func readAll(upTo limit: Int) -> (bytes: [UInt8], code: Int32) {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            while count < limit {
                let got = read(number, buffer.baseAddress.map { $0 + count }, limit - count)
                if got == 0 { return }
                if got < 0 && errno != EINTR {
                    code = errno
                    return
                }
                count += max(0, got)
            }
        }
        return (bytes, code)
    }
}
