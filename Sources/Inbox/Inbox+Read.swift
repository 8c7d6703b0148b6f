import Glibc

/// What came of reading a file.
package enum InboxReading: Hashable, Sendable {
    /// The whole content, as it was from the scan to the end of reading.
    case bytes([UInt8])
    /// The file was changed since the scan: nothing was taken, the next scan decides anew.
    case changed
    /// The file is not there any more.
    case gone
    /// The file is never read; reject it whole, for this reason.
    case refused(InboxRefusal)
    /// The file cannot be read now and is not offered for a minute; the notice is nil if it was given before.
    case postponed(InboxNotice?)
}

/// Why a file is refused before anybody reads it.
package enum InboxRefusal: Hashable, Sendable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)

    /// One line, for the journal and the reasons.
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes) bytes, max_file_size allows \(limit); split it, or raise the limit"
        }
    }
}

extension Inbox {
    /// Reads a file that a scan named, through one descriptor and without waiting for anybody.
    ///
    /// Throws only what is not the file's fault: no descriptors, no memory.
    package func read(_ file: InboxFile) throws(InboxError) -> InboxReading {
        switch inbox.openToRead(file.name) {
        case .success(let descriptor): return read(file, from: descriptor)
        case .failure(let error): return try unopened(file, error)
        }
    }

    private func unopened(_ file: InboxFile, _ error: InboxError) throws(InboxError) -> InboxReading {
        switch error.code {
        case ENOENT: return .gone
        case ELOOP, ENXIO: return changed(file)  // a link or a socket by now
        case EMFILE, ENFILE, ENOMEM: throw error
        default: return postponed(file, code: error.code)
        }
    }

    private func read(_ file: InboxFile, from descriptor: Descriptor) -> InboxReading {
        guard let before = FileStatus(descriptor) else { return postponed(file, code: errno) }
        guard before.obstacle == nil, before.identity == file.identity else { return changed(file) }
        let size = file.identity.sizeBytes
        guard size <= settings.maxFileBytes else {
            return .refused(.tooLarge(bytes: size, limit: settings.maxFileBytes))
        }
        let content = descriptor.readAll(upTo: size + 1)
        guard content.code == 0 else { return postponed(file, code: content.code) }
        guard let after = FileStatus(descriptor) else { return postponed(file, code: errno) }
        return after.identity == file.identity && content.bytes.count == size ? .bytes(content.bytes) : changed(file)
    }

    /// A writer is at it: what was told of the file before counts no longer.
    private func changed(_ file: InboxFile) -> InboxReading {
        reported.forget(file.name)
        return .changed
    }

    private func postponed(_ file: InboxFile, code: Int32) -> InboxReading {
        _ = leave(file, untilMilliseconds: scanMilliseconds + 60_000)
        return .postponed(noticeOnce(file.name, .failing(code: code)))
    }
}
