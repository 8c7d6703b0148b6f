import Glibc

/// What a buffer read from an inotify descriptor says, as far as the inbox wants it (inotify(7)).
package struct Notifications: Hashable, Sendable {
    /// A name in the inbox, and what happened to it.
    package struct Change: Hashable, Sendable {
        package let name: FileName
        package let kind: Kind

        package init(_ name: FileName, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    package enum Kind: Hashable, Sendable {
        /// It is there since now, and somebody may be writing to it (IN_CREATE).
        case created
        /// It was moved in, or closed after writing: whole, as far as its producer is concerned.
        case givenOut
    }

    /// In the order of the news.
    package private(set) var changes: [Change] = []
    /// The kernel's queue was full and news were dropped.
    package private(set) var hasOverflowed = false
    /// The directory itself was moved, removed or unmounted; nothing will be told any more.
    package private(set) var hasLostDirectory = false

    /// Reads a buffer: a row of headers of 16 bytes (watch, mask, cookie, length), each with a name padded by NULs.
    ///
    /// A header or name cut off at the end, which the kernel never writes, is left out.
    ///
    /// - Parameter root: the watch on the directory above, of which only the removal of `inbox` is wanted.
    package init(_ buffer: UnsafeRawBufferPointer, root: Int32? = nil) {
        var rest = buffer[...]
        while rest.count >= 16 {
            let header = UnsafeRawBufferPointer(rebasing: rest.prefix(16))
            let watch = header.loadUnaligned(fromByteOffset: 0, as: Int32.self)
            let mask = header.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            let length = Int(header.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            rest = rest.dropFirst(16)
            guard rest.count >= length else { return }
            let name = FileName(bytes: rest.prefix(length).prefix { $0 != 0 })
            if watch == root { takeOfRoot(mask, name) } else { take(mask, name) }
            rest = rest.dropFirst(length)
        }
    }

    private mutating func take(_ mask: UInt32, _ name: FileName) {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { hasOverflowed = true }
        if mask & UInt32(IN_MOVE_SELF | IN_DELETE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 { hasLostDirectory = true }
        if mask & UInt32(IN_MOVED_TO | IN_CLOSE_WRITE) != 0 {
            changes.append(Change(name, .givenOut))
        } else if mask & UInt32(IN_CREATE) != 0 {
            changes.append(Change(name, .created))
        }
    }

    private mutating func takeOfRoot(_ mask: UInt32, _ name: FileName) {
        if mask & UInt32(IN_DELETE) != 0 && name == Inbox.directoryName { hasLostDirectory = true }
    }
}
