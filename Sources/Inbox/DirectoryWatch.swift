import Glibc

/// The kernel's notifications of the inbox.
///
/// Of a removed directory that is still open, as ours is, the kernel tells nothing through the directory's own watch
/// (IN_DELETE_SELF comes with the last close, and rmdir(2) is not even IN_ATTRIB): the directory above is watched too.
/// What is only read or written to is not asked for, since every reading of our own would be told.
final class DirectoryWatch {
    /// News that come faster than this many buffers are read in turns, so that producers cannot hold the loop.
    private static let maxBuffers = 64
    /// Room for 240 of the longest names or some 2,000 usual ones.
    private static let bufferBytes = 64 << 10

    private let descriptor: Descriptor
    private let shown: String
    private let root: Int32

    var number: Int32 { descriptor.number }

    init(_ directory: Directory, below parent: Directory) throws(InboxError) {
        shown = directory.shown()
        let result = inotify_init1(O_NONBLOCK | O_CLOEXEC)
        guard result >= 0 else { throw InboxError(.watch, shown, code: errno) }
        descriptor = Descriptor(result)
        root = try watch(parent, IN_DELETE, result)
        let own = IN_MOVE_SELF | IN_DELETE_SELF | IN_DONT_FOLLOW
        _ = try watch(directory, IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | own, result)
    }

    /// Reads news until there are none, and hands them out buffer by buffer.
    ///
    /// - Returns: whether the end was reached; if not, the descriptor is still readable.
    func drain(_ body: (Notifications) -> Void) throws(InboxError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: Self.bufferBytes)
        for _ in 0..<Self.maxBuffers {
            let count = read(number, &buffer, buffer.count)
            if count < 0 && errno == EAGAIN { return true }
            if count < 0 && errno != EINTR { throw InboxError(.watch, shown, code: errno) }
            buffer.withUnsafeBytes {
                body(Notifications(UnsafeRawBufferPointer(rebasing: $0.prefix(max(0, count))), root: root))
            }
        }
        return false
    }
}

/// Adds a directory to an inotify descriptor; returns the watch's number.
private func watch(_ directory: Directory, _ mask: Int32, _ descriptor: Int32) throws(InboxError) -> Int32 {
    let result = inotify_add_watch(descriptor, directory.path, UInt32(mask | IN_ONLYDIR))
    guard result >= 0 else { throw InboxError(.watch, directory.shown(), code: errno) }
    return result
}
