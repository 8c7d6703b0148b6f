/// Why a file is refused before anybody reads its events.
package enum InboxRefusal: Hashable, Sendable, CustomStringConvertible {
    case tooLarge(bytes: Int, limit: Int)
    case inflatesTooLarge(limit: Int)
    case gzip(GzipFault)

    /// One line, for the journal and the reasons.
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes) bytes, max_file_size allows \(limit); split it, or raise the limit"
        case .inflatesTooLarge(let limit):
            "the file has more than the \(limit) bytes that max_file_size allows when it is inflated; split it, or "
                + "raise the limit"
        case .gzip(let fault):
            "\(fault); try it with gzip --test, and send it again whole"
        }
    }
}
