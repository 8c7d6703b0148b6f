import Glibc

/// Reads a regular file of bounded size.
enum BoundedFile {
    /// The bytes of the file behind a path; a FIFO or a device is never waited for.
    ///
    /// Symbolic links are followed: what stands in the configuration directory was put there by its owner.
    static func read(_ path: String, limit: Int) throws(CatalogueReadError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        return try bytes(of: descriptor, path: path, limit: limit)
    }

    private static func bytes(of descriptor: CInt, path: String, limit: Int) throws(CatalogueReadError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw .fileTooLarge(path: path, limit: limit) }
        }
    }
}
