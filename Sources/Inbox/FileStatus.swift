import Glibc

/// What distinguishes a file, and one state of its content, from every other: equal twice means untouched between.
package struct FileIdentity: Hashable, Sendable {
    /// A time as the file system keeps it.
    ///
    /// Anybody may set mtime to any value, so it is never put into one number.
    package struct Time: Hashable, Sendable {
        package let seconds: Int
        package let nanoseconds: Int

        package init(seconds: Int, nanoseconds: Int) {
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }
    }

    package let inode: UInt
    package let sizeBytes: Int
    package let modified: Time
    /// The kernel's own mark of the last change to content, name, mode or links (ctime); nobody can set it.
    package let changed: Time

    package init(inode: UInt, sizeBytes: Int, modified: Time, changed: Time) {
        self.inode = inode
        self.sizeBytes = sizeBytes
        self.modified = modified
        self.changed = changed
    }

    /// Whether both are the same file with the same content; a rename alone, which moves ctime, is no difference.
    package func hasSameContent(as other: FileIdentity) -> Bool {
        inode == other.inode && sizeBytes == other.sizeBytes && modified == other.modified
    }

    /// Whether the file has content that was written before it got its name here.
    ///
    /// Every write sets both times to the same instant; what moves ctime alone is a rename, a link(2), or times and
    /// modes set at the end, as `cp -p` does.
    var isNamedAfterWriting: Bool {
        sizeBytes > 0 && (changed.seconds, changed.nanoseconds) > (modified.seconds, modified.nanoseconds)
    }

    /// When the file last changed, in milliseconds since 1970.
    package var changedMilliseconds: Int64 {
        Int64(changed.seconds) &* 1_000 &+ Int64(changed.nanoseconds / 1_000_000)
    }
}

/// The answer of stat(2), as far as the inbox wants it.
struct FileStatus {
    let identity: FileIdentity
    let mode: UInt32
    let links: UInt
    let owner: UInt32
    /// What it takes of the disk, which is less than its size where it has holes.
    let usedBytes: Int

    init(_ status: stat) {
        identity = FileIdentity(
            inode: UInt(status.st_ino),
            sizeBytes: Int(status.st_size),
            modified: FileIdentity.Time(status.st_mtim),
            changed: FileIdentity.Time(status.st_ctim)
        )
        mode = status.st_mode
        links = UInt(status.st_nlink)
        owner = status.st_uid
        usedBytes = Int(status.st_blocks) * 512
    }

    /// Looks at an open file; nil with errno if that fails.
    init?(_ descriptor: Descriptor) {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { return nil }
        self.init(status)
    }

    var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
    var isRegular: Bool { mode & S_IFMT == S_IFREG }

    /// Why a file of this kind is never read, whoever may open it; nil for a regular file of one name.
    var obstacle: InboxNotice.Obstacle? {
        switch mode & S_IFMT {
        case S_IFREG: links == 1 ? nil : .hardLink
        case S_IFDIR: .directory
        case S_IFLNK: .symbolicLink
        default: .special
        }
    }
}

extension FileIdentity.Time {
    fileprivate init(_ time: timespec) {
        self.init(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }
}
