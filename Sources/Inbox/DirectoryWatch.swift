import Glibc

/// The kernel's notifications of one directory.
final class DirectoryWatch {
    /// News that come faster than this many buffers are read in turns, so that producers cannot hold the loop.
    private static let maxBuffers = 64
    /// Room for 240 of the longest names or some 2,000 usual ones.
    private static let bufferBytes = 64 << 10

    private let descriptor: Descriptor
    private let shown: String

    var number: Int32 { descriptor.number }

    init(_ directory: Directory) throws(InboxError) {
        shown = directory.shown()
        let result = inotify_init1(O_NONBLOCK | O_CLOEXEC)
        guard result >= 0 else { throw InboxError(.watch, shown, code: errno) }
        descriptor = Descriptor(result)
        let mask = IN_MOVED_TO | IN_CLOSE_WRITE | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW
        guard inotify_add_watch(result, directory.path, UInt32(mask)) >= 0 else {
            throw InboxError(.watch, shown, code: errno)
        }
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
            buffer.withUnsafeBytes { body(Notifications(UnsafeRawBufferPointer(rebasing: $0.prefix(max(0, count))))) }
        }
        return false
    }
}
