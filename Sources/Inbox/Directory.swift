import CLinux
import Glibc

/// An open directory, and what the inbox does in one.
///
/// Names never lead out of it.
final class Directory {
    /// For messages only; every call goes through the descriptor.
    let path: String
    private let descriptor: Descriptor

    var number: Int32 { descriptor.number }

    /// Opens the spool's root; the last part of its path may be a link of the administrator's.
    init(path: String) throws(InboxError) {
        self.path = path
        let result = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard result >= 0 else { throw InboxError(.open, FileName(path).description, code: errno) }
        descriptor = Descriptor(result)
    }

    /// Opens a directory below another, and makes it if it is missing.
    init(_ name: String, in parent: Directory) throws(InboxError) {
        path = "\(parent.path)/\(name)"
        guard mkdirat(parent.number, name, 0o750) == 0 || errno == EEXIST else {
            throw InboxError(.make, FileName(path).description, code: errno)
        }
        descriptor = try parent.openDirectory(FileName(name))
    }

    /// Opens a directory below another that somebody else may have removed meanwhile.
    init(existing name: FileName, in parent: Directory) throws(InboxError) {
        path = "\(parent.path)/\(name)"
        descriptor = try parent.openDirectory(name)
    }

    private func openDirectory(_ name: FileName) throws(InboxError) -> Descriptor {
        let result = openat(number, name.terminated, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard result >= 0 else { throw InboxError(.open, shown(name), code: errno) }
        return Descriptor(result)
    }

    /// When names were last added or removed.
    func modified() throws(InboxError) -> FileIdentity.Time {
        guard let status = FileStatus(descriptor) else { throw InboxError(.examine, shown(), code: errno) }
        return status.identity.modified
    }

    /// Whether somebody removed the directory while it was open.
    func isRemoved() throws(InboxError) -> Bool {
        guard let status = FileStatus(descriptor) else { throw InboxError(.examine, shown(), code: errno) }
        return status.links == 0
    }

    /// Looks at a name without following a link; nil if there is no such name.
    func status(of name: FileName) throws(InboxError) -> FileStatus? {
        var status = stat()
        if fstatat(number, name.terminated, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileStatus(status) }
        if errno == ENOENT { return nil }
        throw InboxError(.examine, shown(name), code: errno)
    }

    /// Whether the process may read the file, as its effective user.
    func isReadable(_ name: FileName) -> Bool {
        faccessat(number, name.terminated, R_OK, AT_EACCESS) == 0 || errno != EACCES
    }

    /// Opens a file to read it, without following a link and without waiting for anybody.
    func openToRead(_ name: FileName) -> Result<Descriptor, InboxError> {
        let result = openat(number, name.terminated, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard result >= 0 else { return .failure(InboxError(.open, shown(name), code: errno)) }
        return .success(Descriptor(result))
    }

    /// Moves a name to another directory of the mount.
    ///
    /// Returns whether it did: not if the new name is taken.
    func move(_ name: FileName, to other: Directory, as newName: FileName) throws(InboxError) -> Bool {
        let result = slad_rename_noreplace(number, name.terminated, other.number, newName.terminated)
        if result == -EEXIST { return false }
        guard result == 0 else { throw InboxError(.move, "\(shown(name)) to \(other.shown())", code: -result) }
        return true
    }

    /// Removes a file of our own; a missing one is as good.
    func remove(_ name: FileName) throws(InboxError) {
        guard unlinkat(number, name.terminated, 0) == 0 || errno == ENOENT else {
            throw InboxError(.remove, shown(name), code: errno)
        }
    }

    /// Removes an empty directory; a missing one is as good.
    func removeDirectory(_ name: FileName) throws(InboxError) {
        guard unlinkat(number, name.terminated, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            throw InboxError(.remove, shown(name), code: errno)
        }
    }

    /// Writes a file whole or not at all: under a name of its own, flushed, then renamed over the old one.
    ///
    /// What could be written of it is removed if that fails, above all where the disk is full.
    func write(_ bytes: [UInt8], to name: FileName) throws(InboxError) {
        let temporary = FileName(".writing")
        let code = writeDurably(bytes, temporary, thenTo: name)
        guard code != 0 else { return }
        unlinkat(number, temporary.terminated, 0)
        throw InboxError(.write, shown(name), code: code)
    }

    private func writeDurably(_ bytes: [UInt8], _ temporary: FileName, thenTo name: FileName) -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let result = openat(number, temporary.terminated, flags, 0o640)
        guard result >= 0 else { return errno }
        let code = Descriptor(result).writeDurably(bytes)
        guard code == 0 else { return code }
        return renameat(number, temporary.terminated, number, name.terminated) == 0 ? 0 : errno
    }

    /// Whether a file holds exactly these bytes; one that cannot be read does not.
    func holds(_ bytes: [UInt8], in name: FileName) -> Bool {
        guard case .success(let file) = openToRead(name) else { return false }
        return holdsAll(bytes, file)
    }

    /// The directory, or a file in it, for a message.
    func shown(_ name: FileName? = nil) -> String {
        let directory = FileName(path).description
        return name.map { "\(directory)/\($0)" } ?? directory
    }

    /// The path of a file, as one word for a command that a person pastes into a shell.
    func shellWord(_ name: FileName) -> String {
        FileName(bytes: Array("\(path)/".utf8) + name.bytes).shellWord
    }
}

private func holdsAll(_ bytes: [UInt8], _ file: Descriptor) -> Bool {
    guard let status = FileStatus(file), status.identity.sizeBytes == bytes.count else { return false }
    let content = file.readAll(upTo: bytes.count + 1)
    return content.code == 0 && content.bytes == bytes
}
