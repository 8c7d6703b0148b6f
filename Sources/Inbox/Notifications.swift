import Glibc

/// What a buffer read from an inotify descriptor says, as far as the inbox wants it (inotify(7)).
package struct Notifications: Hashable, Sendable {
    /// Names that were moved in, or closed after writing; in the order of the news.
    package private(set) var names: [FileName] = []
    /// The kernel's queue was full and news were dropped.
    package private(set) var hasOverflowed = false
    /// The directory itself was moved, removed or unmounted; nothing will be told any more.
    package private(set) var hasLostDirectory = false

    /// Reads a buffer: a row of headers of 16 bytes (watch, mask, cookie, length), each with a name padded by NULs.
    ///
    /// A header or name cut off at the end, which the kernel never writes, is left out.
    package init(_ buffer: UnsafeRawBufferPointer) {
        var rest = buffer[...]
        while rest.count >= 16 {
            let header = UnsafeRawBufferPointer(rebasing: rest.prefix(16))
            let mask = header.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            let length = Int(header.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            rest = rest.dropFirst(16)
            guard rest.count >= length else { return }
            take(mask, FileName(bytes: rest.prefix(length).prefix { $0 != 0 }))
            rest = rest.dropFirst(length)
        }
    }

    private mutating func take(_ mask: UInt32, _ name: FileName) {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { hasOverflowed = true }
        if mask & UInt32(IN_MOVE_SELF | IN_DELETE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 { hasLostDirectory = true }
        if mask & UInt32(IN_MOVED_TO | IN_CLOSE_WRITE) != 0 { names.append(name) }
    }
}
