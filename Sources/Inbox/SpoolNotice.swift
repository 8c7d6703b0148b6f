/// Something about the spool as a whole that a person should know; told once.
package enum SpoolNotice: Hashable, Sendable, CustomStringConvertible {
    /// How full it is has changed. The path is the spool's root as one word for a shell.
    case level(SpoolLevel, SpoolUsage, maxBytes: Int, path: String)
    /// Something old could not be removed or looked at; the pruning went on with the rest.
    case failing(InboxError)

    /// One line: what, why, what to do.
    package var description: String {
        switch self {
        case .level(.fine, let usage, let maxBytes, _):
            "the spool has room again: \(usage.text(of: maxBytes))"
        case .level(.filling, let usage, let maxBytes, let path):
            "the spool is filling: \(usage.text(of: maxBytes)); see what is large: du -ah \(path) | sort -h | tail; "
                + "remove what was looked at in rejected, or raise max_spool"
        case .level(.full, let usage, let maxBytes, let path):
            "the spool is full: \(usage.text(of: maxBytes)); the oldest processed files are removed early, nothing "
                + "else is; see what is large: du -ah \(path) | sort -h | tail; remove what was looked at in rejected, "
                + "or raise max_spool"
        case .failing(let error):
            "old files stay in the spool: \(error)"
        }
    }
}
