import CLinux
import Glibc

/// The names of a directory, read again from the start as often as wanted through one descriptor.
final class DirectoryStream {
    private let stream: OpaquePointer
    private let shown: String

    init(_ directory: Directory) throws(InboxError) {
        shown = directory.shown()
        let number = openat(directory.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw InboxError(.list, shown, code: errno) }
        guard let opened = fdopendir(number) else {
            let code = errno
            close(number)
            throw InboxError(.list, shown, code: code)
        }
        stream = opened
    }

    deinit { closedir(stream) }

    /// Calls the body with each name, in no order.
    ///
    /// What is there from the beginning to the end is met.
    func forEachName(_ body: (FileName) throws(InboxError) -> Void) throws(InboxError) {
        rewinddir(stream)
        while let name = try next() { try body(name) }
    }

    /// The next name, in no order; nil at the end.
    ///
    /// What is removed between two calls hides nothing else.
    func next() throws(InboxError) -> FileName? {
        var code: Int32 = 0
        if let name = slad_next_name(stream, &code) { return FileName(cString: name) }
        if code != 0 { throw InboxError(.list, shown, code: code) }
        return nil
    }
}
