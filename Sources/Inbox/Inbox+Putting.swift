import CLinux
import Glibc

extension Inbox {
    /// Puts a file of our own into the inbox as a careful producer does: it is whole before it has its name.
    ///
    /// Nothing is flushed: who puts it must be able to put it again.
    /// - Parameter name: of events, new each time.
    package func put(_ bytes: [UInt8], named name: String) throws(InboxError) {
        let hidden = FileName(".\(name)")
        let code = write(bytes, to: hidden)
        if code != 0 {
            unlinkat(inbox.number, hidden.terminated, 0)
            throw InboxError(.write, inbox.shown(hidden), code: code)
        }
        guard try inbox.move(hidden, to: inbox, as: FileName(name)) else {
            unlinkat(inbox.number, hidden.terminated, 0)
            return
        }
    }

    private func write(_ bytes: [UInt8], to hidden: FileName) -> Int32 {
        // Others may write in this directory too: never through a name that is there already.
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let result = openat(inbox.number, hidden.terminated, flags, 0o640)
        guard result >= 0 else { return errno }
        return Descriptor(result).writeAll(bytes)
    }
}
