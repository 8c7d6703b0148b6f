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

extension Inbox {
    /// Reads a file that a scan named, through one descriptor and without waiting for anybody.
    ///
    /// Throws only what is not the file's fault: no descriptors, no memory.
    package func read(_ file: InboxFile) throws(InboxError) -> InboxReading {
        switch inbox.openToRead(file.name) {
        case .success(let descriptor): return try read(file, from: descriptor)
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

    private func read(_ file: InboxFile, from descriptor: Descriptor) throws(InboxError) -> InboxReading {
        guard let before = FileStatus(descriptor) else { return postponed(file, code: errno) }
        guard before.obstacle == nil, before.identity == file.identity else { return changed(file) }
        let size = file.identity.sizeBytes
        guard size <= settings.maxFileBytes else {
            return .refused(.tooLarge(bytes: size, limit: settings.maxFileBytes))
        }
        let content =
            file.name.isCompressed
            ? descriptor.inflateAll(size, limit: settings.maxFileBytes)
            : descriptor.readAll(size)
        // Whatever was read, right or wrong, counts only if nobody wrote meanwhile.
        guard let after = FileStatus(descriptor) else { return postponed(file, code: errno) }
        guard after.identity == file.identity else { return changed(file) }
        switch content {
        case .bytes(let bytes): return .bytes(bytes)
        case .refused(let refusal): return .refused(refusal)
        case .otherSize: return changed(file)
        case .failed(ENOMEM): throw InboxError(.read, inbox.shown(file.name), code: ENOMEM)
        case .failed(let code): return postponed(file, code: code)
        }
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

/// What came out of a descriptor.
private enum Content {
    case bytes([UInt8])
    case refused(InboxRefusal)
    /// There were more or fewer bytes than fstat(2) said.
    case otherSize
    /// An errno value.
    case failed(Int32)
}

extension Descriptor {
    fileprivate func readAll(_ size: Int) -> Content {
        // Not one byte more, to see whether that is the end: what was added meanwhile the look at the file afterwards
        // shows.
        let content = readAll(upTo: size)
        guard content.code == 0 else { return .failed(content.code) }
        return content.bytes.count == size ? .bytes(content.bytes) : .otherSize
    }

    /// Inflates a gzip file of a known size.
    fileprivate func inflateAll(_ size: Int, limit: Int) -> Content {
        do throws(Inflater.Failure) {
            let inflater = try Inflater(limit: limit, expected: gzipLength(size))
            var piece = [UInt8](repeating: 0, count: 64 << 10)
            var rest = size
            while rest > 0 {
                let got = readOnce(into: &piece)
                guard got.code == 0 else { return .failed(got.code) }
                guard (1...rest).contains(got.count) else { return .otherSize }
                let taking = piece.withUnsafeBytes { buffer in
                    Result { () throws(Inflater.Failure) in
                        try inflater.take(UnsafeRawBufferPointer(rebasing: buffer[..<got.count]))
                    }
                }
                try taking.get()
                rest -= got.count
            }
            return .bytes(try inflater.finish())
        } catch {
            switch error {
            case .gzip(let fault): return .refused(.gzip(fault))
            case .tooLarge: return .refused(.inflatesTooLarge(limit: limit))
            case .noMemory: return .failed(ENOMEM)
            }
        }
    }

    /// The size that gzip wrote at the end of its last member, modulo 2^32 (RFC 1952, ISIZE); 0 if there is none.
    ///
    /// Anybody may write anything there.
    private func gzipLength(_ size: Int) -> Int {
        var bytes = [UInt8](repeating: 0, count: 4)
        guard size >= 18, pread(number, &bytes, 4, size - 4) == 4 else { return 0 }
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
