import CZlib

/// Why the content of a `.gz` file is not what gzip(1) writes (RFC 1952).
package struct GzipFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The first bytes are not those of gzip.
        case notGzip
        /// What zlib found, in its words.
        case damaged(String)
        /// The file ends in the middle.
        case cutOff
        /// Something else follows.
        case garbage
    }

    package let kind: Kind
    /// Where in the file, the first byte being 1; where it is cut off, the last byte that is there.
    package let byte: Int

    /// One line: what, where.
    package var description: String {
        switch kind {
        case .notGzip: "the name ends in .gz and the content, at byte \(byte), is not gzip's"
        case .damaged(let what): "the gzip data are damaged at byte \(byte) (\(what))"
        case .cutOff: "the gzip data are cut off after byte \(byte)"
        case .garbage: "at byte \(byte) something follows that is not gzip's"
        }
    }
}

/// Inflates gzip data piece by piece into memory, up to a limit.
///
/// As `gzip -d` does, it takes several members one behind the other as one, and zeros at the end as nothing. Needs some
/// 100 KiB beside the result; at the limit it stops at once, however much a bomb still holds.
final class Inflater {
    enum Failure: Error, Hashable {
        case gzip(GzipFault)
        /// There is more than the limit allows.
        case tooLarge
        case noMemory
    }

    private enum State {
        case beforeMember(isFirst: Bool)
        case inMember
        /// Zeros to the end, as tapes and some block devices leave them.
        case padding
    }

    /// zlib keeps the address, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var state = State.beforeMember(isFirst: true)
    private var output = [UInt8](repeating: 0, count: 64 << 10)
    private var result: [UInt8] = []
    private let limit: Int
    /// Bytes of the input so far.
    private var consumed = 0

    /// - Parameters:
    ///   - limit: the most bytes that may come out.
    ///   - expected: how many are likely to come out; nothing depends on it but a second copy in memory.
    init(limit: Int, expected: Int) throws(Failure) {
        self.limit = limit
        result.reserveCapacity(max(0, min(limit, expected)))
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more means gzip's header and checks and no others (zlib.h).
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, 15 + 16, zlibVersion(), size) == Z_OK else { throw .noMemory }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes the next piece of the file.
    func take(_ piece: UnsafeRawBufferPointer) throws(Failure) {
        var rest = UnsafeRawBufferPointer(rebasing: piece[...])
        while let first = rest.first {
            switch state {
            case .beforeMember(let isFirst): try begin(with: first, isFirst)
            case .inMember: rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try inflate(rest)))
            case .padding: return try skipZeros(rest)
            }
        }
    }

    /// The whole content, when the file has ended.
    func finish() throws(Failure) -> [UInt8] {
        switch state {
        case .beforeMember(isFirst: false), .padding: return result
        case .beforeMember(isFirst: true), .inMember: throw .gzip(GzipFault(kind: .cutOff, byte: consumed))
        }
    }

    private func begin(with byte: UInt8, _ isFirst: Bool) throws(Failure) {
        if byte == 0 && !isFirst {
            state = .padding
            return
        }
        guard byte == 0x1F else { throw .gzip(GzipFault(kind: isFirst ? .notGzip : .garbage, byte: consumed + 1)) }
        inflateReset(stream)
        state = .inMember
    }

    private func skipZeros(_ rest: UnsafeRawBufferPointer) throws(Failure) {
        if let index = rest.firstIndex(where: { $0 != 0 }) {
            throw .gzip(GzipFault(kind: .garbage, byte: consumed + index + 1))
        }
        consumed += rest.count
    }

    /// Inflates to the end of the piece or of the member; returns how many bytes of the piece that took.
    private func inflate(_ piece: UnsafeRawBufferPointer) throws(Failure) -> Int {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(piece.count)
        var code = Z_OK
        repeat { code = try inflateOnce() } while code == Z_OK
        let used = piece.count - Int(stream.pointee.avail_in)
        consumed += used
        switch code {
        case Z_STREAM_END: state = .beforeMember(isFirst: false)
        case Z_BUF_ERROR: break  // all of the piece is taken
        case Z_MEM_ERROR: throw .noMemory
        default: throw .gzip(GzipFault(kind: .damaged(zlibText(stream.pointee.msg)), byte: consumed))
        }
        return used
    }

    /// Fills the output once and keeps it; Z_BUF_ERROR if nothing came and nothing was taken (zlib.h).
    private func inflateOnce() throws(Failure) -> Int32 {
        let (code, count) = output.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(buffer.count)
            let code = CZlib.inflate(stream, Z_NO_FLUSH)
            return (code, buffer.count - Int(stream.pointee.avail_out))
        }
        guard result.count + count <= limit else { throw .tooLarge }
        result.append(contentsOf: output[..<count])
        return code
    }
}

private func zlibText(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? "not gzip data"
}
